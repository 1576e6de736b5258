import type { PlannedResource } from "../../../../model/plan";
import type { Recording } from "../../../../preview/recorder";
import { Marker } from "../../../../preview/report/marks";

/** All that a plan says of its resources and outputs, in an order of its own: by URN. */
export function comparable({ plan, messages }: Recording): { readonly [urn: string]: unknown } {
  const marker = new Marker(plan);
  const shown = ({ inputs, outputs: _, name: __, ...rest }: PlannedResource) => ({
    ...rest,
    inputs: marker.map(inputs),
    options: { ...rest.options, version: undefined, aliases: undefined },
    autoNamed: [...rest.autoNamed].sort(),
  });
  const resources = [...plan.resources].sort((left, right) => (left.urn < right.urn ? -1 : 1));
  return {
    ...Object.fromEntries(resources.map((resource) => [resource.urn, shown(resource)])),
    outputs: marker.map(plan.outputs),
    // Which wording a warning has is each one's own.
    warned: messages.flatMap(({ severity, urn }) => (severity === "warning" ? [`${urn}`] : [])).sort(),
  };
}
