import type { Plan } from "../../model/plan";
import { UsageError } from "../failure";

/**
 * The URNs that `--allow-replace` names, by URN or by logical name.
 * @throws UsageError for a name that no resource of either plan has
 * @public required lazily, which the search for unused exports cannot see
 */
export function allowedUrns(names: readonly string[], plans: readonly Plan[]): ReadonlySet<string> {
  const resources = plans.flatMap((plan) => plan.resources);
  return new Set(
    names.flatMap((name) => {
      const found = resources.filter((resource) => resource.urn === name || resource.name === name);
      if (found.length === 0) {
        throw new UsageError(`--allow-replace ${name}: neither plan has a resource of that name or URN`);
      }
      return found.map(({ urn }) => urn);
    }),
  );
}
