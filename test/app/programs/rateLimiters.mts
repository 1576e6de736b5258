/** Two limiters of two processes that count together, by the limit of requests that the app has by default. */
import { readConfig } from "../../../app/src/config.js";
import { RateLimits } from "../../../app/src/rateLimit/rateLimits.js";
import { serveCalls } from "./serveCalls.mjs";

const { perMinute } = readConfig({}).requestLimits;
const open = () => RateLimits.open(process.env.REDIS_URL, () => {});
const both = await Promise.all([open(), open()]);
const limiters = both.map((limits) => limits.limiter({ name: "default", quota: perMinute, windowSeconds: 60 }));

/** How many of so many requests, made one after the other at one process, are allowed. */
async function allowedAt(index: number, key: string, count: number): Promise<number> {
  let allowed = 0;
  for (let made = 0; made < count; made++) if ((await limiters[index]?.take(key))?.isAllowed) allowed += 1;
  return allowed;
}

await serveCalls({
  quota: async () => perMinute,
  /** How many of so many requests of one caller are allowed, of which each process gets every other one, some at a time. */
  allowed: async (key: string, count: number, atOnce: number) => {
    let allowed = 0;
    for (let made = 0; made < count; made += atOnce) {
      const verdicts = Array.from({ length: atOnce }, (_, index) => limiters[index % 2]?.take(key));
      allowed += (await Promise.all(verdicts)).filter((verdict) => verdict?.isAllowed).length;
    }
    return allowed;
  },
  /** The same where one process, which knows of few requests, is asked again when the other has counted all that was left. */
  allowedInTheEnd: async (key: string) => {
    const counts = [
      await allowedAt(0, key, 50),
      await allowedAt(1, key, 2 * perMinute),
      await allowedAt(0, key, perMinute),
    ];
    return counts.reduce((sum, count) => sum + count);
  },
});
await Promise.all(both.map((limits) => limits.close()));
