import type { IncomingMessage } from "node:http";
import {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  type FastifyServerOptions,
  LogController,
} from "fastify";
import pino from "pino";
import type { Config } from "./config.js";
import type { Metrics } from "./operations/metrics.js";
import { traceOf } from "./operations/trace.js";
import { RequestLog } from "./requestLog.js";

/** What no line may show, however it comes to be logged. */
const secrets = ["authorization", "cookie", "password", "secret", "token", "accessToken", "refreshToken"];
/** Numbers of pino's levels from error on. */
const errorLevel = 50;

/** Lines are written together until they are so many bytes, or so old: a write for each takes as long as all else of it. */
const togetherBytes = 8 * 1_024;
const togetherMs = 50;

/** JSON lines on stdout: level by name, ISO time, role. Lines that tell of errors are counted, and written at once. */
export function loggerOptions(
  { logLevel, role }: Config,
  metrics: Metrics,
): NonNullable<FastifyServerOptions["logger"]> {
  const stream = pino.destination({ fd: 1, sync: true, minLength: togetherBytes, periodicFlush: togetherMs });
  return {
    stream,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
    hooks: {
      logMethod(inputs, method, level) {
        method.apply(this, inputs);
        if (level < errorLevel) return;
        metrics.loggedError();
        stream.flushSync();
      },
    },
    level: logLevel,
    base: { role },
    timestamp: () => `,"time":"${timeNow()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  };
}

let second = 0;
let untilSecond = "";

/** ISO 8601 with milliseconds, of which only those are written anew: all of it takes longer than the rest of a line. */
function timeNow(): string {
  const now = Date.now();
  const milliseconds = now % 1_000;
  if (now - milliseconds !== second) {
    second = now - milliseconds;
    untilSecond = new Date(second).toISOString().slice(0, -4);
  }
  return `${untilSecond}${String(milliseconds).padStart(3, "0")}Z`;
}

/** The log of one request, with the trace that it is a part of. */
export const tracedLogger: NonNullable<FastifyServerOptions["childLoggerFactory"]> = (log, bindings, options, raw) =>
  new RequestLog(() => log.child({ ...bindings, traceId: traceOf(raw as IncomingMessage).traceId }, options));

/** A database error carries its statement and parameters; only these fields are fit for a log. */
function describeError(error: Error): { type: string; message: string; stack: string; code?: string } {
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { type: error.name, message: error.message, stack: error.stack ?? "", ...(code !== undefined && { code }) };
}

/** One line per request when it is answered: never a body, a header or a query. */
export class AccessLog extends LogController {
  readonly #metrics: Metrics;
  /** Without the search for secrets: the lines have these fields and no others. */
  #plain: FastifyBaseLogger | undefined;

  constructor(metrics: Metrics) {
    super();
    this.#metrics = metrics;
  }

  override incomingRequest(): void {}

  override routeNotFound(): void {}

  override requestCompleted(error: Error | null, request: FastifyRequest, reply: FastifyReply): void {
    const line = {
      method: request.method,
      path: request.url.split("?", 1)[0] ?? "",
      route: request.routeOptions?.url,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    };
    this.#metrics.answered({ ...line, route: line.route ?? "none" });
    if (error) {
      reply.log.error({ ...line, err: error }, "answer failed");
      return;
    }
    // A route with a level of its own, such as health.
    if (request.routeOptions.logLevel) {
      reply.log.info(line, "answered");
      return;
    }
    this.#plain ??= request.server.log.child({}, { redact: [] });
    this.#plain.info({ reqId: request.id, traceId: traceOf(request.raw).traceId, ...line }, "answered");
  }
}
