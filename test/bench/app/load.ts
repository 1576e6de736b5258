import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { systemCommand } from "../../lint/system-command";

/** One request. */
export interface Call {
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sends each request under an `Idempotency-Key` of its own. */
  readonly idempotent?: boolean;
}

/** What was answered while as much was asked as would be answered. */
export interface Load {
  readonly requests: number;
  readonly perSecond: number;
}

const connections = 32;
const run = promisify(execFile);

/**
 * Makes these requests in turn, each connection the next one when it has an answer. By wrk, which takes a small part of
 * the processor time that a client in JavaScript would take away from who answers.
 * @throws Error when anything but 2xx was answered: such a run measures nothing
 */
export async function saturate(calls: readonly Call[], seconds: number): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), "bench-app-"));
  const requests = join(folder, "requests");
  writeFileSync(requests, calls.map(wholeRequest).join("\0"));
  const { origin } = new URL(calls[0]?.url ?? "");
  const how = ["--threads", "1", "--connections", String(connections), "--duration", `${seconds}s`];
  const script = ["--script", join(__dirname, "requests.lua"), origin, "--", requests];
  try {
    const { stdout } = await run(systemCommand("wrk"), [...how, ...script], { env: { ...process.env, LC_ALL: "C" } });
    return loadFrom(stdout, calls[0]?.url ?? "");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function loadFrom(output: string, url: string): Load {
  const [, ...figures] = /^figures (\d+) (\d+) (\d+) (\d+)$/m.exec(output) ?? [];
  const [requests = 0, microseconds = 0, refused = 0, failed = 0] = figures.map(Number);
  if (requests === 0 || refused + failed > 0)
    throw new Error(`${url}: of ${requests} requests ${refused} were refused and ${failed} failed.\n${output}`);
  return { requests, perSecond: requests / (microseconds / 1e6) };
}

function wholeRequest({ url, method = "GET", headers = {}, body = "", idempotent = false }: Call): string {
  const { host, pathname, search } = new URL(url);
  const all = {
    ...{ host, ...headers },
    ...(idempotent && { "idempotency-key": "bench-[<id>]" }),
    ...(body !== "" && { "content-length": String(Buffer.byteLength(body)) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n${body}`;
}
