import type * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import { isImageReference } from "./container-image";
import type { Balancer } from "./load-balancer-args";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import type { Tags } from "./tags";

export interface FleetArgs {
  /** Its application subnets hold the servers, spread over every zone. */
  readonly network: Network;
  /** Sends requests to the servers, and has those replaced that fail its health check. Its targets are servers. */
  readonly behind: Balancer;
  /** The container that each server runs. */
  readonly image: string;
  /** Graviton instance type, such as `t4g.small`. */
  readonly instanceType: string;
  /** Fewest servers. At least the number of zones keeps one in each. */
  readonly minimum: number;
  /** Most servers. */
  readonly maximum: number;
  /**
   * Average CPU that scaling aims at, 10 to 90 percent.
   * @default 50
   */
  readonly targetCpuPercent?: number;
  /**
   * Requests per minute that each server should get: scaling aims at this as well, and has as many servers as the
   * busier of the two needs. Measure how many one can serve, and give half of it.
   * @default - scaling looks at CPU alone
   */
  readonly targetRequestsPerMinute?: number;
  /**
   * What the code uses: databases, queues, buckets.
   * @default []
   */
  readonly uses?: readonly Access[];
  /**
   * Further environment variables.
   * @default {}
   */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Size of each server's own disk, 8 to 1000 GiB. Nothing on it outlives the server.
   * @default 20
   */
  readonly diskGiB?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** Throws all mistakes of a fleet's arguments at once. */
export function checkFleet(name: string, args: FleetArgs): void {
  const { network, behind, image, instanceType, minimum, maximum } = args;
  new Mistakes()
    .require(network.nat !== "none", "network", "must have NAT: servers without a way out cannot fetch their image")
    .require(behind.targets === "instance", "behind", `must send requests to servers, got targets: ${behind.targets}`)
    .require(isImageReference(image), "image", `must be a container image such as registry/name:tag, got ${image}`)
    .require(
      /^[a-z]+\d+g[a-z]*\./.test(instanceType),
      "instanceType",
      `must be a Graviton type such as t4g.small, got ${instanceType}`,
    )
    .requireRange("minimum", minimum, 1, maximum)
    .requireRange("targetCpuPercent", args.targetCpuPercent ?? 50, 10, 90)
    .requireRange("targetRequestsPerMinute", args.targetRequestsPerMinute ?? 1, 1, 1_000_000)
    .require(
      args.targetRequestsPerMinute === undefined || behind.requestCountLabel !== undefined,
      "targetRequestsPerMinute",
      "needs a load balancer that counts requests; this one balances connections",
    )
    .requireRange("diskGiB", args.diskGiB ?? 20, 8, 1_000)
    .throwFor("Fleet", name);
}
