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
    const { handler } = route;
    route.handler = async function (request, reply) {
      for (const deadline = Date.now() + patienceMs; ; ) {
        try {
          return await handler.call(this, request, reply);
        } catch (error) {
          if (!isMoving(error) || Date.now() > deadline) throw error;
          await sleep(pauseMs);
        }
      }
    };
  });
}
