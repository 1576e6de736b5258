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

  readonly fatal: FastifyBaseLogger["fatal"] = (...said: unknown[]) => this.#write("fatal", said);
  readonly error: FastifyBaseLogger["error"] = (...said: unknown[]) => this.#write("error", said);
  readonly warn: FastifyBaseLogger["warn"] = (...said: unknown[]) => this.#write("warn", said);
  readonly info: FastifyBaseLogger["info"] = (...said: unknown[]) => this.#write("info", said);
  readonly debug: FastifyBaseLogger["debug"] = (...said: unknown[]) => this.#write("debug", said);
  readonly trace: FastifyBaseLogger["trace"] = (...said: unknown[]) => this.#write("trace", said);
  readonly silent: FastifyBaseLogger["silent"] = () => undefined;

  #write(level: "fatal" | "error" | "warn" | "info" | "debug" | "trace", said: readonly unknown[]): void {
    const log = this.#log;
    (log[level] as (...words: unknown[]) => void).apply(log, [...said]);
  }
}
