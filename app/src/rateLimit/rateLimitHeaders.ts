import type { FastifyReply } from "fastify";
import { Problem } from "../problem.js";
import type { Verdict } from "./rateLimiter.js";

/**
 * Tells callers how they stand (draft-ietf-httpapi-ratelimit-headers-09: `RateLimit-Policy` and `RateLimit` as structured
 * fields); why the request is refused when it is one too many.
 */
export function refusal(
  reply: FastifyReply,
  { policy, isAllowed, remaining, resetSeconds }: Verdict,
): Problem | undefined {
  reply.header("ratelimit-policy", `"${policy.name}";q=${policy.quota};w=${policy.windowSeconds}`);
  reply.header("ratelimit", `"${policy.name}";r=${remaining};t=${resetSeconds}`);
  if (isAllowed) return undefined;
  return new Problem(429, `Too many requests. Try again in ${resetSeconds} s.`, {
    headers: { "retry-after": String(resetSeconds) },
  });
}

/** The same, thrown. @throws Problem 429 */
export function refuseBeyond(reply: FastifyReply, verdict: Verdict): void {
  const refused = refusal(reply, verdict);
  if (refused) throw refused;
}
