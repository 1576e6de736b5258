import { setTimeout as sleep } from "node:timers/promises";
import { isMoving } from "./storage/postgresFailures.js";
import type { App } from "./typedApp.js";

/** Longer than rows are on neither side (`moving/`), shorter than callers wait. */
const patienceMs = 8_000;
const pauseMs = 100;

/**
 * Answers a request again from its beginning when it wrote to rows that are just being moved to another database: what
 * it began was rolled back, or is found again by its `creationId`, and the rows are at their new place in a moment.
 */
export function waitForMoves(app: App): void {
  app.addHook("onRoute", (route) => {
    // Reads are never refused for a move.
    if ([route.method].flat().every((method) => method === "GET" || method === "HEAD")) return;
    const { handler } = route;
    route.handler = function (request, reply) {
      const handle = async () => handler.call(this, request, reply);
      const first = handler.call(this, request, reply) as unknown;
      return first instanceof Promise ? first.catch((error: unknown) => again(handle, error)) : first;
    };
  });
}

/** Tries again for as long as the rows are on their way. */
async function again(handle: () => Promise<unknown>, failure: unknown): Promise<unknown> {
  let error = failure;
  for (const deadline = Date.now() + patienceMs; isMoving(error) && Date.now() <= deadline; ) {
    await sleep(pauseMs);
    try {
      return await handle();
    } catch (next) {
      error = next;
    }
  }
  throw error;
}
