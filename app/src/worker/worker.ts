import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";
import { inTrace, traceFrom } from "../operations/trace.js";
import { type Envelope, parseEnvelope } from "../queue/events.js";
import type { Message, QueueConsumer } from "../queue/queue.js";
import { backoffSeconds } from "./backoff.js";
import type { TaskProtection } from "./taskProtection.js";

/** Messages worked on at the same time: each may hold two connections of the database's pool. */
const concurrency = 4;
const receiveWaitSeconds = 20;
/** Longest that one message is kept from others; whoever takes longer is taken for stuck. */
const handlerLimitMs = 10 * 60_000;
/** Failures in a row after which something else than the messages is broken, so that they are taken slowly. */
const failuresToSlowDown = 5;

export interface WorkerParts {
  readonly queue: QueueConsumer;
  readonly handle: (envelope: Envelope, log: FastifyBaseLogger) => Promise<void>;
  readonly protection: TaskProtection;
  readonly log: FastifyBaseLogger;
  /** Seconds before the second attempt; each further one waits longer. */
  readonly retrySeconds: number;
}

/**
 * Takes messages and works on them: hidden from others for as long as that takes, deleted when it is done, tried again
 * later when it fails, set aside when it fails too often.
 */
export class Worker {
  readonly #parts: WorkerParts;
  readonly #stopping = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #loop: Promise<void> = Promise.resolve();
  #failures = 0;

  constructor(parts: WorkerParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#loop = this.#receive();
  }

  /** Takes no more and finishes what it has. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#loop;
    await Promise.all(this.#running);
    await this.#parts.protection.close();
  }

  async #receive(): Promise<void> {
    const { signal } = this.#stopping;
    let unreachable = 0;
    while (!signal.aborted) {
      try {
        const messages = await this.#take(signal);
        unreachable = 0;
        for (const message of messages) this.#run(message);
      } catch (error) {
        if (signal.aborted) break;
        if (unreachable === 0) this.#parts.log.error({ err: error }, "the queue cannot be reached");
        await pause(backoffSeconds(unreachable++, 1, 30), signal);
      }
    }
  }

  /** As many messages as can be worked on now: one at a time, slowly, while everything fails. */
  async #take(signal: AbortSignal): Promise<readonly Message[]> {
    const slow = this.#failures >= failuresToSlowDown;
    while (this.#running.size >= (slow ? 1 : concurrency)) await Promise.race(this.#running);
    if (slow) await pause(backoffSeconds(this.#failures - failuresToSlowDown, 1, 30), signal);
    if (signal.aborted) return [];
    const max = this.#failures >= failuresToSlowDown ? 1 : concurrency - this.#running.size;
    return this.#parts.queue.receive({ max, waitSeconds: receiveWaitSeconds, signal });
  }

  #run(message: Message): void {
    const work = this.#work(message).finally(() => this.#running.delete(work));
    this.#running.add(work);
  }

  async #work(message: Message): Promise<void> {
    const { queue, protection, log, retrySeconds } = this.#parts;
    const release = await protection.hold();
    const keepHidden = setInterval(
      () => {
        queue.extend(message).catch((error: unknown) => log.warn({ err: error }, "a message could not be kept hidden"));
      },
      (queue.visibilitySeconds * 1_000) / 3,
    );
    try {
      await this.#handle(message);
      clearInterval(keepHidden);
      await queue.delete(message);
      this.#failures = 0;
    } catch (error) {
      clearInterval(keepHidden);
      this.#failures += 1;
      const seconds = backoffSeconds(message.attempt - 1, retrySeconds, 3_600);
      log.error({ err: error, attempt: message.attempt, seconds }, "a message failed and is tried again later");
      await queue.retry(message, seconds).catch(() => {});
    } finally {
      release();
    }
  }

  async #handle(message: Message): Promise<void> {
    const envelope = parseEnvelope(message.body);
    const { id, event, requestId, traceparent } = envelope;
    const trace = traceFrom(traceparent);
    const known = { message: id, type: event.type, traceId: trace.traceId };
    const log = this.#parts.log.child({ ...known, ...(requestId && { requestId }) });
    const started = performance.now();
    await within(
      inTrace(trace, () => this.#parts.handle(envelope, log)),
      handlerLimitMs,
    );
    log.info({ attempt: message.attempt, milliseconds: Math.round(performance.now() - started) }, "message done");
  }
}

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  await sleep(seconds * 1_000, undefined, { signal }).catch(() => {});
}

async function within(work: Promise<void>, limitMs: number): Promise<void> {
  const cancel = new AbortController();
  const limit = sleep(limitMs, undefined, { signal: cancel.signal }).then(() => {
    throw new Error(`The handler took longer than ${limitMs / 1_000} s.`);
  });
  // Whichever loses may still reject, with nobody to hear it.
  limit.catch(() => {});
  work.catch(() => {});
  await Promise.race([work, limit]).finally(() => cancel.abort());
}
