import type { IncomingHttpHeaders } from "node:http";

/** Header → value; what has no value is not sent. */
export type OutboundHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A request to another service. */
export interface OutboundRequest {
  readonly method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** In its parts where they are known: taking it apart takes time. */
  readonly url: string | { readonly origin: string; readonly path: string };
  readonly headers?: OutboundHeaders;
  readonly body?: string | Buffer | undefined;
}

/** What the other service said, whatever its status. */
export interface OutboundAnswer {
  readonly statusCode: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Why there is no answer. `open`: not even asked, because it failed too often just now. */
export type OutboundFailure = "timeout" | "unreachable" | "open" | "broken";

/** The other service gave no answer. */
export class OutboundFailed extends Error {
  override readonly name = "OutboundFailed";

  constructor(
    /** Name of the service that was asked. */
    readonly service: string,
    readonly failure: OutboundFailure,
    cause: unknown,
  ) {
    super(`${service} gave no answer: ${failure}`, { cause });
  }

  /** Whether the other service cannot have begun to work on it. */
  get neverArrived(): boolean {
    return this.failure === "unreachable" || this.failure === "open";
  }
}

const safeMethods = new Set(["GET", "HEAD", "PUT", "DELETE"]);

/** Whether making it twice has the effect of making it once: by its method, or by the key that its sender put on it. */
export function isRepeatable({ method, headers = {} }: OutboundRequest): boolean {
  if (safeMethods.has(method)) return true;
  return Object.entries(headers).some(
    ([name, value]) => value !== undefined && name.toLowerCase() === "idempotency-key",
  );
}

/** Whether the other service, or what stands before it, says that it could not work on it right now. */
export function isUnavailable({ statusCode }: OutboundAnswer): boolean {
  return statusCode === 502 || statusCode === 503 || statusCode === 504;
}
