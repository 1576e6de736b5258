import { setTimeout as sleep } from "node:timers/promises";
import type { Database } from "../storage/database.js";
import { buryRows, deleteRows, hideRow, reviveRows, takeRows } from "./outboxRows.js";
import type { DeadLetters, Message, QueueConsumer } from "./queue.js";

/** Attempts after which a message is set aside: as many as a queue of SQS gets by default in `components/queue.ts`. */
const maxAttempts = 5;
/** Pause between two looks into an empty outbox. */
const pauseMs = 200;

/**
 * The outbox worked off where it lies, when there is no queue: rows are taken with `skip locked`, so that many workers
 * share them, and stay until their work is done, so that nothing is lost when one dies.
 */
export class OutboxQueue implements QueueConsumer, DeadLetters {
  readonly visibilitySeconds: number;
  readonly #databases: readonly Database[];
  #next = 0;

  /** @param databases every shard that has an outbox */
  constructor(databases: readonly Database[], visibilitySeconds: number) {
    this.#databases = databases;
    this.visibilitySeconds = visibilitySeconds;
  }

  async receive({ max, waitSeconds, signal }: Parameters<QueueConsumer["receive"]>[0]): Promise<readonly Message[]> {
    for (let waited = 0; !signal.aborted; waited += pauseMs) {
      const found = await this.#takeFromAny(max);
      if (found.length > 0 || waited >= waitSeconds * 1_000) return found;
      await sleep(pauseMs, undefined, { signal }).catch(() => {});
    }
    return [];
  }

  extend(message: Message): Promise<void> {
    const { database, id } = this.#locate(message);
    return hideRow(database, { id, attempts: message.attempt }, this.visibilitySeconds);
  }

  delete(message: Message): Promise<void> {
    const { database, id } = this.#locate(message);
    return deleteRows(database, [id]);
  }

  retry(message: Message, seconds: number): Promise<void> {
    const { database, id } = this.#locate(message);
    if (message.attempt >= maxAttempts) return buryRows(database, [id]);
    return hideRow(database, { id, attempts: message.attempt }, seconds);
  }

  async redrive(limit: number): Promise<number> {
    let count = 0;
    for (const database of this.#databases) count += await reviveRows(database, limit - count);
    return count;
  }

  /** The databases are closed by who opened them. */
  async close(): Promise<void> {}

  /** From one shard after the other, each time beginning with the next one, so that none waits behind a busy one. */
  async #takeFromAny(max: number): Promise<readonly Message[]> {
    const found: Message[] = [];
    const first = this.#next++;
    for (let turn = 0; turn < this.#databases.length && found.length < max; turn++) {
      found.push(...(await this.#take((first + turn) % this.#databases.length, max - found.length)));
    }
    return found;
  }

  /** What has been taken too often never came back: it ends its workers, and is set aside. */
  async #take(index: number, max: number): Promise<readonly Message[]> {
    const database = this.#databases[index];
    if (!database) return [];
    const rows = await takeRows(database, max, this.visibilitySeconds);
    const dead = rows.filter(({ attempts }) => attempts > maxAttempts);
    await buryRows(
      database,
      dead.map(({ id }) => id),
    );
    return rows
      .filter(({ attempts }) => attempts <= maxAttempts)
      .map(({ id, body, attempts }) => ({ body, attempt: attempts, receipt: `${index} ${id}` }));
  }

  #locate({ receipt }: Message): { readonly database: Database; readonly id: string } {
    const [index, id = ""] = receipt.split(" ");
    const database = this.#databases[Number(index)];
    if (!database) throw new Error(`The receipt ${receipt} is not of this queue.`);
    return { database, id };
  }
}
