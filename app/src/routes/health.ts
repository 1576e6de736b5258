import { Type } from "typebox";
import { Problem } from "../problem.js";
import type { Services } from "../services.js";
import type { Databases } from "../storage/databases.js";
import type { App } from "../typedApp.js";

/** Longer than a healthy database ever takes, shorter than a load balancer waits for a health check. */
const databaseDeadlineMs = 2_000;

const Healthy = Type.Object({ status: Type.Literal("ok") });

/**
 * `/healthz`: this process runs. A failure means restart it, so it never asks anything that a restart cannot mend.
 * `/readyz`: this process can serve. A failure means send traffic elsewhere.
 */
export function addHealthRoutes(app: App, { databases, lifecycle }: Services): void {
  const options = { logLevel: "warn", schema: { response: { 200: Healthy } } } as const;

  app.get("/healthz", options, async (_request, reply) => {
    reply.header("cache-control", "no-store");
    return { status: "ok" as const };
  });

  app.get("/readyz", options, async (_request, reply) => {
    if (lifecycle.draining) throw new Problem(503, "This process is shutting down.");
    try {
      await ask(databases);
    } catch (error) {
      throw new Problem(503, "The database does not answer.", { cause: error });
    }
    reply.header("cache-control", "no-store");
    return { status: "ok" as const };
  });
}

async function ask({ all }: Databases): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${databaseDeadlineMs} ms`)), databaseDeadlineMs);
  });
  try {
    await Promise.race([Promise.all(all.map((database) => database.query("select 1"))), deadline]);
  } finally {
    clearTimeout(timer);
  }
}
