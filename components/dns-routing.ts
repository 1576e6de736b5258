import type * as aws from "@pulumi/aws";
import type { Mistakes } from "./mistakes";
import { isRegionName } from "./region-name";

/** How Route 53 chooses among several records of one name. Each is a `Dns` of its own, with the same `domain`. */
export const Routing = {
  /** By share: `weight` among the sum of all weights. */
  Weighted: "weighted",
  /** By the AWS region that the visitor reaches fastest. */
  Latency: "latency",
  /** The primary while it is healthy, else the secondary. */
  Failover: "failover",
} as const;

/** A record among several of the same name. All must have the same kind of routing. */
export type RoutingArgs =
  | {
      readonly by: typeof Routing.Weighted;
      /** Unlike that of the others. */
      readonly id: string;
      /** 0 to 255; 0 sends nobody. */
      readonly weight: number;
    }
  | {
      readonly by: typeof Routing.Latency;
      /** AWS region that the target stands in: `eu-west-1`. */
      readonly region: string;
    }
  | { readonly by: typeof Routing.Failover; readonly role: "primary" | "secondary" };

const MAX_WEIGHT = 255;

/** The arguments of a record by which Route 53 tells it from the others and chooses it. */
export function routingArgs(
  routing: RoutingArgs | undefined,
): Pick<
  aws.route53.RecordArgs,
  "setIdentifier" | "weightedRoutingPolicies" | "latencyRoutingPolicies" | "failoverRoutingPolicies"
> {
  switch (routing?.by) {
    case Routing.Weighted:
      return { setIdentifier: routing.id, weightedRoutingPolicies: [{ weight: routing.weight }] };
    case Routing.Latency:
      return { setIdentifier: routing.region, latencyRoutingPolicies: [{ region: routing.region }] };
    case Routing.Failover:
      return { setIdentifier: routing.role, failoverRoutingPolicies: [{ type: routing.role.toUpperCase() }] };
    default:
      return {};
  }
}

/** Notes what Route 53 would refuse, and a primary that nobody would ever turn away from. */
export function checkRouting(mistakes: Mistakes, routing: RoutingArgs | undefined, knowsHealth: boolean): Mistakes {
  switch (routing?.by) {
    case Routing.Weighted:
      return mistakes
        .require(/^.{1,128}$/.test(routing.id), "routing.id", `must be 1 to 128 characters, got ${routing.id}`)
        .requireRange("routing.weight", routing.weight, 0, MAX_WEIGHT);
    case Routing.Latency:
      return mistakes.require(
        isRegionName(routing.region),
        "routing.region",
        `must be an AWS region such as eu-west-1, got ${routing.region}`,
      );
    case Routing.Failover:
      return mistakes.require(
        routing.role === "secondary" || knowsHealth,
        "healthCheck",
        "is required for a primary whose target does not tell its health: nothing would ever fail over",
      );
    default:
      return mistakes;
  }
}
