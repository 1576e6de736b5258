import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyBaseLogger } from "fastify";
import type { Database } from "../storage/database.js";
import { deleteRows, giveBack, type OutboxRow, takeRows } from "./outboxRows.js";
import type { QueueProducer } from "./queue.js";

const batchRows = 100;
/** SQS takes as many at once. */
const sendRows = 10;
/** How long a relay may take over a batch before another may send it too. */
const leaseSeconds = 60;
/** Pause when there is nothing to send. */
const idleMs = 200;
/** Longest pause while the queue or the database is away. */
const longestPauseMs = 10_000;

/**
 * Sends what the outbox holds to the queue: first sent, then deleted, so that a message may come twice and none is lost.
 * Several processes share the work. While the queue is away the outbox keeps everything.
 */
export class OutboxRelay {
  readonly #databases: readonly Database[];
  readonly #queue: QueueProducer;
  readonly #log: FastifyBaseLogger;
  readonly #stopping = new AbortController();
  #running: Promise<unknown> = Promise.resolve();

  constructor(databases: readonly Database[], queue: QueueProducer, log: FastifyBaseLogger) {
    this.#databases = databases;
    this.#queue = queue;
    this.#log = log;
  }

  start(): void {
    this.#running = Promise.all(this.#databases.map((database) => this.#relay(database)));
  }

  /** Lets the batch under way end. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #relay(database: Database): Promise<void> {
    const { signal } = this.#stopping;
    let failures = 0;
    while (!signal.aborted) {
      let pauseMs = 0;
      try {
        const more = await this.#sendSome(database, failures);
        if (failures > 0) this.#log.info("the outbox is being sent again");
        failures = 0;
        pauseMs = more ? 0 : idleMs;
      } catch (error) {
        if (failures === 0) this.#log.error({ err: error }, "the outbox cannot be sent; it waits");
        pauseMs = pauseAfter(failures++);
      }
      if (pauseMs > 0) await sleep(pauseMs, undefined, { signal }).catch(() => {});
    }
  }

  /** Whether there may be more. @throws what the database or the queue says, when all of it waits on */
  async #sendSome(database: Database, failures: number): Promise<boolean> {
    const rows = await takeRows(database, failures > 0 ? 1 : batchRows, leaseSeconds);
    const outcomes = await Promise.allSettled(inTens(rows).map((ten) => this.#queue.send(ten)));
    const sent = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? outcome.value : []));
    const done = new Set(sent);
    await deleteRows(database, sent);
    await giveBack(
      database,
      rows.map(({ id }) => id).filter((id) => !done.has(id)),
      1,
    );
    const failed = outcomes.find((outcome) => outcome.status === "rejected");
    if (failed) throw failed.reason;
    if (sent.length < rows.length) throw new Error(`The queue refused ${rows.length - sent.length} messages.`);
    return failures > 0 || rows.length === batchRows;
  }
}

function inTens(rows: readonly OutboxRow[]): readonly (readonly OutboxRow[])[] {
  return Array.from({ length: Math.ceil(rows.length / sendRows) }, (_, index) =>
    rows.slice(index * sendRows, (index + 1) * sendRows),
  );
}

/** Doubling, at random within its upper half, so that processes do not come back together. */
function pauseAfter(failures: number): number {
  return Math.min(longestPauseMs, idleMs * 2 ** Math.min(failures, 10)) * (0.5 + Math.random() / 2);
}
