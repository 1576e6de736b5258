import type { Caller } from "../auth/caller.js";
import { Problem } from "../problem.js";
import {
  type OutboundAnswer,
  OutboundFailed,
  type OutboundHeaders,
  type OutboundRequest,
} from "../resilience/outboundRequest.js";

/** A service behind the gateway, by the name of its role. */
export type ServiceName = "auth" | "users" | "posts";

/** A request to a service: as one from outside, but for who asks. */
export interface BackendRequest {
  readonly method: OutboundRequest["method"];
  /** Path and query. */
  readonly path: string;
  readonly headers?: OutboundHeaders;
  readonly body?: Buffer;
}

/** The services, wherever they run. */
export interface Backends {
  /** The service's answer, whatever its status. @throws OutboundFailed when it gives none */
  ask(service: ServiceName, request: BackendRequest, caller: Caller | null): Promise<OutboundAnswer>;
  close(): Promise<void>;
}

/** What callers are told when a service gives no answer. */
export function problemOf(error: unknown): unknown {
  if (!(error instanceof OutboundFailed)) return error;
  const status = error.failure === "timeout" ? 504 : error.failure === "broken" ? 502 : 503;
  return new Problem(status, "A part of the service does not answer right now. Try again.", {
    cause: error,
    headers: { "retry-after": "1" },
  });
}
