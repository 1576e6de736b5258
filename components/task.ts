import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  type Access,
  assumedBy,
  gather,
  policyDocument,
  type SecretValue,
  type Statement,
  secretStatements,
} from "./access";
import { isImageReference, pullStatements } from "./container-image";
import { logStatements } from "./instance-role";
import type { Mistakes } from "./mistakes";
import { type Tags, tagged } from "./tags";
import { FARGATE_MAX_STOP_SECONDS, FARGATE_MEMORY } from "./versions";

/** What runs, as a service and a worker both describe it. */
export interface TaskArgs {
  /** Container image, best pinned by digest: `registry/name@sha256:…`. */
  readonly image: string;
  /**
   * CPU units, 1024 of which are one vCPU: 256, 512, 1024, 2048 or 4096.
   * @default 512
   */
  readonly cpu?: number;
  /**
   * Memory in MiB. What Fargate accepts depends on `cpu`.
   * @default 1024
   */
  readonly memoryMiB?: number;
  /**
   * What the code uses: databases, queues, buckets, other services. Connections and permissions follow from it.
   * @default []
   */
  readonly uses?: readonly Access[];
  /**
   * Further environment variables. Never a secret: those come with `uses`.
   * @default {}
   */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Seconds that a stopping task may take to finish its work, 1 to 120.
   * @default 30
   */
  readonly stopSeconds?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** The port on which others reach the task. */
export interface TaskPort {
  readonly name: string;
  readonly port: number;
}

export interface TaskParts {
  readonly definition: aws.ecs.TaskDefinition;
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** What a service must wait for: permissions and secrets that its first task needs. */
  readonly ready: readonly pulumi.Resource[];
}

const LOG_DAYS = 30;
const USER = "1000:1000";
const SCRATCH_MIB = 64;

/** A Fargate task on ARM64: logs, a role to start with, a role to run with, and its definition. */
export function fargateTask(
  name: string,
  args: TaskArgs,
  port: TaskPort | undefined,
  parent: pulumi.Resource,
): TaskParts {
  const { image, cpu = 512, memoryMiB = 1024, uses = [], tags } = args;
  const { environment, secrets, statements, after } = gather(uses);
  const logGroup = new aws.cloudwatch.LogGroup(
    name,
    { retentionInDays: LOG_DAYS, tags: tagged(name, tags) },
    { parent },
  );
  const start = role(
    `${name}-start`,
    [...logStatements(logGroup), ...secretStatements(secrets), ...pullStatements(image)],
    tags,
    parent,
  );
  const run = role(name, statements, tags, parent);
  const container = containerDefinition(name, {
    args,
    port,
    environment: { ...environment, ...args.environment },
    secrets,
    logGroup: logGroup.name,
    region: aws.getRegionOutput({}, { parent }).region,
  });
  const definition = new aws.ecs.TaskDefinition(
    name,
    {
      family: `${pulumi.getProject()}-${pulumi.getStack()}-${name}`,
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
      cpu: `${cpu}`,
      memory: `${memoryMiB}`,
      executionRoleArn: start.role.arn,
      taskRoleArn: run.role.arn,
      containerDefinitions: pulumi.jsonStringify([container]),
      tags: tagged(name, tags),
    },
    { parent },
  );
  return { definition, logGroup, ready: [...start.policies, ...run.policies, ...after] };
}

/** Mistakes in what runs. */
export function checkTask(mistakes: Mistakes, args: TaskArgs): Mistakes {
  const { image, cpu = 512, memoryMiB = 1024, stopSeconds = 30 } = args;
  const memory = FARGATE_MEMORY[cpu];
  const cpus = Object.keys(FARGATE_MEMORY).join(", ");
  const fits =
    memory && memoryMiB >= memory.from && memoryMiB <= memory.to && (memoryMiB - memory.from) % memory.step === 0;
  return mistakes
    .require(isImageReference(image), "image", `must be a container image such as registry/name:tag, got ${image}`)
    .require(memory !== undefined, "cpu", `must be one of ${cpus}, got ${cpu}`)
    .require(
      memory === undefined || fits === true,
      "memoryMiB",
      `must be ${memory?.from} to ${memory?.to} in steps of ${memory?.step} for cpu ${cpu}, got ${memoryMiB}`,
    )
    .requireRange("stopSeconds", stopSeconds, 1, FARGATE_MAX_STOP_SECONDS);
}

function role(name: string, statements: readonly Statement[], tags: Tags | undefined, parent: pulumi.Resource) {
  const created = new aws.iam.Role(
    name,
    { assumeRolePolicy: assumedBy("ecs-tasks.amazonaws.com"), tags: tagged(name, tags) },
    { parent },
  );
  const policies =
    statements.length === 0
      ? []
      : [new aws.iam.RolePolicy(name, { role: created.id, policy: policyDocument(statements) }, { parent })];
  return { role: created, policies };
}

interface ContainerParts {
  readonly args: TaskArgs;
  readonly port: TaskPort | undefined;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: Readonly<Record<string, SecretValue>>;
  readonly logGroup: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
}

function containerDefinition(name: string, parts: ContainerParts) {
  const { args, port, environment, secrets, logGroup, region } = parts;
  const variables = port ? { PORT: `${port.port}`, ...environment } : environment;
  const alive = port && {
    healthCheck: {
      command: ["CMD", "node", "-e", healthProbe(port.port)],
      interval: 10,
      timeout: 5,
      retries: 3,
      startPeriod: 30,
    },
    portMappings: [{ name: port.name, containerPort: port.port, protocol: "tcp", appProtocol: "http" }],
  };
  return {
    name,
    image: args.image,
    essential: true,
    user: USER,
    readonlyRootFilesystem: true,
    linuxParameters: { initProcessEnabled: true, tmpfs: [{ containerPath: "/tmp", size: SCRATCH_MIB }] },
    stopTimeout: args.stopSeconds ?? 30,
    environment: Object.entries(variables).map(([key, value]) => ({ name: key, value })),
    secrets: Object.entries(secrets).map(([key, secret]) => ({
      name: key,
      valueFrom: pulumi.interpolate`${secret.secretArn}:${secret.key}::`,
    })),
    logConfiguration: {
      logDriver: "awslogs",
      // A log service that is slow or away must not stop the app.
      options: {
        "awslogs-group": logGroup,
        "awslogs-region": region,
        "awslogs-stream-prefix": name,
        mode: "non-blocking",
      },
    },
    ...alive,
  };
}

/** Works in every image with Node.js, however little else is in it. */
function healthProbe(port: number): string {
  return `fetch("http://127.0.0.1:${port}/healthz").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`;
}
