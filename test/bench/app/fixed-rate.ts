import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import type { Call } from "./load";

/** Requests in turn at a fixed rate, over connections that are kept. */
export class FixedRate {
  readonly #calls: readonly Call[];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });
  #turn = 0;

  constructor(calls: readonly Call[]) {
    this.#calls = calls;
  }

  /**
   * Milliseconds until each answer, from when it should have been asked for, whether or not earlier requests are
   * answered (an open loop): waiting for the answers would hide that they are slow.
   */
  async ask(perSecond: number, seconds: number): Promise<readonly number[]> {
    const answers: Promise<number>[] = [];
    const start = performance.now();
    while (answers.length < perSecond * seconds) {
      const due = Math.min(((performance.now() - start) / 1_000) * perSecond, perSecond * seconds);
      while (answers.length < due) answers.push(this.#timed(start + (answers.length / perSecond) * 1_000));
      await sleep(1);
    }
    return Promise.all(answers);
  }

  close(): void {
    this.#agent.destroy();
  }

  #timed(due: number): Promise<number> {
    const { url, method = "GET", headers = {} } = this.#calls[this.#turn++ % this.#calls.length] as Call;
    return new Promise((resolve, reject) => {
      const asked = request(url, { method, headers, agent: this.#agent }, (answer) => {
        answer.resume();
        answer.once("end", () => {
          if (answer.statusCode === 200) resolve(performance.now() - due);
          else reject(new Error(`${url} answered ${answer.statusCode}.`));
        });
      });
      asked.once("error", reject);
      asked.end();
    });
  }
}
