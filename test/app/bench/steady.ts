import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const SOCKETS = 64;

/**
 * Asks at a fixed rate, whether answers come or not, as users do.
 * @returns the 99th percentile in milliseconds, counted from the moment at which each request was due
 */
export async function p99At(url: string, perSecond: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const took: number[] = [];
  const waiting: Promise<void>[] = [];
  const start = performance.now();
  for (let sent = 0; sent < perSecond * seconds; ) {
    const now = performance.now() - start;
    while (sent < perSecond * seconds && (sent / perSecond) * 1000 <= now) {
      const due = start + (sent / perSecond) * 1000;
      waiting.push(get(url, agent).then(() => void took.push(performance.now() - due)));
      sent++;
    }
    await sleep(1);
  }
  await Promise.all(waiting);
  agent.destroy();
  return took.sort((one, other) => one - other)[Math.ceil(took.length * 0.99) - 1] ?? Number.NaN;
}

function get(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      response.resume();
      response.on("end", () => {
        if (response.statusCode === 200) resolve();
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    })
      .on("error", reject)
      .end();
  });
}
