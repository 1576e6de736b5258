import { spawn } from "node:child_process";
import { join } from "node:path";
import { credentials, Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { SupportsFeatureRequest } from "@pulumi/pulumi/proto/resource_pb";
import { record, withProgram } from "./program";

describe("the recorder's server", () => {
  it("refuses whoever does not have the token, and tells the program none", async () => {
    const refused: (ServiceError | null)[] = [];
    const calls: Promise<void>[] = [];
    const recording = await record(
      `
        console.log("monitor " + process.env.PULUMI_NODEJS_MONITOR);
        console.log("token " + Object.entries(process.env).filter(([name, value]) => /token/i.test(name + value)).length);
        new aws.sqs.Queue("queue", { name: new Promise((resolve) => setTimeout(() => resolve("later"), 1500)) });
      `,
      {
        onMessage({ text }) {
          const address = /^monitor (127\.0\.0\.1:\d+)$/.exec(text)?.[1];
          if (address !== undefined) calls.push(intrude(address, refused));
        },
      },
    );
    await Promise.all(calls);
    expect(refused.map((error) => error?.code)).toEqual([status.UNAUTHENTICATED, status.UNAUTHENTICATED]);
    expect(recording.messages.map(({ text }) => text)).toContain("token 0");
  });

  it.each(["SIGTERM", "SIGINT"] as const)(
    "takes the program and what it started down with it on %s",
    async (signal) => {
      const program = `
      import { spawn } from "node:child_process";
      const own = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
      console.log("pids " + process.pid + " " + own.pid);
      setInterval(() => {}, 1000);
    `;
      const pids = await withProgram({ "index.ts": program }, (directory) => interrupted(directory, signal));
      expect(pids).toHaveLength(2);
      for (const pid of pids) expect(await isGone(pid)).toBe(true);
    },
  );
});

it("does not wait for what the program has set free of itself", async () => {
  const program = `
    import { spawn } from "node:child_process";
    const free = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], { stdio: "inherit", detached: true });
    free.unref();
    console.log("pids " + process.pid + " " + free.pid);
  `;
  const [, free = 0] = await withProgram({ "index.ts": program }, (directory) => interrupted(directory, undefined));
  // It still runs: the preview ended before it. Sending it a signal throws where it is gone.
  expect(() => process.kill(free, "SIGKILL")).not.toThrow();
});

async function intrude(address: string, refused: (ServiceError | null)[]): Promise<void> {
  const wrong = new Metadata();
  wrong.set("preview-token", "guess");
  const monitor = new ResourceMonitorClient(address, credentials.createInsecure());
  const engine = new EngineClient(address, credentials.createInsecure());
  await new Promise<void>((resolve) => {
    monitor.supportsFeature(new SupportsFeatureRequest().setId("secrets"), (error) => {
      refused.push(error);
      engine.log(new LogRequest().setMessage("hello"), wrong, (failure) => {
        refused.push(failure);
        resolve();
      });
    });
  });
  monitor.close();
  engine.close();
}

/** Records in a process of its own, which is sent the signal, if any, once the program runs; gives the processes of the program. */
function interrupted(directory: string, signal: NodeJS.Signals | undefined): Promise<readonly number[]> {
  const preview = join(__dirname, "../../../preview");
  const script = `
    require(${JSON.stringify(join(preview, "recorder/index.ts"))}).recordProgram({
      directory: ${JSON.stringify(directory)}, stack: "dev", onMessage: ({ text }) => console.log(text),
    }).catch(() => {});
  `;
  const parent = spawn(process.execPath, ["--require", join(preview, "loading/start.cjs"), "-e", script], {
    cwd: join(preview, ".."),
  });
  let pids: readonly number[] = [];
  parent.stdout.on("data", (chunk: Buffer) => {
    const found = /pids (\d+) (\d+)/.exec(String(chunk));
    if (found === null || pids.length > 0) return;
    pids = [Number(found[1]), Number(found[2])];
    if (signal !== undefined) parent.kill(signal);
  });
  return new Promise((resolve) => parent.on("close", () => resolve(pids)));
}

async function isGone(pid: number): Promise<boolean> {
  for (let attempt = 0; attempt < 400; attempt++) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}
