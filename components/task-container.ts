import type * as pulumi from "@pulumi/pulumi";
import { type SecretValue, valueFrom } from "./access";
import { type Mount, mountPoint } from "./mount";
import { type ShutdownArgs, shutdownEnvironment, stopTimeout } from "./task-shutdown";

/** How a container runs. */
export interface ContainerArgs extends ShutdownArgs {
  /**
   * Folders that the code may write to, by path, with their size in MiB. Everything else is read-only. What is written
   * lies in the task's memory and is gone with the task.
   * @default { "/tmp": 64 }
   */
  readonly scratchMiB?: Readonly<Record<string, number>>;
}

/** The port on which others reach the task. */
export interface TaskPort {
  readonly name: string;
  readonly port: number;
}

export interface ContainerParts {
  readonly args: ContainerArgs;
  /** `registry/name@sha256:…` */
  readonly image: pulumi.Input<string>;
  readonly port: TaskPort | undefined;
  readonly environment: Readonly<Record<string, pulumi.Input<string>>>;
  readonly secrets: Readonly<Record<string, SecretValue>>;
  readonly mounts: readonly Mount[];
  readonly logGroup: pulumi.Input<string>;
  readonly region: pulumi.Input<string>;
}

const USER = "1000:1000";
/** Where code may write unless told otherwise, and how many MiB. */
export const SCRATCH: Readonly<Record<string, number>> = { "/tmp": 64 };
/** Connections and files that a process may have open. Docker's own figure for the soft limit is far lower. */
const OPEN_FILES = 65_536;

/** The definition of a task's one container, as ECS takes it. */
export function containerDefinition(name: string, parts: ContainerParts) {
  const { args, image, port, environment, secrets, mounts, logGroup, region } = parts;
  const variables = {
    ...(port ? { PORT: `${port.port}` } : {}),
    ...shutdownEnvironment(args),
    ...environment,
  };
  return {
    name,
    image,
    essential: true,
    user: USER,
    readonlyRootFilesystem: true,
    linuxParameters: {
      // Passes SIGTERM on and takes care of processes whose parent has died.
      initProcessEnabled: true,
      // On Fargate since January 2026. Counts as the task's memory.
      tmpfs: Object.entries(args.scratchMiB ?? SCRATCH).map(([containerPath, size]) => ({ containerPath, size })),
    },
    ulimits: [{ name: "nofile", softLimit: OPEN_FILES, hardLimit: OPEN_FILES }],
    stopTimeout: stopTimeout(args),
    environment: Object.entries(variables).map(([key, value]) => ({ name: key, value })),
    secrets: Object.entries(secrets).map(([key, secret]) => ({ name: key, valueFrom: valueFrom(secret) })),
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
    ...(mounts.length > 0 ? { mountPoints: mounts.map(mountPoint) } : {}),
    ...(port ? reachable(port) : {}),
  };
}

function reachable({ name, port }: TaskPort) {
  return {
    healthCheck: {
      command: ["CMD", "node", "-e", healthProbe(port)],
      interval: 10,
      timeout: 5,
      retries: 3,
      startPeriod: 30,
    },
    portMappings: [{ name, containerPort: port, protocol: "tcp", appProtocol: "http" }],
  };
}

/** Works in every image with Node.js, with no shell and no curl in it. */
function healthProbe(port: number): string {
  return `fetch("http://127.0.0.1:${port}/healthz").then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))`;
}
