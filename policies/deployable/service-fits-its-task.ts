import type { PlannedResource } from "../../model/plan";
import { list, number, type PropertyMap, parsedJson, record, text } from "../../model/value";
import { type Faults, faultsOf, isSet } from "../each-resource";
import { rule } from "../rule";
import type { Subject } from "../subject";

/** A service and its task definition are made apart; only together does ECS see that they do not fit. */
export const serviceFitsItsTask = rule({
  name: "service-fits-its-task",
  displayName: "Services fit their tasks",
  description:
    "A service must suit the network mode and the containers of its task definition, and its target group them.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "compute"],
  remediationSteps:
    'For `networkMode: "awsvpc"` give the service a `networkConfiguration` and the target group `targetType: "ip"`; name ' +
    "a container and a port in `loadBalancers` that the task definition has.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html",
  about: ["ecs/Service"],
  judge: (subject) => faultsOf(subject, ["ecs/Service"], (service) => serviceFaults(subject, service)),
});

function serviceFaults(subject: Subject, service: PlannedResource): Faults {
  const { inputs } = service;
  const task = subject.index.one(service, "taskDefinition", "ecs/TaskDefinition");
  const mode = text(task?.inputs.networkMode);
  const onFargate = text(inputs.launchType) === "FARGATE";
  const ownInterface = mode === "awsvpc" || onFargate;
  const balancers = list(inputs.loadBalancers).map(record);
  const groups = subject.index.referred(service, "loadBalancers", "lb/TargetGroup");
  const notByAddress = groups.find((group) => ["instance", undefined].includes(typeOf(group)));
  return [
    ownInterface &&
      !isSet(inputs.networkConfiguration) &&
      "runs tasks with their own network interfaces and has no `networkConfiguration`",
    mode !== undefined &&
      mode !== "awsvpc" &&
      isSet(inputs.networkConfiguration) &&
      `has a \`networkConfiguration\` for tasks in \`networkMode: "${mode}"\``,
    onFargate && mode !== undefined && mode !== "awsvpc" && `runs on Fargate with \`networkMode: "${mode}"\``,
    onFargate && text(inputs.schedulingStrategy) === "DAEMON" && 'runs on Fargate with `schedulingStrategy: "DAEMON"`',
    isSet(inputs.launchType) &&
      list(inputs.capacityProviderStrategies).length > 0 &&
      "has both `launchType` and `capacityProviderStrategies`",
    ownInterface &&
      notByAddress !== undefined &&
      `registers addresses in ${notByAddress.name}, which takes instances (its \`targetType\` is not ip)`,
    ...balancers.map((balancer) => containerFault(balancer, task)),
  ];
}

function typeOf({ inputs }: PlannedResource): string | undefined {
  return !isSet(inputs.targetType) ? undefined : (text(inputs.targetType) ?? "not known");
}

function containerFault(balancer: PropertyMap, task: PlannedResource | undefined): string | undefined {
  const containers = list(parsedJson(task?.inputs.containerDefinitions)).map(record);
  const name = text(balancer.containerName);
  if (containers.length === 0 || name === undefined) return undefined;
  const container = containers.find((each) => text(each.name) === name);
  if (container === undefined) return `sends requests to container \`${name}\`, which ${task?.name} does not have`;
  const ports = list(container.portMappings).map((mapping) => number(record(mapping).containerPort));
  const port = number(balancer.containerPort);
  if (port === undefined || ports.includes(undefined) || ports.includes(port)) return undefined;
  return `sends requests to port ${port} of container \`${name}\`, which opens ${ports.length === 0 ? "none" : ports.join(", ")}`;
}
