import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Access, assumedBy, gather, policyDocument, type Statement, secretStatements } from "./access";
import { logStatements } from "./instance-role";
import type { Mistakes } from "./mistakes";
import { taskVolume } from "./mount";
import { checkImage, pinned, type TaskImage } from "./pinned-image";
import { type Tags, tagged } from "./tags";
import { type ContainerArgs, containerDefinition, SCRATCH, type TaskPort } from "./task-container";
import { checkShutdown } from "./task-shutdown";
import { FARGATE_EPHEMERAL_GIB, FARGATE_MEMORY } from "./versions";

/** What runs, as a service and a worker both describe it. */
export interface TaskArgs extends ContainerArgs {
  /** A `ContainerImage`, or one by reference: `registry/name@sha256:…`, or a tag in ECR, whose digest is looked up. */
  readonly image: TaskImage;
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
   * Disk in GiB, 20 to 200: the unpacked image lies there as well.
   * @default 20
   */
  readonly diskGiB?: number;
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
  /** @default - only `Name` */
  readonly tags?: Tags;
}

export interface TaskParts {
  readonly definition: aws.ecs.TaskDefinition;
  readonly logGroup: aws.cloudwatch.LogGroup;
  /** What a service must wait for: permissions and secrets that its first task needs. */
  readonly ready: readonly pulumi.Resource[];
}

const LOG_DAYS = 30;

/** A Fargate task on ARM64: logs, a role to start with, a role to run with, and its definition. */
export function fargateTask(
  name: string,
  args: TaskArgs,
  port: TaskPort | undefined,
  parent: pulumi.Resource,
): TaskParts {
  const { cpu = 512, memoryMiB = 1024, diskGiB = FARGATE_EPHEMERAL_GIB.least, uses = [], tags } = args;
  const { environment, secrets, statements, mounts, after } = gather(uses);
  const logGroup = new aws.cloudwatch.LogGroup(
    name,
    { retentionInDays: LOG_DAYS, tags: tagged(name, tags) },
    { parent },
  );
  const image = pinned(args.image, parent);
  const start = role(
    `${name}-start`,
    [...logStatements(logGroup), ...secretStatements(secrets), ...image.statements],
    tags,
    parent,
  );
  const run = role(name, statements, tags, parent);
  const container = containerDefinition(name, {
    args,
    image: image.reference,
    port,
    environment: { ...environment, ...args.environment },
    secrets,
    mounts,
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
      // AWS takes a size only when it is more than what every task has.
      ...(diskGiB > FARGATE_EPHEMERAL_GIB.least ? { ephemeralStorage: { sizeInGib: diskGiB } } : {}),
      executionRoleArn: start.role.arn,
      taskRoleArn: run.role.arn,
      containerDefinitions: pulumi.jsonStringify([container]),
      ...(mounts.length > 0 ? { volumes: mounts.map(taskVolume) } : {}),
      tags: tagged(name, tags),
    },
    { parent },
  );
  return { definition, logGroup, ready: [...start.policies, ...run.policies, ...after] };
}

/** Mistakes in what runs. */
export function checkTask(mistakes: Mistakes, args: TaskArgs): Mistakes {
  const { image, cpu = 512, memoryMiB = 1024, diskGiB = FARGATE_EPHEMERAL_GIB.least, scratchMiB = SCRATCH } = args;
  const memory = FARGATE_MEMORY[cpu];
  const cpus = Object.keys(FARGATE_MEMORY).join(", ");
  const fits =
    memory &&
    memoryMiB >= memory.from &&
    memoryMiB <= memory.to &&
    (memoryMiB - memory.from) % memory.step === 0 &&
    memoryMiB !== memory.except;
  const except = memory?.except === undefined ? "" : ` except ${memory.except}`;
  const scratch = Object.values(scratchMiB).reduce((sum, size) => sum + size, 0);
  const isScratchRight = Object.entries(scratchMiB).every(
    ([path, size]) => /^\/[\w./-]+$/.test(path) && Number.isInteger(size) && size > 0,
  );
  return checkShutdown(checkImage(mistakes, image), args)
    .require(memory !== undefined, "cpu", `must be one of ${cpus}, got ${cpu}`)
    .require(
      memory === undefined || fits === true,
      "memoryMiB",
      `must be ${memory?.from} to ${memory?.to} in steps of ${memory?.step}${except} for cpu ${cpu}, got ${memoryMiB}`,
    )
    .requireRange("diskGiB", diskGiB, FARGATE_EPHEMERAL_GIB.least, FARGATE_EPHEMERAL_GIB.most)
    .require(
      isScratchRight && scratch <= memoryMiB / 2,
      "scratchMiB",
      `must be absolute paths with whole MiB, together at most half of memoryMiB ${memoryMiB}, got ${JSON.stringify(scratchMiB)}`,
    );
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
