import type { FastifyReply } from "fastify";
import { Problem } from "../problem.js";
import type { Verdict } from "./rateLimiter.js";

/**
 * Tells callers how they stand (draft-ietf-httpapi-ratelimit-headers-09: `RateLimit-Policy` and `RateLimit` as structured
 * fields), and refuses the request that is one too many.
 * @throws Problem 429
 */
export function refuseBeyond(reply: FastifyReply, { policy, isAllowed, remaining, resetSeconds }: Verdict): void {
  reply.header("ratelimit-policy", `"${policy.name}";q=${policy.quota};w=${policy.windowSeconds}`);
  reply.header("ratelimit", `"${policy.name}";r=${remaining};t=${resetSeconds}`);
  if (isAllowed) return;
  throw new Problem(429, `Too many requests. Try again in ${resetSeconds} s.`, {
    headers: { "retry-after": String(resetSeconds) },
  });
}
