import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort, startServer } from "./server-process";

const version = "v1.8.0";

/** A server that stands in for S3 and checks signatures, with an empty bucket `pictures`. */
export interface S3Server {
  readonly environment: Readonly<Record<string, string>>;
  kill(): Promise<void>;
}

/** Whether it can be had: it is built from its source, for which Go must be there. */
export function hasGo(): boolean {
  return spawnSync("go", ["version"]).status === 0;
}

/** Starts versitygw on a folder of its own; builds it first where that has not been done, which takes minutes. */
export async function startS3(): Promise<S3Server> {
  const folder = join(tmpdir(), `zero-to-millions-versitygw-${version}`);
  const command = join(folder, "versitygw");
  mkdirSync(folder, { recursive: true });
  const build = `test -x "$1" || GOBIN="$0" go install github.com/versity/versitygw/cmd/versitygw@${version}`;
  execFileSync("flock", [`${folder}.lock`, "sh", "-c", build, folder, command], { stdio: "pipe" });
  if (!existsSync(command)) throw new Error(`go install made no ${command}.`);
  const data = mkdtempSync(join(tmpdir(), "s3-"));
  mkdirSync(join(data, "pictures"));
  const port = await freePort();
  const keys = { ROOT_ACCESS_KEY: "test", ROOT_SECRET_KEY: "test-secret" };
  const args = ["--port", `127.0.0.1:${port}`, "--region", "eu-west-1", "posix", data];
  const server = await startServer(command, args, port, { ...process.env, ...keys });
  return {
    environment: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: "eu-west-1",
      AWS_ACCESS_KEY_ID: keys.ROOT_ACCESS_KEY,
      AWS_SECRET_ACCESS_KEY: keys.ROOT_SECRET_KEY,
      BUCKET: "pictures",
    },
    kill: async () => {
      await server.kill();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
