import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemCommand } from "../lint/system-command";
import type { Balancer } from "./haproxy";
import { freePort, startServer } from "./server-process";

/**
 * Starts nginx before processes on these ports. It asks none of them how it is: it learns from a request that a process
 * did not answer, and gives it to another one; a POST only when it has an `Idempotency-Key`, or never arrived.
 */
export async function startNginx(ports: readonly number[]): Promise<Balancer> {
  const command = systemCommand("nginx");
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), "nginx-"));
  const kinds = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  const proxied = ["proxy_pass http://app;", "proxy_http_version 1.1;", 'proxy_set_header Connection "";'];
  const lines = [
    // One process, so that ending it leaves no other.
    "daemon off;",
    "master_process off;",
    `pid ${folder}/pid;`,
    `error_log ${folder}/error.log;`,
    "events { worker_connections 1024; }",
    "http {",
    "  access_log off;",
    ...kinds.map((kind) => `  ${kind}_temp_path ${folder}/${kind};`),
    "  proxy_connect_timeout 1s;",
    "  proxy_next_upstream_tries 3;",
    '  map "$request_method $http_idempotency_key" $once { default 0; "POST " 1; }',
    "  upstream app {",
    ...ports.map((each) => `    server 127.0.0.1:${each} max_fails=1 fail_timeout=1s;`),
    "    keepalive 16;",
    "  }",
    "  server {",
    `    listen 127.0.0.1:${port};`,
    "    error_page 418 = @once;",
    "    location / {",
    "      if ($once) { return 418; }",
    ...proxied.map((line) => `      ${line}`),
    "      proxy_next_upstream error timeout http_502 http_503 non_idempotent;",
    "    }",
    "    location @once {",
    ...proxied.map((line) => `      ${line}`),
    "      proxy_next_upstream error timeout http_502 http_503;",
    "    }",
    "  }",
    "}",
    "",
  ];
  const file = join(folder, "nginx.conf");
  writeFileSync(file, lines.join("\n"));
  const server = await startServer(command, ["-p", folder, "-e", join(folder, "error.log"), "-c", file], port);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      await server.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
