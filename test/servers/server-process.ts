import { type ChildProcess, spawn } from "node:child_process";
import { createConnection, createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A server that a test started and that ends with it. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** Ends it at once, as a machine's death would, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts a server and waits until it takes connections on its port of 127.0.0.1. */
export async function startServer(
  command: string,
  args: readonly string[],
  port: number,
  env = process.env,
): Promise<ServerProcess> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], env });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output = (output + text).slice(-4_000);
    });
  }
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  // Whatever a failed test leaves running ends with the test's own process.
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`${command} ended before it was ready: ${output}`);
    await sleep(50);
  }
  return {
    child,
    kill: async () => {
      process.removeListener("exit", end);
      child.kill("SIGKILL");
      await ended;
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

/** A port that nobody listened on a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
