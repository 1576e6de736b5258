import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";

/** Deletes some of what nobody needs any more; how much. */
export type Sweep = () => Promise<number>;

/** Sweeps now and then, each job until it finds nothing. Processes that do the same do not get in each other's way. */
export class Housekeeping {
  readonly #sweeps: Readonly<Record<string, Sweep>>;
  readonly #seconds: number;
  readonly #log: FastifyBaseLogger;
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();

  /** @param seconds between two rounds, half as long at least: not every process at the same moment */
  constructor(sweeps: Readonly<Record<string, Sweep>>, seconds: number, log: FastifyBaseLogger) {
    this.#sweeps = sweeps;
    this.#seconds = seconds;
    this.#log = log;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await sleep(this.#seconds * 1_000 * (0.5 + Math.random() / 2), undefined, { signal }).catch(() => {});
      for (const [name, sweep] of Object.entries(this.#sweeps)) await this.#exhaust(name, sweep);
    }
  }

  async #exhaust(name: string, sweep: Sweep): Promise<void> {
    try {
      let swept = 0;
      for (let some = 1; some > 0 && !this.#stopping.signal.aborted; swept += some) some = await sweep();
      if (swept > 0) this.#log.info({ swept }, `swept ${name}`);
    } catch (error) {
      this.#log.warn({ err: error }, `could not sweep ${name}`);
    }
  }
}
