import { setTimeout as sleep } from "node:timers/promises";

/** Asks again and again until the answer is the expected one; the test's own time limit ends it otherwise. */
export async function until<T>(ask: () => Promise<T>, expected: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (expected(answer)) return answer;
    await sleep(50);
  }
}
