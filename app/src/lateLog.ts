import type { FastifyBaseLogger } from "fastify";

type Log = Pick<FastifyBaseLogger, "info" | "warn" | "error">;
type Fields = { readonly err?: Error | undefined };

/** A log for what is opened before the application and its log are there; what is said earlier than that is dropped. */
export class LateLog {
  #log: Log | undefined;

  /** Where things are said from now on. */
  goTo(log: Log): void {
    this.#log = log;
  }

  info(message: string): void {
    this.#log?.info(message);
  }

  warn(fields: Fields, message: string): void {
    this.#log?.warn(fields, message);
  }
}
