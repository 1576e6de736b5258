import type { FastifyBaseLogger } from "fastify";

type Bindings = Parameters<FastifyBaseLogger["child"]>[0];
type Options = Parameters<FastifyBaseLogger["child"]>[1];

/**
 * The log of one request, made when something is written to it: most requests write nothing but the line that tells of
 * their answer, and making a log takes as long as answering from a cache.
 */
export class RequestLog implements FastifyBaseLogger {
  readonly #make: () => FastifyBaseLogger;
  #made: FastifyBaseLogger | undefined;

  constructor(make: () => FastifyBaseLogger) {
    this.#make = make;
  }

  get #log(): FastifyBaseLogger {
    this.#made ??= this.#make();
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
