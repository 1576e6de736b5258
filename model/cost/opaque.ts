import type { Plan, PlannedResource } from "../plan";

/** Packages whose components make resources that AWS bills: clusters, nodes, APIs. */
const PACKAGES: ReadonlySet<string> = new Set(["eks", "aws-apigateway"]);

/** Components of which the plan does not show what they make, as where their provider did not run. */
export function opaqueComponents({ resources }: Plan): readonly PlannedResource[] {
  const shown = new Set(
    resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:providers:")).map(({ parent }) => parent),
  );
  return resources.filter(
    ({ custom, type, urn }) => !custom && PACKAGES.has(type.split(":")[0] ?? "") && !shown.has(urn),
  );
}
