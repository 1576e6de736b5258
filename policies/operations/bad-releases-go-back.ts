import type { PlannedResource } from "../../model/plan";
import { flag, isUnknown, list, number, record, text } from "../../model/value";
import { type Faults, faultsOf } from "../each-resource";
import { rule } from "../rule";

/** Without a circuit breaker ECS starts the tasks of a bad release again and again, until somebody looks. */
export const badReleasesGoBack = rule({
  name: "bad-releases-go-back",
  displayName: "Bad releases go back",
  description:
    "A service and a fleet must go back to their last good release by themselves when a new one does not start.",
  severity: "medium",
  kind: "deploy",
  tags: ["operations"],
  remediationSteps:
    "Set `deploymentCircuitBreaker: { enable: true, rollback: true }`, or `alarms` with `rollback: true`; in a group's " +
    "`instanceRefresh`, `preferences: { autoRollback: true }`.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html",
  about: ["ecs/Service", "autoscaling/Group"],
  judge: (subject) => [
    ...faultsOf(subject, ["ecs/Service"], serviceFaults),
    ...faultsOf(subject, ["autoscaling/Group"], refreshFaults),
  ],
});

function serviceFaults({ inputs }: PlannedResource): Faults {
  const block = (name: string) => record(list(inputs[name])[0] ?? inputs[name]);
  const breaker = block("deploymentCircuitBreaker");
  const alarms = block("alarms");
  const controller = text(block("deploymentController").type) ?? "ECS";
  // CodeDeploy and others decide for themselves; a daemon has no circuit breaker of its own worth the name.
  if (controller !== "ECS" || number(inputs.desiredCount) === 0) return [];
  const unknown = [
    inputs.deploymentCircuitBreaker,
    breaker.enable,
    breaker.rollback,
    inputs.alarms,
    inputs.deploymentController,
  ];
  if (unknown.some((each) => isUnknown(each))) return [];
  const goesBack =
    (flag(breaker.enable) === true && flag(breaker.rollback) === true) ||
    (flag(alarms.enable) === true && flag(alarms.rollback) === true);
  return [
    !goesBack &&
      (flag(breaker.enable) === true
        ? "stops a bad release and stays on it: `deploymentCircuitBreaker.rollback` is not true"
        : "starts a bad release over and over: `deploymentCircuitBreaker` is not on"),
  ];
}

/** A group without an instance refresh starts nothing anew: a release of it is somebody's own doing. */
function refreshFaults({ inputs }: PlannedResource): Faults {
  const refresh = record(list(inputs.instanceRefresh)[0] ?? inputs.instanceRefresh);
  const preferences = record(list(refresh.preferences)[0] ?? refresh.preferences);
  const unknown = [inputs.instanceRefresh, refresh.preferences, preferences.autoRollback].some((each) =>
    isUnknown(each),
  );
  if (unknown || text(refresh.strategy) === undefined || number(inputs.maxSize) === 0) return [];
  return [
    flag(preferences.autoRollback) !== true &&
      "stops in the middle of a bad release: `instanceRefresh.preferences.autoRollback` is not true",
  ];
}
