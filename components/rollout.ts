import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Mistakes } from "./mistakes";

/** How a service moves to a new release. */
export const Release = {
  /** Task by task; old and new answer side by side until the last old one is gone. */
  Rolling: "rolling",
  /**
   * A second set of tasks starts beside the first, takes all requests at once, and is watched for `bakeMinutes` before
   * the first set ends. Going back is as quick as the change, and costs twice the tasks meanwhile.
   */
  BlueGreen: "blue-green",
} as const;
export type Release = (typeof Release)[keyof typeof Release];

export interface RolloutArgs {
  /**
   * How a new release takes over. From blue-green back to rolling only while the load balancer's first target group
   * serves: its rule goes, and with it the way to the second. One more release brings the first one back.
   * @default Release.Rolling
   */
  readonly release?: Release;
  /**
   * With `Release.BlueGreen`, minutes that the old tasks wait, ready to take over again, 1 to 1440.
   * @default 10
   */
  readonly bakeMinutes?: number;
}

const BAKE_MINUTES = 10;
const MAX_BAKE_MINUTES = 1_440;
/** Starting, draining and stopping tasks, beside the bake time. */
const DEPLOY_MINUTES = 40;

/** Never below its size, back by itself, and failing `pulumi up` when it went back. */
const STEADY = {
  deploymentMinimumHealthyPercent: 100,
  deploymentMaximumPercent: 200,
  // Both ways to notice a bad release work for rolling and for blue-green deployments.
  deploymentCircuitBreaker: { enable: true, rollback: true },
  availabilityZoneRebalancing: "ENABLED",
  // Otherwise a release that was rolled back would count as done.
  waitForSteadyState: true,
  enableEcsManagedTags: true,
  propagateTags: "SERVICE",
} as const;

type Rollout = Partial<aws.ecs.ServiceArgs> & typeof STEADY;

/** The part of an ECS service that says how it moves to a new release. */
export function rollout({ release = Release.Rolling, bakeMinutes = BAKE_MINUTES }: RolloutArgs = {}): Rollout {
  return release === Release.Rolling
    ? STEADY
    : { ...STEADY, deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: `${bakeMinutes}` } };
}

/** How long `pulumi up` waits for a release before it gives up. */
export function patience({ release = Release.Rolling, bakeMinutes = BAKE_MINUTES }: RolloutArgs = {}): {
  readonly customTimeouts: pulumi.CustomTimeouts;
} {
  const minutes = `${DEPLOY_MINUTES + (release === Release.BlueGreen ? bakeMinutes : 0)}m`;
  return { customTimeouts: { create: minutes, update: minutes } };
}

/** Mistakes in how a release takes over. */
export function checkRollout(mistakes: Mistakes, args: RolloutArgs): Mistakes {
  const { release = Release.Rolling, bakeMinutes } = args;
  return mistakes
    .require(
      bakeMinutes === undefined || release === Release.BlueGreen,
      "bakeMinutes",
      `is for release: Release.BlueGreen only, got release: ${release}`,
    )
    .requireRange("bakeMinutes", bakeMinutes ?? BAKE_MINUTES, 1, MAX_BAKE_MINUTES);
}
