import { setInterval } from "node:timers";
import pino from "pino";

/** Lines are written together until they are so long, or so old: a write for each takes as long as all else of it. */
const togetherLength = 8 * 1_024;
const togetherMs = 50;

/**
 * Lines of the log on their way to stdout. Joined here and not by the library, which measures all that waits anew for
 * each line. An end of the process writes what waits; only `kill -9` loses it.
 */
export class LogLines {
  readonly #stdout = pino.destination({ fd: 1, sync: true });
  #waiting = "";

  constructor() {
    setInterval(() => this.flush(), togetherMs).unref();
    process.once("exit", () => this.flush());
  }

  write(line: string): void {
    this.#waiting += line;
    if (this.#waiting.length >= togetherLength) this.flush();
  }

  flush(): void {
    if (this.#waiting === "") return;
    const lines = this.#waiting;
    this.#waiting = "";
    this.#stdout.write(lines);
  }
}
