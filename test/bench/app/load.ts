import { Agent, request } from "node:http";
import { performance } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import autocannon from "autocannon";

/** One request, made again and again. */
export interface Call {
  readonly url: string;
  readonly method?: "GET" | "POST";
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sends each request under an `Idempotency-Key` of its own. */
  readonly idempotent?: boolean;
}

const connections = 32;

/**
 * Requests a second that were answered with 2xx, of so many in all, made by a few connections one after the other. A number
 * of requests and not of seconds: on a busy machine, too, it is the same work that is compared, by code that is warm.
 * @throws Error when anything else was answered: such a run measures nothing
 */
export async function saturate({ idempotent = false, ...call }: Call, amount: number): Promise<number> {
  const start = performance.now();
  const result = await autocannon({
    ...{ url: call.url, method: call.method ?? "GET", connections, amount },
    ...{ headers: { ...call.headers, ...(idempotent && { "idempotency-key": "[<id>]" }) } },
    ...(call.body !== undefined && { body: call.body }),
    idReplacement: idempotent,
  });
  const { non2xx, errors, timeouts, statusCodeStats } = result;
  if (non2xx + errors > 0)
    throw new Error(
      `${call.url}: answers ${JSON.stringify(statusCodeStats)}, ${errors - timeouts} requests failed, ${timeouts} timed out.`,
    );
  return amount / ((performance.now() - start) / 1_000);
}

/**
 * Latencies in milliseconds at a fixed rate, whether or not earlier requests are answered (an open loop): waiting for the
 * answers would hide that they are slow.
 */
export async function atRate(call: Call, perSecond: number, seconds: number): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const answers: Promise<number>[] = [];
  const start = performance.now();
  while (answers.length < perSecond * seconds) {
    const due = ((performance.now() - start) / 1_000) * perSecond;
    while (answers.length < Math.min(due, perSecond * seconds)) answers.push(timed(call, agent));
    await sleep(1);
  }
  const latencies = await Promise.all(answers);
  agent.destroy();
  return latencies;
}

function timed({ url, method = "GET", headers = {} }: Call, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = performance.now();
    const asked = request(url, { method, headers, agent }, (answer) => {
      answer.resume();
      answer.once("end", () => {
        if (answer.statusCode === 200) resolve(performance.now() - sent);
        else reject(new Error(`${url} answered ${answer.statusCode}.`));
      });
    });
    asked.once("error", reject);
    asked.end();
  });
}
