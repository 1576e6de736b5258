import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemCommand } from "../lint/system-command";
import { freePort, startServer } from "./server-process";

/** A load balancer on loopback before several processes. */
export interface Balancer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts HAProxy before processes on these ports. Like the infrastructure's load balancer it asks `/readyz`, and unlike it
 * gives what a process did not answer to another one: a POST only when it has an `Idempotency-Key`.
 */
export async function startHaproxy(ports: readonly number[]): Promise<Balancer> {
  const command = systemCommand("haproxy");
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "haproxy-"));
  const servers = ports.map((each, index) => `  server app${index} 127.0.0.1:${each} check inter 250ms fall 2 rise 1`);
  const lines = [
    "defaults",
    "  mode http",
    // A process on a busy machine answers late; one that is gone says so at once.
    "  timeout check 5s",
    "  timeout connect 1s",
    "  timeout client 30s",
    "  timeout server 30s",
    "  retries 3",
    "  option redispatch 1",
    "  option http-buffer-request",
    "  retry-on conn-failure empty-response response-timeout 503",
    "listen app",
    `  bind 127.0.0.1:${port}`,
    "  option httpchk GET /readyz",
    "  http-request disable-l7-retry if METH_POST !{ req.hdr(Idempotency-Key) -m found }",
    ...servers,
    "",
  ];
  const file = join(folder, "haproxy.cfg");
  writeFileSync(file, lines.join("\n"));
  const server = await startServer(command, ["-db", "-f", file], port);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
