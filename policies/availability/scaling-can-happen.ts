import type { PlannedResource } from "../../model/plan";
import { isUnknown, list, number, record, text } from "../../model/value";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import type { Subject } from "../subject";

/** A range that nothing moves within is its floor: when more users come, nothing starts. */
export const scalingCanHappen = rule({
  name: "scaling-can-happen",
  displayName: "Scaling can happen",
  description: "What may run between a least and a most must have a policy or a schedule that moves it.",
  severity: "medium",
  kind: "recovery",
  tags: ["availability"],
  remediationSteps:
    "Add an `aws.appautoscaling.Policy` for the target (an `aws.autoscaling.Policy` for a group), such as one that tracks " +
    "50 % CPU; or set the most to the least.",
  url: "https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html",
  about: ["appautoscaling/Target", "autoscaling/Group"],
  judge: (subject) => [
    ...faultsOf(subject, ["appautoscaling/Target"], (target) => [targetFault(subject, target)]),
    ...faultsOf(subject, ["autoscaling/Group"], (group) => [groupFault(subject, group)]),
  ],
});

function targetFault({ index }: Subject, target: PlannedResource): string | undefined {
  const [least, most] = [number(target.inputs.minCapacity), number(target.inputs.maxCapacity)];
  if (least === undefined || most === undefined || least >= most) return undefined;
  const movers = index.ofType("appautoscaling/Policy", "appautoscaling/ScheduledAction");
  const of = (mover: PlannedResource): boolean => {
    const { resourceId } = mover.inputs;
    const named = mover.propertyDependencies.resourceId ?? [];
    const same =
      named.includes(target.urn) || (target.propertyDependencies.resourceId ?? []).some((urn) => named.includes(urn));
    // One of which the plan does not show the target may be for any.
    return (
      same ||
      (text(resourceId) ?? "") === text(target.inputs.resourceId) ||
      (isUnknown(resourceId) && named.length === 0)
    );
  };
  return movers.some(of) ? undefined : `never leaves its least of ${least} by itself: nothing scales it up to ${most}`;
}

function groupFault({ index }: Subject, group: PlannedResource): string | undefined {
  const [least, most] = [number(group.inputs.minSize), number(group.inputs.maxSize)];
  if (least === undefined || most === undefined || least >= most || isMovedByOthers(group)) return undefined;
  const moved =
    index.ofType("autoscalingplans/ScalingPlan").length > 0 ||
    [
      ["autoscaling/Policy", "autoscalingGroupName"],
      ["autoscaling/Schedule", "autoscalingGroupName"],
      ["ecs/CapacityProvider", "autoScalingGroupProvider"],
    ].some(([type = "", property = ""]) => index.referring(group, type, property).length > 0);
  // Room for one more is what a release starts its new instances in.
  return moved || most <= (number(group.inputs.desiredCapacity) ?? least) + 1
    ? undefined
    : `never leaves its least of ${least} by itself: nothing scales it up to ${most}`;
}

/** By its tags, a group that an autoscaler of Kubernetes, of ECS or of a build system resizes. */
function isMovedByOthers({ inputs }: PlannedResource): boolean {
  const keys = list(inputs.tags).map((tag) => text(record(tag).key) ?? "");
  return (
    keys.some((key) => /autoscaler|kubernetes|karpenter|AmazonECSManaged|runner|buildkite/i.test(key)) ||
    isUnknown(inputs.tags)
  );
}
