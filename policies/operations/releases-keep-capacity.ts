import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { classicFaults, groupFaults, serviceFaults, targetFaults } from "./faults/releases-keep-capacity";

interface Values {
  readonly minimumHealthyPercent: number;
}

/** A release that takes every member out at once is an outage that is planned. */
export const releasesKeepCapacity = rule<Values>({
  name: "releases-keep-capacity",
  displayName: "Releases keep capacity",
  description:
    "A release must leave members in service while it replaces others, let new ones start before it judges them, and old " +
    "ones finish what they have begun.",
  severity: "medium",
  kind: "deploy",
  tags: ["operations"],
  remediationSteps:
    "Leave `deploymentMinimumHealthyPercent` at 100 on a service behind a load balancer; set `minHealthyPercentage` to 90 " +
    "in a group's `instanceRefresh`, and its `healthCheckGracePeriod` to the seconds that a start takes; leave a target group " +
    "its `deregistrationDelay`, and set `connectionDraining` on a classic load balancer.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html",
  about: ["ecs/Service", "autoscaling/Group", "lb/TargetGroup", "elb/LoadBalancer"],
  settings: {
    properties: {
      minimumHealthyPercent: {
        type: "integer",
        minimum: 1,
        maximum: 100,
        description: "Share that a release leaves in service at least.",
      },
    },
    defaults: { minimumHealthyPercent: 50 },
  },
  judge: (subject, { minimumHealthyPercent }) => [
    ...faultsOf(subject, ["ecs/Service"], ({ inputs }) => serviceFaults(inputs, minimumHealthyPercent)),
    ...faultsOf(subject, ["autoscaling/Group"], ({ inputs }) => groupFaults(inputs, minimumHealthyPercent)),
    ...faultsOf(subject, ["lb/TargetGroup"], targetFaults),
    ...faultsOf(subject, ["elb/LoadBalancer"], classicFaults),
  ],
});
