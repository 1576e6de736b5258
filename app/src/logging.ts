import type { IncomingMessage } from "node:http";
import type { FastifyServerOptions } from "fastify";
import type { Config } from "./config.js";
import type { LogLines } from "./logLines.js";
import { timeNow } from "./logTime.js";
import type { Metrics } from "./operations/metrics.js";
import { RequestLog } from "./requestLog.js";

/** What no line may show, however it comes to be logged. */
const secrets = ["authorization", "cookie", "password", "secret", "token", "accessToken", "refreshToken"];
/** Numbers of pino's levels from error on. */
const errorLevel = 50;

/** JSON lines on stdout: level by name, ISO time, role. Lines that tell of errors are counted, and written at once. */
export function loggerOptions(
  { logLevel, role }: Config,
  metrics: Metrics,
  lines: LogLines,
): NonNullable<FastifyServerOptions["logger"]> {
  return {
    stream: lines,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: "[redacted]" },
    hooks: {
      logMethod(inputs, method, level) {
        method.apply(this, inputs);
        if (level < errorLevel) return;
        metrics.loggedError();
        lines.flush();
      },
    },
    level: logLevel,
    base: { role },
    timestamp: () => `,"time":"${timeNow()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  };
}

/** The log of one request, with the trace that it is a part of. */
export const tracedLogger: NonNullable<FastifyServerOptions["childLoggerFactory"]> = (log, bindings, options, raw) =>
  new RequestLog(log, bindings, options, raw as IncomingMessage);

/** A database error carries its statement and parameters; only these fields are fit for a log. */
function describeError(error: Error): { type: string; message: string; stack: string; code?: string } {
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { type: error.name, message: error.message, stack: error.stack ?? "", ...(code !== undefined && { code }) };
}
