import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Person, personAt } from "../app/person";

/** What users asked for while something went wrong, and what they got. */
export interface Seen {
  readonly reads: number;
  /** Ids of posts that were acknowledged. */
  readonly posted: readonly string[];
  /** Requests that ended with an error, all attempts counted as one. */
  readonly failed: readonly string[];
  /** Own posts that were not shown right after they were written. */
  readonly missing: readonly string[];
  /** Requests that got their answer in a later attempt only. */
  readonly repeated: number;
  readonly slowestMs: number;
  /** Longest time in which no post was acknowledged. */
  readonly longestGapMs: number;
}

interface Load {
  readonly url: string;
  /** Who posts, in turn. */
  readonly people: readonly Person[];
  readonly perSecond: number;
  /** How long a client goes on trying, with the same `Idempotency-Key`; at 0 it asks once. */
  readonly patienceMs: number;
  /** @default true */
  readonly keys?: boolean;
}

/**
 * Asks at a fixed rate, however slow answers are, until `event` is over: a post, which its author then reads, and two
 * reads by anybody. What is still asked for then is waited for.
 */
export async function during(load: Load, event: () => Promise<void>): Promise<Seen> {
  const tally = { reads: 0, posted: [] as string[], failed: [] as string[], missing: [] as string[], repeated: 0 };
  const times: number[] = [];
  let slowestMs = 0;
  let over = false;
  const ended = event().finally(() => {
    over = true;
  });
  const running: Promise<void>[] = [];
  const timed = async (name: string, ask: () => Promise<number>): Promise<number> => {
    const began = performance.now();
    const { status, attempts, reason } = await patiently(ask, load.patienceMs);
    slowestMs = Math.max(slowestMs, performance.now() - began);
    if (attempts > 1) tally.repeated++;
    if (status >= 300) tally.failed.push(`${name}: ${reason ?? status}`);
    return status;
  };
  const visit = async (count: number) => {
    const known = load.people[count % load.people.length];
    const person = personAt(load.url, known?.id ?? "");
    await timed("read", async () => (await person.get(`/users/${person.id}`)).status);
    tally.reads++;
    const key = load.keys === false ? {} : { "idempotency-key": randomUUID() };
    let id = "";
    const status = await timed("post", async () => {
      const answer = await person.post<{ id: string }>("/posts", { body: `drill ${count}` }, key);
      id = answer.body.id;
      return answer.status;
    });
    if (status !== 201) return;
    tally.posted.push(id);
    times.push(performance.now());
    const shown = await timed("own post", async () => {
      const found = (await person.get(`/posts/${id}`)).status;
      if (found === 404) tally.missing.push(id);
      return found;
    });
    if (shown === 200) tally.reads++;
  };
  const began = performance.now();
  for (let count = 0; !over; count++) {
    running.push(visit(count));
    await sleep(Math.max(0, began + ((count + 1) * 3_000) / load.perSecond - performance.now()));
  }
  await ended;
  const endedAt = performance.now();
  await Promise.all(running);
  times.sort((a, b) => a - b);
  const gaps = [...times.filter((time) => time < endedAt), endedAt].map(
    (time, index) => time - (times[index - 1] ?? began),
  );
  return { ...tally, slowestMs: Math.round(slowestMs), longestGapMs: Math.round(Math.max(0, ...gaps)) };
}

/** In place of a status where there is none. */
const noAnswer = 599;

/** Asks again what may be asked again: after no answer, a 5xx, or while an earlier attempt is still running. */
async function patiently(
  ask: () => Promise<number>,
  patienceMs: number,
): Promise<{ readonly status: number; readonly attempts: number; readonly reason?: string }> {
  const deadline = performance.now() + patienceMs;
  for (let attempts = 1; ; attempts++) {
    let reason: { readonly reason?: string } = {};
    const status = await ask().catch((error: unknown) => {
      const { message, cause } = error instanceof Error ? error : { message: String(error), cause: undefined };
      reason = { reason: `${message} ${cause instanceof Error ? cause.message : ""}`.trim() };
      return noAnswer;
    });
    if ((status < 500 && status !== 409) || performance.now() > deadline) return { status, attempts, ...reason };
    await sleep(200);
  }
}

/** What a drill says of what users saw. */
export function told(
  name: string,
  { reads, posted, failed, missing, repeated, slowestMs, longestGapMs }: Seen,
): string {
  return `drill ${name}: ${reads} reads, ${posted.length} posts; failed ${failed.length}, own posts not shown ${missing.length}, asked again ${repeated}; slowest ${slowestMs} ms, longest without a post ${longestGapMs} ms\n`;
}
