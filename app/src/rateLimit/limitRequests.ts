import type { FastifyInstance } from "fastify";
import { healthPaths } from "../operations/healthPaths.js";
import { clientAddress } from "./clientAddress.js";
import { refusal } from "./rateLimitHeaders.js";
import type { RateLimits } from "./rateLimits.js";

/** The remote address of a request that this process makes to itself: it has been counted where it came in. */
export const inProcess = "in-process";

export interface RequestLimits {
  /** Requests a minute of one user, or of one address that nobody signed in from; 0 for no limit. */
  readonly perMinute: number;
  /** Public proxies, such as a CDN, before the app. */
  readonly publicProxies: number;
}

/** Limits what one user, or one address, asks of the API. Register it once it is known who asks. */
export function limitRequests(
  app: FastifyInstance,
  limits: RateLimits,
  { perMinute, publicProxies }: RequestLimits,
): void {
  if (perMinute === 0) return;
  const limiter = limits.limiter({ name: "requests", quota: perMinute, windowSeconds: 60 });
  app.addHook("onRequest", (request, reply, done) => {
    if (healthPaths.has(request.url) || request.raw.socket.remoteAddress === inProcess) return done();
    const key = request.caller
      ? `user:${request.caller.userId}`
      : `address:${clientAddress(request.raw, publicProxies)}`;
    const verdict = limiter.take(key);
    if (verdict instanceof Promise) verdict.then((late) => done(refusal(reply, late)), done);
    else done(refusal(reply, verdict));
  });
}
