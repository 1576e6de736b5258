import { monitorEventLoopDelay } from "node:perf_hooks";

const resolutionMs = 10;
const intervalMs = 500;

/** How late the event loop is: what every request in this process waits at least. */
export class EventLoop {
  readonly #histogram = monitorEventLoopDelay({ resolution: resolutionMs });
  readonly #timer: NodeJS.Timeout;
  #delayMs = 0;

  constructor() {
    this.#histogram.enable();
    this.#timer = setInterval(() => this.#look(), intervalMs).unref();
  }

  /** Mean of the last half second, in milliseconds: one long step is no reason to refuse anybody. */
  get delayMs(): number {
    return this.#delayMs;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#histogram.disable();
  }

  #look(): void {
    const mean = this.#histogram.mean / 1e6 - resolutionMs;
    this.#delayMs = Number.isFinite(mean) ? Math.max(0, mean) : 0;
    this.#histogram.reset();
  }
}
