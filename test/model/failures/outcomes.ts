import type { FailureOutcome } from "../../../model/assessment";
import { assessFailures } from "../../../model/failures";
import type { Plan } from "../../../model/plan";

/** What the failure of a kind, on resources or zones of that name, does to a kind of flow. */
export function outcome(plan: Plan, kind: string, name: string, flowKind: string): FailureOutcome {
  const found = assessFailures(plan).filter(
    (each) => each.kind === kind && each.flowKind === flowKind && (each.domain.endsWith(`:${name}`) || name === "*"),
  );
  const [first] = found;
  if (!first) throw new Error(`no ${kind} ${name} fails for ${flowKind}`);
  return first;
}
