import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Queryable } from "./database.js";
import { readLsn } from "./readerPosition.js";
import { Replica } from "./replica.js";

/** Pause between two looks at how far the copies have come. */
const checkMs = 250;
/** A copy that has been further behind than this for reasons of its own is not read from. */
const mostLagMs = 10_000;
/** Looks at the primary that are remembered: as many as fit into {@link mostLagMs}. */
const rememberedLooks = mostLagMs / checkMs;

/** One primary and its copies. */
export class Shard {
  readonly name: string;
  readonly primary: Database;
  readonly #replicas: readonly Replica[];
  readonly #stop = new AbortController();
  /** Positions of the primary, oldest first. */
  readonly #looks: bigint[] = [];
  #watching: Promise<void> = Promise.resolve();
  #turn = 0;

  constructor(name: string, primary: Database, replicaUrls: readonly string[]) {
    this.name = name;
    this.primary = primary;
    this.#replicas = replicaUrls.map((url) => new Replica(url, primary));
  }

  /** Looks at the copies now, and from then on regularly. */
  async watch(): Promise<void> {
    if (this.#replicas.length === 0) return;
    await this.#look();
    this.#watching = this.#keepLooking();
  }

  /** A copy that has replayed `after`, in turn; the primary when there is none. */
  reader(after: bigint | undefined): Queryable {
    if (this.#replicas.length === 0) return this.primary;
    const needed = max(after ?? 0n, this.#looks[0] ?? 0n);
    const fit = this.#replicas.filter(({ replayed }) => replayed >= needed);
    return fit[this.#turn++ % fit.length] ?? this.primary;
  }

  /** How far the log is after what was committed before this was called; undefined when nobody reads copies. */
  async position(): Promise<bigint | undefined> {
    if (this.#replicas.length === 0) return undefined;
    const [row] = await this.primary.query<{ position: string }>("select pg_current_wal_lsn()::text as position");
    return readLsn(row?.position ?? "");
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
    await Promise.all(this.#replicas.map((replica) => replica.close()));
    await this.primary.close();
  }

  async #keepLooking(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await sleep(checkMs, undefined, { signal: this.#stop.signal }).catch(() => {});
      if (!this.#stop.signal.aborted) await this.#look();
    }
  }

  /** A primary that does not answer is left out: copies are as good as before, and the only ones that answer reads. */
  async #look(): Promise<void> {
    const position = await this.position().catch(() => undefined);
    if (position !== undefined && this.#looks.push(position) > rememberedLooks) this.#looks.shift();
    await Promise.all(this.#replicas.map((replica) => replica.check()));
  }
}

function max(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
