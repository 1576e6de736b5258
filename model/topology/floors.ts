import type { PlannedResource } from "../plan";
import { isUnknown, number, record, text } from "../value";
import type { TopologyBuilder } from "./builder";
import type { PlanIndex } from "./plan-index";
import { lastingInstances, lastingTasks } from "./spot";

/**
 * Members that are there at the quietest hour: the minimum, and the least that a schedule allows. What is wished for above
 * it may be taken away at any time, by a scaling policy or by hand. Null where the plan does not tell.
 */
export function floorOfGroup({ index }: TopologyBuilder, group: PlannedResource): number | null {
  const { minSize } = group.inputs;
  if (isUnknown(minSize)) return null;
  const schedules = index.referring(group, "autoscaling/Schedule", "autoscalingGroupName");
  const floor = withSchedules(
    number(minSize),
    schedules.map((each) => number(each.inputs.minSize)),
  );
  // What may scale to nothing has its reason: no failure is needed to take it away.
  return floor === undefined || floor === 0 ? null : lastingInstances(index, group, floor);
}

/** As {@link floorOfGroup}, for a container service: the minimum of its scaling target where it has one. */
export function floorOfService(builder: TopologyBuilder, service: PlannedResource): number | null {
  if (text(service.inputs.schedulingStrategy) === "DAEMON") return null;
  const scaling = scalingTarget(builder.index, service);
  const wished = scaling ? scaling.inputs.minCapacity : service.inputs.desiredCount;
  const floor = withSchedules(number(wished), scaling ? nightly(builder.index, scaling) : []);
  return floor === undefined || floor === 0 ? null : lastingTasks(builder, service, floor);
}

/** A schedule that takes everything away turns it off for a while; one that leaves some says how few must do. */
function withSchedules(floor: number | undefined, scheduled: readonly (number | undefined)[]): number | undefined {
  const some = scheduled.filter((each) => each !== undefined && each > 0) as number[];
  return floor === undefined ? undefined : Math.min(floor, ...some);
}

function nightly(index: PlanIndex, target: PlannedResource): readonly (number | undefined)[] {
  return index
    .ofType("appautoscaling/ScheduledAction")
    .filter((action) => index.referred(action, "resourceId", "appautoscaling/Target").includes(target))
    .map(({ inputs }) => number(record(inputs.scalableTargetAction).minCapacity));
}

/** The scaling target of a service: by reference, or by the cluster's and the service's names in `service/cluster/name`. */
function scalingTarget(index: PlanIndex, service: PlannedResource): PlannedResource | undefined {
  const [referring] = index.referring(service, "appautoscaling/Target", "resourceId");
  return referring ?? index.ofType("appautoscaling/Target").find((target) => isNamed(target, service));
}

function isNamed({ inputs }: PlannedResource, service: PlannedResource): boolean {
  const id = text(inputs.resourceId);
  const name = text(service.inputs.name);
  return name !== undefined && id?.startsWith("service/") === true && id.endsWith(`/${name}`);
}
