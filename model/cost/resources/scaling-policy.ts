import { Arguments, part } from "../arguments";
import { fixed } from "../charge";
import type { Pricer } from "../context";

/** Where each service keeps the settings of target tracking. */
const TRACKING = ["targetTrackingScalingPolicyConfiguration", "targetTrackingConfiguration"];

/**
 * Target tracking makes alarms of its own, one to grow and one to shrink, billed as any other alarm.
 * https://docs.aws.amazon.com/autoscaling/application/userguide/application-auto-scaling-target-tracking.html
 */
export const scalingPolicy: Pricer = (resource) =>
  part(() => {
    const policy = new Arguments(resource.inputs);
    const tracking = TRACKING.filter((name) => policy.has(name)).map((name) => policy.record(name))[0];
    if (tracking === undefined) return [];
    const alarms = tracking.flag("disableScaleIn") === true ? 1 : 2;
    const watched = tracking
      .record("customizedMetricSpecification")
      .records("metrics")
      .filter((each) => each.has("metricStat"));
    const metrics = alarms * Math.max(1, watched.length);
    return [
      fixed("Alarms of target tracking", "cloudwatch.alarm.standard", metrics, "alarm metrics", {
        beyondInfracost: true,
      }),
    ];
  });
