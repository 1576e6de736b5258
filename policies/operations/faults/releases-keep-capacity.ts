import type { PlannedResource } from "../../../model/plan";
import { flag, isUnknown, list, number, record, text } from "../../../model/value";
import { type Faults, isSet } from "../../each-resource";

export function serviceFaults(inputs: PlannedResource["inputs"], least: number): Faults {
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

export function groupFaults(inputs: PlannedResource["inputs"], least: number): Faults {
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

export function targetFaults({ inputs }: PlannedResource): Faults {
  return [
    number(inputs.deregistrationDelay) === 0 &&
      text(inputs.targetType) !== "lambda" &&
      "cuts off the requests of each target that goes (`deregistrationDelay: 0`)",
  ];
}

export function classicFaults({ inputs: { connectionDraining } }: PlannedResource): Faults {
  return [
    !isUnknown(connectionDraining) &&
      flag(connectionDraining) !== true &&
      "cuts off the requests of each instance that goes (`connectionDraining` is not set)",
  ];
}
