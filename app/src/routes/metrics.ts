import { Problem } from "../problem.js";
import type { Services } from "../services.js";
import type { App } from "../typedApp.js";

/** Set by what stands between the public and this process: the load balancer, the CDN, nginx, another hop. */
const proxied = ["x-forwarded-for", "forwarded", "via"] as const;

/** `/metrics` for Prometheus, which asks each process itself. What comes through a proxy is the public: it sees nothing. */
export function addMetrics(app: App, { metrics }: Services): void {
  app.get("/metrics", { logLevel: "warn" }, async ({ headers }, reply) => {
    if (proxied.some((name) => headers[name] !== undefined)) throw new Problem(404, "There is nothing at this path.");
    const { type, body } = await metrics.text();
    return reply.header("cache-control", "no-store").type(type).send(body);
  });
}
