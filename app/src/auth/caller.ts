import type { FastifyRequest } from "fastify";
import { Problem } from "../problem.js";

/** The person on whose behalf a request is made. */
export interface Caller {
  readonly userId: string;
  readonly handle: string;
}

declare module "fastify" {
  interface FastifyRequest {
    /** Who asks; null when nobody signed in. */
    caller: Caller | null;
  }
}

/** Who asks. @throws Problem 401 when nobody signed in. */
export function requireCaller({ caller }: Pick<FastifyRequest, "caller">): Caller {
  if (caller) return caller;
  throw new Problem(401, "Sign in first: this needs an access token.", { headers: { "www-authenticate": "Bearer" } });
}
