import type { FastifyInstance } from "fastify";
import { Problem } from "../problem.js";
import { inProcess } from "../rateLimit/limitRequests.js";
import { healthPaths } from "./healthPaths.js";
import type { Metrics } from "./metrics.js";

/**
 * Load shedding: while the event loop is late, requests are refused at once instead of waiting for an answer that comes
 * when nobody wants it any more (Google, Site Reliability Engineering, chapter 22). Health is still answered: a process
 * that is busy must not be restarted for it. Register it before whatever costs something.
 * @param limitMs 0 refuses nobody
 */
export function shedLoad(app: FastifyInstance, metrics: Metrics, limitMs: number): void {
  if (limitMs === 0) return;
  app.addHook("onRequest", ({ url, raw }, _reply, done) => {
    if (metrics.eventLoop.delayMs <= limitMs || healthPaths.has(url)) return done();
    // This process's own question, on behalf of a request that it has let in.
    if (raw.socket.remoteAddress === inProcess) return done();
    metrics.refused();
    throw new Problem(503, "This process is too busy right now. Try again in a moment.", {
      headers: { "retry-after": "1" },
    });
  });
}
