import { assessTopology, singlePointsOfFailure } from "../../model/failures";
import type { Topology } from "../../model/topology/topology";
import { rule, type Verdict } from "../rule";
import { verdictOf } from "./single-point-verdict";

/** Kinds of failure that can be asked for. */
const KINDS = ["member", "zone", "region"] as const;

interface Values {
  readonly survive: readonly (typeof KINDS)[number][];
  readonly critical: boolean;
}

/** One machine, one zone, one gateway: each fails some day, and what has no second takes its users' requests along. */
export const noSinglePointOfFailure = rule<Values>({
  name: "no-single-point-of-failure",
  displayName: "No single point of failure",
  description: "What users' requests need must survive the loss of any one member and of any one availability zone.",
  severity: "high",
  kind: "reachability",
  tags: ["availability"],
  remediationSteps:
    "Give each tier a second member in another zone, and what makes it take over: `minSize` or `desiredCount` of 2 or " +
    "more over several subnets, `multiAz: true` on a database, a second instance in an Aurora cluster, replicas with " +
    "`automaticFailoverEnabled` and `multiAzEnabled` in a cache, a NAT gateway and a mount target per zone.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/use-fault-isolation-to-protect-your-workload.html",
  settings: {
    properties: {
      survive: {
        type: "array",
        description:
          "Kinds of failure that must not need a person. Default: member and zone; with `critical`, region too.",
        items: { type: "string", enum: [...KINDS] },
      },
      critical: { type: "boolean", description: "Whether the environment must survive the loss of a region as well." },
    },
    defaults: { survive: ["member", "zone"], critical: false },
  },
  judge: ({ topology }, { survive, critical }) => {
    const local = survive.filter((kind) => kind !== "region");
    const points = singlePointsOfFailure(topology, local).map(verdictOf);
    return critical || survive.includes("region") ? [...points, ...regionVerdicts(topology)] : points;
  },
});

/** One verdict a region that takes flows with it until a person acts. */
function regionVerdicts(topology: Topology): readonly Verdict[] {
  return assessTopology(topology)
    .filter(({ kind, outcome }) => kind === "region" && outcome === "needs-person")
    .map(({ kind, domain, flow, path, reason }) => ({
      outcome: "violation",
      urn: path.at(-1) ?? "",
      message: `Lose ${domain.replace(":", " ")}: ${flow} stops. ${reason}`,
      failure: { kind, domain },
      flow,
      cause: domain,
    }));
}
