import type { PlannedResource } from "../../../model/plan";
import { text } from "../../../model/value";
import { all, drop, oneSubnet, remove, set, where } from "../edit";
import type { Fault } from "./fault";

const GROUP = "autoscaling/Group";
const SERVICE = "ecs/Service";
const serves = ({ inputs }: PlannedResource) =>
  [inputs.loadBalancers, inputs.serviceConnectConfiguration, inputs.serviceRegistries].some(
    (each) => each !== undefined,
  );
/** Of one task, or of none for a moment, a worker is late and no request fails. */
const QUEUE_WAITS = {
  where: (each: PlannedResource) => !serves(each),
  reason: "No user waits for a worker: its queue keeps the work until it runs again.",
};

/** What is done to fleets and services. */
export const COMPUTE_FAULTS: readonly Fault[] = [
  { name: "fleet: one server", type: GROUP, edit: all(set("minSize", 1), drop("desiredCapacity")) },
  { name: "fleet: one zone", type: GROUP, edit: oneSubnet("vpcZoneIdentifiers") },
  { name: "fleet: only EC2 is asked", type: GROUP, edit: set("healthCheckType", "EC2") },
  { name: "fleet: judged from the first second", type: GROUP, edit: set("healthCheckGracePeriod", 0) },
  { name: "fleet: the unhealthy are not replaced", type: GROUP, edit: set("suspendedProcesses", ["ReplaceUnhealthy"]) },
  {
    name: "fleet: refresh takes all at once",
    type: GROUP,
    edit: set("instanceRefresh.preferences.minHealthyPercentage", 0),
  },
  {
    name: "fleet: a bad release is not rolled back",
    type: GROUP,
    edit: set("instanceRefresh.preferences.autoRollback", false),
  },
  { name: "fleet: scaling policy removed", type: "autoscaling/Policy", edit: remove },
  {
    name: "fleet: old metadata service",
    type: "ec2/LaunchTemplate",
    edit: set("metadataOptions.httpTokens", "optional"),
  },
  {
    name: "fleet: disks in the clear",
    type: "ec2/LaunchTemplate",
    edit: set("blockDeviceMappings.ebs.encrypted", "false"),
  },
  { name: "service: one zone", type: SERVICE, edit: oneSubnet("networkConfiguration", "subnets") },
  {
    name: "service: a release takes all at once",
    type: SERVICE,
    edit: set("deploymentMinimumHealthyPercent", 0),
    harmless: QUEUE_WAITS,
  },
  {
    name: "service: a bad release is not rolled back",
    type: SERVICE,
    edit: drop("deploymentCircuitBreaker", "alarms"),
  },
  {
    name: "service: a bad release stops and stays",
    type: SERVICE,
    edit: all(drop("alarms"), set("deploymentCircuitBreaker.rollback", false)),
  },
  {
    name: "service: Spot alone",
    type: SERVICE,
    edit: all(drop("launchType"), set("capacityProviderStrategies", [{ capacityProvider: "FARGATE_SPOT", weight: 1 }])),
    harmless: QUEUE_WAITS,
  },
  {
    name: "service: a public address",
    type: SERVICE,
    edit: set("networkConfiguration.assignPublicIp", true),
    harmless: { reason: "From subnets that leave through NAT gateways nobody outside reaches it by that address." },
  },
  {
    name: "service: zones are not evened out again",
    type: SERVICE,
    edit: set("availabilityZoneRebalancing", "DISABLED"),
    harmless: { reason: "Tasks of a Fargate service are spread over its zones when they start." },
  },
  {
    name: "service: may scale in to one",
    type: "appautoscaling/Target",
    edit: where(({ inputs }) => text(inputs.serviceNamespace) === "ecs", set("minCapacity", 1)),
    harmless: {
      where: (target, plan) =>
        plan.resources.some(
          (each) =>
            target.propertyDependencies.resourceId?.includes(each.urn) &&
            each.type.endsWith(":Service") &&
            !serves(each),
        ),
      reason: QUEUE_WAITS.reason,
    },
  },
  {
    name: "service: scaling policy removed",
    type: "appautoscaling/Policy",
    edit: remove,
    harmless: {
      where: (policy, plan) =>
        plan.resources.some(
          (each) => each !== policy && each.type === policy.type && each.inputs.resourceId === policy.inputs.resourceId,
        ),
      reason: "Another policy moves the same service.",
    },
  },
];
