import type { PlannedResource } from "../model/plan";
import { reveal, type Value } from "../model/value";
import type { Subject } from "./subject";
import type { Verdict } from "./verdict";

/** What is wrong with one resource, each as the rest of a sentence that starts with its name; nothing where not so. */
export type Faults = readonly (string | false | undefined)[];

/** A violation for each fault of each resource of the given short types. What the plan does not know is no fault. */
export function faultsOf(
  subject: Subject,
  types: readonly string[],
  find: (resource: PlannedResource) => Faults,
): readonly Verdict[] {
  return subject.index.ofType(...types).flatMap((resource) =>
    find(resource)
      .filter((fault) => fault !== undefined && fault !== false)
      .map((fault): Verdict => ({ outcome: "violation", urn: resource.urn, message: `${resource.name} ${fault}.` })),
  );
}

/** Whether a program set the argument, be it to something unknown; providers echo what is not set as empty. */
export function isSet(value: Value | undefined): boolean {
  const plain = reveal(value);
  if (plain === undefined || plain === null || plain === "") return false;
  return !(Array.isArray(plain) && plain.length === 0);
}

/** Whether AWS has the resource already, so that arguments which AWS fills in may be AWS's own. */
export function isDeployed({ id, op }: PlannedResource): boolean {
  return id !== undefined || op === "same" || op === "update";
}
