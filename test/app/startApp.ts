import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { builtProgram } from "./builtApp";

/** The process that `npm run app` and the image start. */
const mainProgram = join(__dirname, "..", "..", "app", "src", "main.ts");

/** How a process ended, and all it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process that serves requests. */
export interface RunningApp {
  readonly url: string;
  signal(name: NodeJS.Signals): void;
  /** What it has written to stdout so far. */
  log(): string;
  /** Waits until the process is gone by itself. */
  ended(): Promise<Ended>;
  /** Ends the process, whatever state it is in. */
  stop(): Promise<Ended>;
}

interface Start {
  readonly environment?: Readonly<Record<string, string>>;
  readonly program?: string;
  /** A program that is built already, instead. */
  readonly built?: string;
  /** What stands after the program's name. */
  readonly args?: readonly string[];
}

// An embedded database takes long to start on a busy machine.
jest.setTimeout(180_000);

const children = new Set<ChildProcess>();

// Whatever a failed test left running ends with its file.
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

/** A free port, nothing kept, no waiting, and no limit on what a test asks for or how busy the machine is. */
const defaults = {
  PORT: "0",
  DATA_DIR: "memory://",
  SHUTDOWN_DRAIN_SECONDS: "0",
  REQUESTS_PER_MINUTE: "0",
  EVENT_LOOP_LIMIT_MS: "0",
};

/** Starts the app on a free port, in memory unless told otherwise, and waits until it says where it listens. */
export async function startApp({ environment, program = mainProgram, built }: Start = {}): Promise<RunningApp> {
  const child = spawnApp(built ?? builtProgram(program), { ...defaults, ...environment });
  const { output, ended } = watch(child);
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr?.on("data", () => {
      const ready = /^Ready at (\S+)$/m.exec(output().stderr);
      if (ready?.[1]) resolve(ready[1]);
    });
    ended.then(
      ({ code, stderr }) => reject(new Error(`The app ended with ${code} before it was ready: ${stderr}`)),
      reject,
    );
  });
  return {
    url,
    signal: (name) => child.kill(name),
    log: () => output().stdout,
    ended: () => ended,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** Starts the app and ends it as a power cut would, as soon as something is so. */
export async function killApp(environment: Start["environment"], when: () => boolean): Promise<void> {
  const child = spawnApp(builtProgram(mainProgram), { ...defaults, ...environment });
  const { ended } = watch(child);
  while (!when() && child.exitCode === null) await setImmediate();
  child.kill("SIGKILL");
  await ended;
}

/** Runs a program of the app to its end. */
export function runApp({ environment = {}, program = mainProgram, args = [] }: Start = {}): Promise<Ended> {
  return watch(spawnApp(builtProgram(program), environment, args)).ended;
}

/** Nothing of the developer's own environment reaches the app but what Node itself needs. */
function spawnApp(
  program: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): ChildProcess {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  const env = { PATH, HOME, TMPDIR, SystemRoot, ...environment };
  const child = spawn(process.execPath, [program, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  children.add(child);
  child.once("close", () => children.delete(child));
  return child;
}

function watch(child: ChildProcess): { output: () => Omit<Ended, "code">; ended: Promise<Ended> } {
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const output = () => ({ stdout, stderr });
  const ended = once(child, "close").then(([code]) => ({ code: code as number | null, ...output() }));
  return { output, ended };
}
