import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { builtProgram } from "./builtApp";

/** A part of the app in a process of its own, called from a test, which cannot import ES modules. */
export interface Program {
  /** Calls one of the functions that the program serves; arguments and result travel as JSON. */
  call<Result>(name: string, ...args: readonly unknown[]): Promise<Result>;
  /** Ends its process without a chance to clean up. */
  kill(): void;
  stop(): Promise<void>;
}

/** Starts `programs/NAME`, which serves its functions by `serveCalls`. */
export async function startProgram(name: string, environment: Readonly<Record<string, string>> = {}): Promise<Program> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [builtProgram(join(__dirname, "programs", name))], {
    env: { PATH, HOME, TMPDIR, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true", ...environment },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  createInterface({ input: child.stdout }).on("line", (line) => {
    const { id, value, error } = JSON.parse(line) as { id: number; value?: unknown; error?: string };
    const caller = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) caller?.resolve(value);
    else caller?.reject(new Error(error));
  });
  void ended.then(() => {
    for (const { reject } of waiting.values()) reject(new Error(`${name} has ended.`));
  });
  let count = 0;
  const call = <Result>(method: string, ...args: readonly unknown[]): Promise<Result> => {
    const id = ++count;
    child.stdin.write(`${JSON.stringify({ id, method, args })}\n`);
    return new Promise((resolve, reject) => waiting.set(id, { resolve: resolve as (value: unknown) => void, reject }));
  };
  const stop = async () => {
    child.stdin.end();
    await ended;
  };
  process.once("exit", () => child.kill("SIGKILL"));
  return { call, kill: () => child.kill("SIGKILL"), stop };
}
