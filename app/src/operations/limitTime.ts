import { setInterval } from "node:timers";
import type { FastifyInstance, FastifyReply } from "fastify";
import { Problem } from "../problem.js";

declare module "fastify" {
  interface FastifyReply {
    /** Where the answer stands among those that are worked on. */
    place: number;
  }
}

/** Longest that a handler takes: callers have given up by then, or soon will. */
const defaultLimitMs = 15_000;
/** Looks during that time: a handler may take as much longer. */
const looks = 30;

/**
 * Answers 503 to a request that has been worked on for too long. One timer for all of them: a timer and a signal for each
 * take a part of the time that a read from the cache takes.
 */
export function limitTime(app: FastifyInstance, limitMs = defaultLimitMs): void {
  const running = new Running(limitMs);
  app.decorateReply("place", -1);
  app.addHook("onRequest", (_request, reply, done) => {
    running.add(reply);
    done();
  });
  app.addHook("onResponse", (_request, reply, done) => {
    running.remove(reply);
    done();
  });
  const timer = setInterval(() => running.refuseLate(), limitMs / looks).unref();
  app.addHook("onClose", (_instance, done) => {
    clearInterval(timer);
    done();
  });
}

/**
 * What is worked on, each in a place that others had before. Not a map: each time that one with many deletions makes
 * itself a new table, the old one keeps what was in it from the young generation's garbage collector.
 */
class Running {
  readonly #replies: (FastifyReply | undefined)[] = [];
  readonly #deadlines: number[] = [];
  readonly #free: number[] = [];
  readonly #limitMs: number;

  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  add(reply: FastifyReply): void {
    const place = this.#free.pop() ?? this.#replies.length;
    this.#replies[place] = reply;
    this.#deadlines[place] = performance.now() + this.#limitMs;
    reply.place = place;
  }

  remove({ place }: FastifyReply): void {
    if (this.#replies[place] === undefined) return;
    this.#replies[place] = undefined;
    this.#free.push(place);
  }

  refuseLate(): void {
    const now = performance.now();
    for (const [place, reply] of this.#replies.entries()) {
      if (reply === undefined || (this.#deadlines[place] ?? 0) > now) continue;
      this.remove(reply);
      reply.place = -1;
      refuse(reply, this.#limitMs);
    }
  }
}

function refuse(reply: FastifyReply, limitMs: number): void {
  if (reply.sent || reply.raw.destroyed) return;
  const cause = new Error(`The handler took longer than ${limitMs / 1_000} s.`);
  // One that has begun cannot be told any more that it ends.
  if (reply.raw.headersSent) reply.raw.destroy();
  else reply.send(new Problem(503, "The service cannot answer right now. Try again.", { cause }));
}
