import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** Ticks of the scheduler's clock in a second, as Linux has told user space since 2.6. */
const TICKS_PER_SECOND = 100;

/** A server under load, and what it has used so far. */
export interface Measured {
  readonly url: string;
  /** Seconds of processor time since it started. Linux only. */
  cpuSeconds(): number;
  /** Memory that it holds now, in MiB. Linux only. */
  residentMiB(): number;
  stop(): Promise<void>;
}

/** Starts a program of Node and waits until it says where it listens. What it logs is read by nobody. */
export async function startMeasured(program: string, environment: Readonly<Record<string, string>>): Promise<Measured> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [program], {
    env: { PATH, HOME, TMPDIR, PORT: "0", SHUTDOWN_DRAIN_SECONDS: "0", ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  return {
    url: await readyAt(child, program),
    cpuSeconds: () => cpuSeconds(child.pid),
    residentMiB: () => residentMiB(child.pid),
    stop: async () => {
      child.kill("SIGTERM");
      await ended;
      process.off("exit", kill);
    },
  };
}

function readyAt(child: ChildProcess, program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const told: string[] = [];
    const lines = createInterface({ input: child.stderr as NodeJS.ReadableStream });
    lines.on("line", (line) => {
      told.push(line);
      const url = /^Ready at (\S+)$/.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once("close", () => reject(new Error(`${program} ended before it was ready: ${told.join(" ")}`)));
  });
}

function cpuSeconds(pid = 0): number {
  // After the name, which may hold spaces: state is field 3, utime 14, stime 15.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

function residentMiB(pid = 0): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return Number(kib) / 1024;
}
