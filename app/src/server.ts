import { setTimeout as sleep } from "node:timers/promises";
import closeWithGrace from "close-with-grace";
import { buildApp } from "./app.js";
import type { Config } from "./config.js";
import type { Services } from "./services.js";
import { StartError } from "./startError.js";
import type { App } from "./typedApp.js";

/** Listens until the process is told to stop, then closes with grace. Resolves to the URL once requests are served. */
export async function serve(config: Config, services: Services): Promise<string> {
  const app = buildApp(config, services);
  await listen(app, config);
  closeOnSignal(app, config, services);
  return urlOf(app, config.host);
}

async function listen(app: App, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw new StartError(`The app cannot listen on ${host} port ${port}: ${reasonFor(error)}`);
  }
}

function reasonFor(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return "the port is in use. Set PORT to another one, or to 0 for a free one.";
  if (code === "EACCES") return "not allowed. Set PORT to 1024 or above.";
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") return "no such address on this machine. Set HOST to another.";
  return error instanceof Error ? error.message : String(error);
}

/**
 * Readiness fails first, so that load balancers look elsewhere while requests are still served; then no new connection,
 * running requests to their end, and the databases last. A second signal, or the hard limit, ends the process at once.
 */
function closeOnSignal(app: App, { drainSeconds, graceSeconds }: Config, services: Services): void {
  const onTimeout = () => app.log.error(`shutdown took longer than ${graceSeconds} s, ending at once`);
  closeWithGrace({ delay: graceSeconds * 1000, logger: app.log, onTimeout }, async ({ signal, err }) => {
    services.lifecycle.draining = true;
    if (err) app.log.fatal({ err }, "unexpected error, shutting down");
    else app.log.info({ signal }, "shutting down");
    // Ctrl-C comes from a person at a terminal: no load balancer is watching.
    if (signal === "SIGTERM") await sleep(drainSeconds * 1000);
    await app.close();
    await services.close();
  });
}

/** The URL to open in a browser on this machine. */
function urlOf(app: App, host: string): string {
  const address = app.server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const reachable = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "::1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}`;
}
