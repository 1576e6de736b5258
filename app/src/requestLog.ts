import type { IncomingMessage } from "node:http";
import type { FastifyBaseLogger } from "fastify";
import { traceOf } from "./operations/trace.js";

type Bindings = Parameters<FastifyBaseLogger["child"]>[0];
type Options = Parameters<FastifyBaseLogger["child"]>[1];

/**
 * The log of one request, made when something is written to it: most requests write nothing but the line that tells of
 * their answer, and making a log takes as long as answering from a cache.
 */
export class RequestLog implements FastifyBaseLogger {
  readonly #parent: FastifyBaseLogger;
  readonly #bindings: Bindings;
  readonly #options: Options;
  readonly #request: IncomingMessage;
  #made: FastifyBaseLogger | undefined;

  constructor(parent: FastifyBaseLogger, bindings: Bindings, options: Options, request: IncomingMessage) {
    this.#parent = parent;
    this.#bindings = bindings;
    this.#options = options;
    this.#request = request;
  }

  /** With the trace that the request is a part of. */
  get #log(): FastifyBaseLogger {
    this.#made ??= this.#parent.child({ ...this.#bindings, traceId: traceOf(this.#request).traceId }, this.#options);
    return this.#made;
  }

  get level(): FastifyBaseLogger["level"] {
    return this.#log.level;
  }

  set level(level) {
    this.#log.level = level;
  }

  child(bindings: Bindings, options?: Options): FastifyBaseLogger {
    return this.#log.child(bindings, options);
  }

  fatal(...said: unknown[]): void {
    this.#write("fatal", said);
  }

  error(...said: unknown[]): void {
    this.#write("error", said);
  }

  warn(...said: unknown[]): void {
    this.#write("warn", said);
  }

  info(...said: unknown[]): void {
    this.#write("info", said);
  }

  debug(...said: unknown[]): void {
    this.#write("debug", said);
  }

  trace(...said: unknown[]): void {
    this.#write("trace", said);
  }

  silent(): void {}

  #write(level: "fatal" | "error" | "warn" | "info" | "debug" | "trace", said: readonly unknown[]): void {
    const log = this.#log;
    (log[level] as (...words: unknown[]) => void).apply(log, [...said]);
  }
}
