import type { PlannedResource, Urn } from "../../plan";
import { flag, isUnknown, list, number, parsedJson, record, text, type Value } from "../../value";
import type { TopologyBuilder } from "../builder";
import type { Release } from "../topology";

/** AWS's own floor for an instance refresh. https://docs.aws.amazon.com/autoscaling/ec2/userguide/understand-instance-refresh-default-values.html */
const REFRESH_FLOOR = 90;
const UNKNOWN_WAY: Release = { way: "unknown", share: 0, goesBack: null, watched: false, checked: null };

/** How the program's own code is replaced, tier by tier. */
export function readReleases(builder: TopologyBuilder): ReadonlyMap<Urn, Release> {
  const { index } = builder;
  const releases = new Map<Urn, Release>();
  for (const service of index.ofType("ecs/Service")) {
    if (text(service.inputs.schedulingStrategy) !== "DAEMON") releases.set(service.urn, ofService(builder, service));
  }
  for (const group of index.ofType("autoscaling/Group")) releases.set(group.urn, ofGroup(group));
  const deployed = index.ofType("codedeploy/DeploymentGroup").some(({ inputs }) => goesBackByDeploy(inputs));
  for (const lambda of index.ofType("lambda/Function")) {
    releases.set(lambda.urn, {
      way: "at-once",
      share: 1,
      goesBack: deployed ? null : false,
      watched: false,
      checked: true,
    });
  }
  for (const tier of builder.ofKind("server")) {
    const alone = tier.count === 1;
    releases.set(tier.urn, alone ? { ...UNKNOWN_WAY, way: "in-place", goesBack: false, checked: false } : UNKNOWN_WAY);
  }
  return releases;
}

function block(value: Value | undefined): ReturnType<typeof record> {
  return record(list(value)[0] ?? value);
}

function ofService(builder: TopologyBuilder, service: PlannedResource): Release {
  const { inputs } = service;
  const breaker = block(inputs.deploymentCircuitBreaker);
  const alarms = block(inputs.alarms);
  const controller = text(block(inputs.deploymentController).type) ?? "ECS";
  const strategy = text(block(inputs.deploymentConfiguration).strategy) ?? "ROLLING";
  const watched = flag(alarms.enable) === true && flag(alarms.rollback) === true;
  const unsure = [inputs.deploymentCircuitBreaker, breaker.enable, breaker.rollback, inputs.alarms].some(isUnknown);
  const byBreaker = flag(breaker.enable) === true && flag(breaker.rollback) === true;
  const share = isUnknown(inputs.deploymentMinimumHealthyPercent)
    ? 0
    : (number(inputs.deploymentMinimumHealthyPercent) ?? 100) / 100;
  const beside = controller === "CODE_DEPLOY" || strategy !== "ROLLING";
  return {
    way: controller === "EXTERNAL" ? "unknown" : beside ? "beside" : "rolling",
    share: beside ? 1 : Math.min(1, share),
    goesBack: controller === "ECS" ? (unsure ? null : byBreaker || watched) : ofDeployGroup(builder, service),
    watched,
    checked: list(inputs.loadBalancers).length > 0 ? true : hasOwnCheck(builder, service),
  };
}

/** Whether CodeDeploy goes back for a service that it releases. */
function ofDeployGroup({ index }: TopologyBuilder, service: PlannedResource): boolean | null {
  const [group] = index.referring(service, "codedeploy/DeploymentGroup", "ecsService");
  return group ? goesBackByDeploy(group.inputs) : null;
}

function goesBackByDeploy({ autoRollbackConfiguration }: PlannedResource["inputs"]): boolean {
  return flag(block(autoRollbackConfiguration).enabled) === true;
}

/** Whether a container says how to check itself. */
function hasOwnCheck({ index }: TopologyBuilder, service: PlannedResource): boolean | null {
  const task = index.one(service, "taskDefinition", "ecs/TaskDefinition");
  const containers = parsedJson(task?.inputs.containerDefinitions);
  if (containers === undefined) return null;
  return list(containers).some((container) => record(container).healthCheck !== undefined);
}

function ofGroup({ inputs }: PlannedResource): Release {
  if (inputs.instanceRefresh === undefined) return UNKNOWN_WAY;
  const preferences = block(block(inputs.instanceRefresh).preferences);
  const most = number(preferences.maxHealthyPercentage) ?? 100;
  return {
    way: most > 100 ? "beside" : "rolling",
    share: most > 100 ? 1 : (number(preferences.minHealthyPercentage) ?? REFRESH_FLOOR) / 100,
    goesBack: flag(preferences.autoRollback) === true,
    watched: preferences.alarmSpecification !== undefined && flag(preferences.autoRollback) === true,
    checked: text(inputs.healthCheckType) === "ELB",
  };
}
