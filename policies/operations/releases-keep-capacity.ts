import type { PlannedResource } from "../../model/plan";
import { list, number, record, text } from "../../model/value";
import { type Faults, faultsOf, isSet } from "../each-resource";
import { rule } from "../rule";

interface Values {
  readonly minimumHealthyPercent: number;
}

/** A release that takes every member out at once is an outage that is planned. */
export const releasesKeepCapacity = rule<Values>({
  name: "releases-keep-capacity",
  displayName: "Releases keep capacity",
  description:
    "A release must leave members in service while it replaces others, and let new ones start before it judges them.",
  severity: "medium",
  kind: "deploy",
  tags: ["operations"],
  remediationSteps:
    "Leave `deploymentMinimumHealthyPercent` at 100 on a service behind a load balancer; set `minHealthyPercentage` to 90 " +
    "in a group's `instanceRefresh`, and its `healthCheckGracePeriod` to the seconds that a start takes.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html",
  about: ["ecs/Service", "autoscaling/Group"],
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
  ],
});

function serviceFaults(inputs: PlannedResource["inputs"], least: number): Faults {
  const left = number(inputs.deploymentMinimumHealthyPercent);
  const serves =
    isSet(inputs.loadBalancers) || isSet(inputs.serviceConnectConfiguration) || isSet(inputs.serviceRegistries);
  const isDaemon = text(inputs.schedulingStrategy) === "DAEMON";
  return [
    serves &&
      !isDaemon &&
      left !== undefined &&
      left < least &&
      `keeps ${left}% of its tasks during a release (\`deploymentMinimumHealthyPercent\`), less than ${least}%`,
  ];
}

function groupFaults(inputs: PlannedResource["inputs"], least: number): Faults {
  const refresh = record(list(inputs.instanceRefresh)[0] ?? inputs.instanceRefresh);
  const left = number(record(list(refresh.preferences)[0] ?? refresh.preferences).minHealthyPercentage);
  return [
    left !== undefined &&
      left < least &&
      `keeps ${left}% of its instances during a refresh (\`minHealthyPercentage\`), less than ${least}%`,
    text(inputs.healthCheckType) === "ELB" &&
      number(inputs.healthCheckGracePeriod) === 0 &&
      "judges an instance by the load balancer from its first second (`healthCheckGracePeriod: 0`), and replaces it before it has started",
  ];
}
