import type { Cluster } from "./cluster";
import type { LoadBalancer } from "./load-balancer";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import { checkRollout, Release, type RolloutArgs } from "./rollout";
import { checkTask, type TaskArgs } from "./task";
import { type CapacityArgs, checkCapacity } from "./task-capacity";

export interface ServiceArgs extends TaskArgs, RolloutArgs, CapacityArgs {
  readonly cluster: Cluster;
  /** Its application subnets hold the tasks. */
  readonly network: Network;
  /**
   * Fewest tasks.
   * @default - as many as `zones`: one in each
   */
  readonly minimum?: number;
  /** Most tasks. */
  readonly maximum: number;
  /**
   * Sends requests from outside to the tasks. Its targets are tasks. Nothing else may stand behind it: a release is taken
   * back when too many of its requests fail.
   * @default - only other services of the cluster reach it
   */
  readonly behind?: LoadBalancer;
  /**
   * TCP port that the code listens on.
   * @default 8080
   */
  readonly port?: number;
  /**
   * Zones that tasks are spread over, the first ones of the network.
   * @default - every zone of the network
   */
  readonly zones?: number;
  /**
   * Average CPU that scaling aims at, 10 to 90 percent.
   * @default 50
   */
  readonly targetCpuPercent?: number;
  /**
   * Requests per minute and task that scaling aims at as well; the policy that wants more tasks wins. Needs `behind`.
   * @default - scales on CPU alone
   */
  readonly targetRequestsPerMinute?: number;
}

/** Zones that the tasks are spread over. */
export function zonesOf({ zones, network }: ServiceArgs): number {
  return zones ?? network.zones;
}

/** Refuses arguments that a service cannot use, all at once. */
export function checkService(name: string, args: ServiceArgs): void {
  const { network, behind, maximum, release, targetRequestsPerMinute } = args;
  const zones = zonesOf(args);
  const { minimum = zones } = args;
  const mistakes = checkTask(new Mistakes(), args);
  checkCapacity(checkRollout(mistakes, args), args, maximum)
    .require(network.nat !== "none", "network", "must have NAT: tasks without a way out cannot fetch their image")
    .require(
      behind === undefined || behind.targets === "ip",
      "behind",
      `must send requests to tasks, got targets: ${behind?.targets}`,
    )
    .require(
      release !== Release.BlueGreen || behind === undefined || behind.blueGreen !== undefined,
      "behind",
      "must have two target groups for release: Release.BlueGreen; give the load balancer blueGreen: true",
    )
    .requireRange("minimum", minimum, 1, maximum)
    .requireRange("zones", zones, 1, network.zones)
    .requireRange("port", args.port ?? 8080, 1, 65_535)
    .requireRange("targetCpuPercent", args.targetCpuPercent ?? 50, 10, 90)
    .require(
      targetRequestsPerMinute === undefined || behind !== undefined,
      "targetRequestsPerMinute",
      "needs behind: requests are counted at the load balancer",
    )
    .requireRange("targetRequestsPerMinute", targetRequestsPerMinute ?? 1, 1, 1_000_000)
    .throwFor("Service", name);
}
