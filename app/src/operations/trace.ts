import { AsyncLocalStorage } from "node:async_hooks";
import { randomFillSync } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";

/** This process's part of a trace: W3C Trace Context, www.w3.org/TR/trace-context. */
export interface Trace {
  /** The same in everything that one request from outside sets going. */
  readonly traceId: string;
  /** This hop; what it asks of others names it as their parent. */
  readonly spanId: string;
  /** Two hexadecimal digits, handed on as they came. */
  readonly flags: string;
}

const pattern = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
/** Random bytes drawn in bulk: asking for those of one id at a time takes several times as long. */
const drawn = Buffer.alloc(4096);
let used = drawn.length;
const current = new AsyncLocalStorage<Trace>();
const traces = new WeakMap<IncomingMessage, Trace>();

/** A hop of the trace that the caller names, or of a new one where that is missing or broken. */
export function traceFrom(traceparent: string | undefined): Trace {
  const spanId = randomHex(8);
  const [, version, traceId = "", parent = "", flags = "", more] = pattern.exec(traceparent ?? "") ?? [];
  const known = version !== undefined && version !== "ff" && (version !== "00" || more === undefined);
  if (!known || /^0+$/.test(traceId) || /^0+$/.test(parent)) {
    return { traceId: randomHex(16), spanId, flags: "00" };
  }
  return { traceId, spanId, flags };
}

function randomHex(bytes: number): string {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += bytes;
  return drawn.toString("hex", used - bytes, used);
}

/** The hop that a request is. */
export function traceOf(request: IncomingMessage): Trace {
  const known = traces.get(request);
  if (known) return known;
  const { traceparent } = request.headers;
  const trace = traceFrom(typeof traceparent === "string" ? traceparent : undefined);
  traces.set(request, trace);
  return trace;
}

/** Does work as a part of a trace. */
export function inTrace<Result>(trace: Trace, work: () => Result): Result {
  return current.run(trace, work);
}

/** What others who are asked for the work that runs now are told: the header `traceparent`. Undefined outside a trace. */
export function currentTraceparent(): string | undefined {
  const trace = current.getStore();
  return trace && `00-${trace.traceId}-${trace.spanId}-${trace.flags}`;
}

/** Handles each request as a part of its trace; after its body too, which arrives in another context. */
export function followTraces(app: FastifyInstance): void {
  app.addHook("onRequest", (request, _reply, done) => inTrace(traceOf(request.raw), done));
  app.addHook("preValidation", (request, _reply, done) => inTrace(traceOf(request.raw), done));
}
