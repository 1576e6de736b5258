import type * as aws from "@pulumi/aws";
import type { Mistakes } from "./mistakes";

/** What tasks run on. */
export interface CapacityArgs {
  /**
   * Tasks on capacity that nobody takes back, at least 1; all further ones are Fargate Spot, cheaper, and stopped by AWS
   * with two minutes' notice whenever it needs the machine. Several may go at once.
   * @default - every task
   */
  readonly onDemandTasks?: number;
}

/** The part of an ECS service that says what its tasks run on. */
export function capacity({ onDemandTasks }: CapacityArgs): Partial<aws.ecs.ServiceArgs> {
  if (onDemandTasks === undefined) {
    return { launchType: "FARGATE" };
  }
  return {
    capacityProviderStrategies: [
      { capacityProvider: "FARGATE", base: onDemandTasks, weight: 0 },
      { capacityProvider: "FARGATE_SPOT", weight: 1 },
    ],
    // A service that changes what it runs on would be replaced otherwise.
    forceNewDeployment: true,
  };
}

/** Mistakes in what tasks run on. */
export function checkCapacity(mistakes: Mistakes, { onDemandTasks }: CapacityArgs, maximum: number): Mistakes {
  return onDemandTasks === undefined ? mistakes : mistakes.requireRange("onDemandTasks", onDemandTasks, 1, maximum);
}
