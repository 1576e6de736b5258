import { type FastifyReply, type FastifyRequest, LogController } from "fastify";
import type { Config } from "./config.js";
import type { LogLines } from "./logLines.js";
import { timeNow } from "./logTime.js";
import { ByAnswer } from "./operations/byAnswer.js";
import type { Metrics } from "./operations/metrics.js";
import { traceOf } from "./operations/trace.js";

/** Levels at which lines of level info are written. */
const levelsWithInfo: ReadonlySet<Config["logLevel"]> = new Set(["trace", "debug", "info"]);
/** A path that is JSON as it stands. */
const plain = /^[\w/.~%:@!$&'()*+,;=-]*$/;
/** For what no route answers. */
const noRoute = "none";

/**
 * One line per request when it is answered: never a body, a header or a query. The line is put together here, as it has
 * the same few fields each time: the library takes several times as long to find out what they are. What lines of
 * one kind share is one text.
 */
export class AccessLog extends LogController {
  readonly #metrics: Metrics;
  readonly #lines: LogLines;
  readonly #isWritten: boolean;
  readonly #role: string;
  readonly #kinds = new ByAnswer(({ method, route, status }) => {
    const where = route === noRoute ? "" : `,"route":${JSON.stringify(route)}`;
    return `,"method":"${method}"${where},"status":${status},"milliseconds":`;
  });

  constructor({ role, logLevel }: Config, metrics: Metrics, lines: LogLines) {
    super();
    this.#metrics = metrics;
    this.#lines = lines;
    this.#isWritten = levelsWithInfo.has(logLevel);
    this.#role = `"role":"${role}"`;
  }

  override incomingRequest(): void {}

  override routeNotFound(): void {}

  override requestCompleted(error: Error | null, request: FastifyRequest, reply: FastifyReply): void {
    const { method, url } = request;
    const { url: route, logLevel } = request.routeOptions;
    const { statusCode: status } = reply;
    const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
    const path = pathOf(url);
    this.#metrics.answered(method, route ?? noRoute, status, milliseconds);
    if (error) reply.log.error({ method, path, route, status, milliseconds, err: error }, "answer failed");
    // A route with a level of its own, such as health.
    else if (logLevel) reply.log.info({ method, path, route, status, milliseconds }, "answered");
    else if (this.#isWritten) {
      const kind = this.#kinds.of(method, route ?? noRoute, status);
      const whose = `"reqId":"${request.id}","traceId":"${traceOf(request.raw).traceId}"`;
      const where = `"path":${plain.test(path) ? `"${path}"` : JSON.stringify(path)}`;
      const line = `{"level":"info","time":"${timeNow()}",${this.#role},${whose},${where}${kind}${milliseconds},"msg":"answered"}\n`;
      this.#lines.write(line);
    }
  }
}

function pathOf(url: string): string {
  const end = url.indexOf("?");
  return end < 0 ? url : url.slice(0, end);
}
