import { list, text } from "../../../model/value";
import {
  type Construct,
  type ConstructContext,
  type Registered,
  reference,
  type Tracked,
  type TrackedMap,
} from "../../remote/construct";
import { aliasOfType } from "../aliases";
import { defaultLogGroup } from "../log-group";
import { apply, defined, isGiven, type Optional, omit, properties } from "../output";
import { defaultRole, type Role, shortHash } from "../role";
import { containerDefinitions, loadBalancers, readContainers } from "./containers";
import { fargateSize } from "./fargate-size";

/** What tells the two kinds of task definitions apart. */
export interface TaskKind {
  readonly type: "awsx:ecs:FargateTaskDefinition" | "awsx:ecs:EC2TaskDefinition";
  readonly compatibility: "FARGATE" | "EC2";
}

export const FARGATE: TaskKind = { type: "awsx:ecs:FargateTaskDefinition", compatibility: "FARGATE" };
export const EC2: TaskKind = { type: "awsx:ecs:EC2TaskDefinition", compatibility: "EC2" };

/** A task definition with the log group and the roles that were made for it. */
export interface Task {
  readonly definition: Registered;
  readonly logGroup: Registered | undefined;
  readonly taskRole: Registered | undefined;
  readonly executionRole: Registered | undefined;
  readonly loadBalancers: Tracked;
}

const OWN_ARGS = ["container", "containers", "logGroup", "taskRole", "executionRole"];
const EXECUTION_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy";
const ASSUMED_BY_TASKS = {
  Version: "2012-10-17",
  Statement: [
    { Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" }, Effect: "Allow", Sid: "" },
  ],
};

/** `awsx:ecs:FargateTaskDefinition` and `awsx:ecs:EC2TaskDefinition`. */
export function taskDefinition(kind: TaskKind): Construct {
  return async (context) => {
    const task = await registerTask(context, kind, context.inputs);
    return defined({
      taskDefinition: reference(task.definition),
      logGroup: task.logGroup && reference(task.logGroup),
      taskRole: task.taskRole && reference(task.taskRole),
      executionRole: task.executionRole && reference(task.executionRole),
      loadBalancers: task.loadBalancers,
    });
  };
}

/** The task definition that a service makes from its `taskDefinitionArgs`: a component of its own, named like the service. */
export async function serviceTask(context: ConstructContext, kind: TaskKind, args: TrackedMap): Promise<Task> {
  const aliases = [aliasOfType(context.urn, kind.type.replace("awsx:", "awsx:x:"), context.name)];
  const component = await context.register(kind.type, context.name, {}, { custom: false, options: { aliases } });
  return registerTask(context, kind, args, component);
}

async function registerTask(
  context: ConstructContext,
  kind: TaskKind,
  args: TrackedMap,
  parent?: Registered,
): Promise<Task> {
  const { name } = context;
  const containers = readContainers(args);
  const logs = await defaultLogGroup(context, args.logGroup, name, parent);
  const roleInputs = { assumeRolePolicy: JSON.stringify(ASSUMED_BY_TASKS) };
  const taskRole = await defaultRole(context, args.taskRole, { name: `${name}-task`, inputs: roleInputs, parent });
  const executionRole = await defaultRole(context, args.executionRole, {
    name: `${name}-execution`,
    inputs: roleInputs,
    policyArns: [EXECUTION_POLICY],
    parent,
  });
  const definitions = containerDefinitions(context, containers, logs.id);
  const inputs = taskInputs(context, kind, args, definitions, { taskRole, executionRole });
  const definition = await context.register(
    "aws:ecs/taskDefinition:TaskDefinition",
    name,
    inputs,
    parent ? { parent } : {},
  );
  return {
    definition,
    logGroup: logs.group,
    taskRole: taskRole.role,
    executionRole: executionRole.role,
    loadBalancers: loadBalancers(context, containers),
  };
}

function taskInputs(
  { name, urn }: ConstructContext,
  { compatibility }: TaskKind,
  args: TrackedMap,
  definitions: Tracked,
  { taskRole, executionRole }: { readonly taskRole: Role; readonly executionRole: Role },
): TrackedMap {
  const stack = urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
  const json = apply(definitions, (value) => JSON.stringify(value));
  const ownFamily = apply(json, (value) => `${name}-${shortHash(stack + (text(value) ?? ""))}`);
  const isFargate = compatibility === "FARGATE";
  const networkMode = isFargate || !isGiven(args.networkMode) ? "awsvpc" : args.networkMode;
  return defined({
    ...omit(args, OWN_ARGS),
    ...(isFargate ? sizes(args, definitions) : {}),
    networkMode,
    requiresCompatibilities: [compatibility],
    taskRoleArn: taskRole.arn,
    executionRoleArn: executionRole.arn,
    // The provider waits for its own proposal also where a family is given: both must be known.
    family: apply([args.family ?? null, ownFamily], (both) => list(both).find((family) => isGiven(family))),
    containerDefinitions: json,
  });
}

function sizes({ cpu, memory }: TrackedMap, definitions: Tracked): { readonly [property: string]: Optional } {
  const size = (property: "cpu" | "memory") => apply(definitions, (value) => fargateSize(value)[property]);
  return { cpu: isGiven(cpu) ? cpu : size("cpu"), memory: isGiven(memory) ? memory : size("memory") };
}

/** The arguments of a service's own task definition; undefined where it names an existing one. */
export function serviceTaskArgs({ taskDefinition: existing, taskDefinitionArgs }: TrackedMap): TrackedMap | undefined {
  if (isGiven(existing) === isGiven(taskDefinitionArgs)) {
    throw new Error("Exactly one of taskDefinition and taskDefinitionArgs must be given.");
  }
  return properties(taskDefinitionArgs);
}
