import { untrueChecks } from "../../model/failures/health-checks";
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
  judge: ({ index }) =>
    untrueChecks(index).map(({ resource, reason, fix }) => ({
      outcome: "violation",
      urn: resource.urn,
      message: `${reason} Fix: ${fix}`,
    })),
});
