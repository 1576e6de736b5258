import { untrueChecks } from "../../model/failures/health-checks";
import type { PlannedResource } from "../../model/plan";
import { list, number, record, text } from "../../model/value";
import { type Faults, faultsOf } from "../each-resource";
import { rule } from "../rule";

/** A check that passes while users see errors hides a dead member; one that asks the database too kills all at once. */
export const healthChecksTellTheTruth = rule({
  name: "health-checks-tell-the-truth",
  displayName: "Health checks tell the truth",
  description: "A health check must fail when its target does not serve, and only then.",
  severity: "medium",
  kind: "detection",
  tags: ["availability"],
  remediationSteps:
    'Set `healthCheckType: "ELB"` on a group behind a load balancer, a `healthCheck.path` that answers for the server ' +
    "itself, and a `matcher` without errors.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_monitoring_health.html",
  about: ["autoscaling/Group", "lb/TargetGroup", "ecs/TaskDefinition"],
  judge: (subject) => [
    ...untrueChecks(subject.index).map(({ resource, reason, fix }) => ({
      outcome: "violation" as const,
      urn: resource.urn,
      message: `${reason} Fix: ${fix}`,
    })),
    ...faultsOf(subject, ["autoscaling/Group"], suspendedFaults),
    ...faultsOf(subject, ["lb/TargetGroup"], slowFaults),
  ],
});

/** Without these a group knows of a dead instance and leaves it where it is. */
const HEALING = ["HealthCheck", "ReplaceUnhealthy", "Launch", "Terminate"];
/** Users see errors for as long as a check takes to fail; the defaults take a minute. */
const SLOWEST_SECONDS = 300;

function suspendedFaults({ inputs }: PlannedResource): Faults {
  const suspended = list(inputs.suspendedProcesses)
    .map(text)
    .find((each) => HEALING.includes(each ?? ""));
  return [suspended && `replaces no instance that is down: \`suspendedProcesses\` holds ${suspended}`];
}

function slowFaults({ inputs }: PlannedResource): Faults {
  const check = record(list(inputs.healthCheck)[0] ?? inputs.healthCheck);
  const seconds = (number(check.interval) ?? 30) * (number(check.unhealthyThreshold) ?? 2);
  return [seconds > SLOWEST_SECONDS && `sends requests to a dead target for ${seconds} seconds before it notices`];
}
