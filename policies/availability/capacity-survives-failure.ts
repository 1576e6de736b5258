import { capacityAfterFailure } from "../../model/failures/capacity";
import { rule } from "../rule";

interface Values {
  readonly peakRequestsPerSecond: number | null;
  readonly capacityPerMember: { readonly [name: string]: number };
}

/** Half of the servers that carry all of the load are an outage in two steps: the zone's, and then that of the rest. */
export const capacitySurvivesFailure = rule<Values>({
  name: "capacity-survives-failure",
  displayName: "Capacity survives a failure",
  description:
    "What is left without the worst member or zone must carry the declared peak, before anything new has started.",
  severity: "high",
  kind: "capacity",
  tags: ["availability"],
  remediationSteps:
    "Raise the floor (`minSize`, `minCapacity`, `desiredCount`, the number of replicas) until what is left without the " +
    "largest zone serves the peak, or spread it over more zones. Where a load balancer keeps each zone's requests in the " +
    "zone, switch cross-zone load balancing on (`enableCrossZoneLoadBalancing: true`), or give each zone as many members.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_static_stability.html",
  settings: {
    properties: {
      peakRequestsPerSecond: {
        type: "number",
        minimum: 0,
        description: "Requests per second at the busiest time, that each of the named tiers must carry in each region.",
      },
      capacityPerMember: {
        type: "object",
        description: "Requests per second that one member serves, by the logical name of its resource.",
        additionalProperties: { type: "number" },
      },
    },
    defaults: { peakRequestsPerSecond: null, capacityPerMember: {} },
  },
  unset: ({ peakRequestsPerSecond }) =>
    peakRequestsPerSecond === null ? "the configuration declares no `peakRequestsPerSecond`" : undefined,
  judge: ({ topology }, { peakRequestsPerSecond, capacityPerMember }) => {
    const peak = peakRequestsPerSecond ?? 0;
    return capacityAfterFailure(topology, capacityPerMember).flatMap((remainder) => {
      const { urn, name, failure, count, left, requestsPerSecond, sharedByZone } = remainder;
      const shares = sharedByZone
        ? " Each zone has an equal share of the requests to itself, as cross-zone load balancing is off: the zone with the fewest members is full first."
        : "";
      if (requestsPerSecond !== null && requestsPerSecond >= peak) return [];
      const lost =
        failure.kind === "zone"
          ? failure.domain.replace("zone:unknown", "one zone").replace("zone:", "")
          : "one member";
      return [
        {
          outcome: requestsPerSecond === null ? "unknown" : "violation",
          urn,
          message:
            requestsPerSecond === null
              ? `How many members of ${name} are left without one zone is not known.`
              : `Lose ${lost}: ${left} of ${count} members of ${name} are left and serve ${requestsPerSecond} of ${peak} requests per second.${shares}`,
          failure,
        },
      ];
    });
  },
});
