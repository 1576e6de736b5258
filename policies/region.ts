import type { PlannedResource } from "../model/plan";
import { text } from "../model/value";
import type { Subject } from "./subject";

/** The region that a resource is made in; undefined where the plan does not tell. */
export function regionOf({ index, plan }: Subject, resource: PlannedResource): string | undefined {
  const provider = resource.provider === null ? undefined : index.get(resource.provider);
  return text(resource.inputs.region) ?? text(provider?.inputs.region) ?? plan.region ?? undefined;
}
