import type { PlannedResource } from "../../model/plan";
import { list, number, parsedJson, record, text } from "../../model/value";
import { type Faults, faultsOf, isSet } from "../each-resource";
import { rule } from "../rule";
import { cpuUnits, fargateFault, memoryMiB } from "./limits/fargate";

/** Fargate sells certain pairs of CPU and memory; any other is refused when the task definition is registered. */
export const fargateSizesExist = rule({
  name: "fargate-sizes-exist",
  displayName: "Fargate sizes exist",
  description:
    "A task definition for Fargate must have a pair of CPU and memory that Fargate has, and its network mode.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "compute"],
  remediationSteps:
    'Set `cpu` and `memory` to a pair of the table in the documentation, `networkMode: "awsvpc"`, and no container\'s own ' +
    "share above the task's.",
  url: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html",
  about: ["ecs/TaskDefinition"],
  judge: (subject) => faultsOf(subject, ["ecs/TaskDefinition"], taskFaults),
});

function taskFaults({ inputs }: PlannedResource): Faults {
  const containers = list(parsedJson(inputs.containerDefinitions)).map(record);
  const mode = text(inputs.networkMode);
  const forFargate = list(inputs.requiresCompatibilities).map(text).includes("FARGATE");
  const cpu = cpuUnits(text(inputs.cpu) ?? String(number(inputs.cpu) ?? ""));
  const memory = memoryMiB(text(inputs.memory) ?? String(number(inputs.memory) ?? ""));
  const size = cpu === undefined || memory === undefined ? undefined : fargateFault(cpu, memory);
  const taken = (key: string) => containers.reduce((sum, each) => sum + (number(each[key]) ?? 0), 0);
  return [
    forFargate && size !== undefined && `asks Fargate for ${size}`,
    forFargate && (!isSet(inputs.cpu) || !isSet(inputs.memory)) && "is for Fargate and lacks `cpu` or `memory`",
    forFargate &&
      mode !== undefined &&
      mode !== "awsvpc" &&
      `is for Fargate with \`networkMode: "${mode}"\`, not awsvpc`,
    forFargate && !isSet(inputs.networkMode) && 'is for Fargate without `networkMode: "awsvpc"`',
    forFargate && list(inputs.placementConstraints).length > 0 && "is for Fargate and has `placementConstraints`",
    forFargate && cpu !== undefined && taken("cpu") > cpu && `gives its containers ${taken("cpu")} CPU units of ${cpu}`,
    forFargate &&
      memory !== undefined &&
      containers.some((each) => (number(each.memory) ?? 0) > memory) &&
      `has a container with more \`memory\` than the task's ${memory} MiB`,
    containers.length > 0 &&
      containers.every((each) => each.essential === false) &&
      "has no essential container, and a task must have one",
  ];
}
