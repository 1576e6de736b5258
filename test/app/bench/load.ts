import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { systemCommand } from "../../lint/system-command";
import type { Measured } from "./processes";

const CONNECTIONS = 32;

/** A request that is sent again and again. */
export interface Asked {
  readonly path: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** Each request has an Idempotency-Key of its own. */
  readonly withKey?: boolean;
}

/** What a server did under as much load as it took. */
export interface Throughput {
  readonly perSecond: number;
  /** Requests for each second of its processor time: what one vCPU carries when nothing else holds it up. */
  readonly perCpuSecond: number;
}

/** Asks for as long as told over 32 connections, each of which waits for its answer. */
export async function saturate(server: Measured, asked: Asked, seconds: number, folder: string): Promise<Throughput> {
  const script = join(folder, "request.lua");
  writeFileSync(script, luaOf(asked));
  const args = ["-t1", `-c${CONNECTIONS}`, `-d${seconds}s`, "--timeout", "10s", "-s", script];
  const before = server.cpuSeconds();
  const { stdout } = await promisify(execFile)(systemCommand("wrk"), [...args, server.url + asked.path]);
  const used = server.cpuSeconds() - before;
  const failed = /Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? /Socket errors: (.*)/.exec(stdout)?.[1];
  if (failed !== undefined) throw new Error(`${asked.path} failed under load: ${failed}`);
  const requests = Number(/(\d+) requests in/.exec(stdout)?.[1]);
  return { perSecond: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]), perCpuSecond: requests / used };
}

function luaOf({ method = "GET", headers = {}, body, withKey = false }: Asked): string {
  const text = (value: string): string => JSON.stringify(value);
  const lines = [
    `wrk.method = ${text(method)}`,
    ...Object.entries(headers).map(([name, value]) => `wrk.headers[${text(name)}] = ${text(value)}`),
  ];
  if (body !== undefined) {
    lines.push(`wrk.headers["content-type"] = "application/json"`, `wrk.body = ${text(JSON.stringify(body))}`);
  }
  if (withKey) {
    lines.push(
      "local sent = 0",
      "function request()",
      "  sent = sent + 1",
      `  wrk.headers["idempotency-key"] = "bench-${Date.now()}-" .. sent`,
      "  return wrk.format()",
      "end",
    );
  }
  return `${lines.join("\n")}\n`;
}
