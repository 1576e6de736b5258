import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Duplex } from "node:stream";

const PIPE = 3;
const CALLS = 4;
const BUSY_ANSWER_MILLISECONDS = 500;
const LAST_WORDS_MILLISECONDS = 1000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What the program's process tells of itself, over a pipe of its own. */
export type ProgramReport =
  | {
      readonly kind: "failure";
      readonly name: string;
      readonly message: string;
      /** A RunError: the program says it to its user, in full sentences. */
      readonly forUser?: boolean;
      readonly frames: readonly string[];
    }
  | { readonly kind: "exit"; readonly code: number; readonly frames: readonly string[] }
  | { readonly kind: "busy"; readonly handles: readonly string[] };

export interface ProgramEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  readonly reports: readonly ProgramReport[];
}

export interface ProgramStart {
  readonly arguments: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly workingDirectory: string;
  readonly timeoutSeconds: number;
  readonly onLine: (stream: "stdout" | "stderr", line: string) => void;
  /** Given the pipe over which the process calls the preview. */
  readonly onCalls: (pipe: Duplex) => void;
  /** Ends the process when it is aborted. */
  readonly signal: AbortSignal;
}

/** Runs the program's process to its end. Neither it nor what it started outlives this call or this process. */
export async function runProcess(start: ProgramStart): Promise<ProgramEnd> {
  const child = spawn(process.execPath, [...start.arguments], {
    cwd: start.workingDirectory,
    env: start.environment,
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const release = killWithThisProcess(child);
  const reports: ProgramReport[] = [];
  const pipe = child.stdio[PIPE] as Duplex;
  pipe.on("error", () => undefined);
  const calls = child.stdio[CALLS] as Duplex;
  start.onCalls(calls);
  start.signal.addEventListener("abort", () => killTree(child));
  eachLine(pipe, (line) => {
    const report = JSON.parse(line) as ProgramReport;
    reports.push(report);
    // What failed has nothing to add; handles that it left open would keep it.
    if (report.kind === "failure") setTimeout(() => killTree(child), LAST_WORDS_MILLISECONDS).unref();
  });
  for (const stream of ["stdout", "stderr"] as const) eachLine(child[stream], (line) => start.onLine(stream, line));
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    pipe.write("?");
    setTimeout(() => killTree(child), BUSY_ANSWER_MILLISECONDS).unref();
  }, start.timeoutSeconds * 1000);
  try {
    const { code, signal } = await ended(child);
    return { code, signal, timedOut, reports };
  } finally {
    clearTimeout(timer);
    release();
    killTree(child);
    // What the program set free of itself may hold the other ends.
    for (const stream of [pipe, calls, child.stdout, child.stderr]) stream?.destroy();
  }
}

function eachLine(stream: NodeJS.ReadableStream | null, visit: (line: string) => void): void {
  if (stream === null) return;
  const lines = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on("line", visit);
  // A killed process leaves a broken pipe.
  lines.on("error", () => undefined);
}

/** The process has ended and all it wrote has been read. What it started may hold its streams open: that is not waited for. */
function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      const result = { code, signal };
      killTree(child);
      child.on("close", () => resolve(result));
      setTimeout(() => resolve(result), BUSY_ANSWER_MILLISECONDS).unref();
    });
  });
}

/** Ends the child with all its descendants: they are one process group. */
export function killTree(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === "win32") {
      if (child.exitCode === null) spawn("taskkill", ["/pid", String(child.pid), "/T", "/F"], { stdio: "ignore" });
    } else {
      process.kill(-child.pid, "SIGKILL");
    }
  } catch {
    // The group is gone already.
  }
}

/** Has the child end where this process does; calling the answer takes that back. */
export function killWithThisProcess(child: ChildProcess): () => void {
  const onExit = (): void => killTree(child);
  const onSignal = (signal: NodeJS.Signals): void => {
    killTree(child);
    release();
    // Whoever else listens decides how this process ends; without anybody it ends as the signal says.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const release = (): void => {
    process.off("exit", onExit);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  process.on("exit", onExit);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return release;
}
