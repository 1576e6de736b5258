import { randomUUID } from "node:crypto";
import type { RunningApp } from "./startApp";
import { until } from "./until";

/**
 * The whole lines of a process's log up to now. Lines reach a test through a pipe, a moment after what they tell of,
 * but in order: once the line of a request that is made last is there, whatever was written before it is there too.
 */
export async function settledLog(app: RunningApp): Promise<readonly string[]> {
  const last = randomUUID();
  await (await fetch(`${app.url}/nothing`, { headers: { "x-request-id": last } })).arrayBuffer();
  const lines = () => app.log().split("\n").slice(0, -1);
  return until(
    async () => lines(),
    (all) => all.some((line) => line.includes(`"reqId":"${last}"`)),
  );
}
