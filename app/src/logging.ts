import { type FastifyReply, type FastifyRequest, type FastifyServerOptions, LogController } from "fastify";
import type { Config } from "./config.js";

/** JSON lines on stdout: level by name, ISO time, role. */
export function loggerOptions({ logLevel, role }: Config): NonNullable<FastifyServerOptions["logger"]> {
  return {
    level: logLevel,
    base: { role },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: describeError },
  };
}

/** A database error carries its statement and parameters; only these fields are fit for a log. */
function describeError(error: Error): { type: string; message: string; stack: string; code?: string } {
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { type: error.name, message: error.message, stack: error.stack ?? "", ...(code !== undefined && { code }) };
}

/** One line per request when it is answered: never a body, a header or a query. */
export class AccessLog extends LogController {
  override incomingRequest(): void {}

  override routeNotFound(): void {}

  override requestCompleted(error: Error | null, request: FastifyRequest, reply: FastifyReply): void {
    const line = {
      method: request.method,
      path: request.url.split("?", 1)[0],
      route: request.routeOptions?.url,
      status: reply.statusCode,
      milliseconds: Math.round(reply.elapsedTime * 10) / 10,
    };
    if (error) reply.log.error({ ...line, err: error }, "answer failed");
    else reply.log.info(line, "answered");
  }
}
