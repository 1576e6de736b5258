import { setTimeout as sleep } from "node:timers/promises";
import type { MigrationSet } from "./migrations.js";
import type { Shard } from "./shard.js";
import type { ShardRange } from "./shardMap.js";

/** Pause between two looks: a move waits for longer before rows are written at their new place. */
const lookMs = 250;

type MoveRow = {
  readonly from_hash: string;
  readonly to_hash: string;
  readonly target: string;
  readonly tables: string;
  readonly started_at: Date;
};

/**
 * Where each range of hashes is now: as the map says, and as the shards say of ranges that were moved away since (see
 * `moving/`). So processes find moved rows at once, and get a map that says the same whenever they are next released.
 */
export class ShardMoves {
  readonly #shards: readonly Shard[];
  readonly #map: readonly ShardRange[];
  readonly #tables: readonly MigrationSet[];
  readonly #known = new Map<Shard, readonly MoveRow[]>();
  readonly #stop = new AbortController();
  #watching: Promise<void> = Promise.resolve();
  ranges: readonly ShardRange[];

  constructor(shards: readonly Shard[], map: readonly ShardRange[], tables: readonly MigrationSet[]) {
    this.#shards = shards;
    this.#map = map;
    this.#tables = tables;
    this.ranges = map;
  }

  /** Looks now, and from then on regularly. One shard alone has nowhere to move to. */
  async watch(): Promise<void> {
    if (this.#shards.length < 2) return;
    await this.#look();
    this.#watching = this.#keepLooking();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
  }

  async #keepLooking(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await sleep(lookMs, undefined, { signal: this.#stop.signal }).catch(() => {});
      if (!this.#stop.signal.aborted) await this.#look();
    }
  }

  async #look(): Promise<void> {
    // Each on its own: one that does not answer keeps nobody from hearing of the others.
    await Promise.all(this.#shards.map((shard) => this.#ask(shard)));
  }

  async #ask(shard: Shard): Promise<void> {
    try {
      const moved = await shard.primary.query<MoveRow>(
        `select from_hash, to_hash, target, tables, started_at from shard_moves
         where side = 'source' and state = 'moved'`,
      );
      this.#known.set(
        shard,
        moved.filter((move) => this.#concerns(move)),
      );
      const moves = [...this.#known.values()].flat().sort((a, b) => a.started_at.getTime() - b.started_at.getTime());
      this.ranges = moves.reduce(rangesAfter, this.#map);
    } catch {
      // It is away, or has no such table before its first migration: what was known stays.
    }
  }

  /** Posts that were moved away from a database that they shared are of no concern to those who stay. */
  #concerns({ tables, target }: MoveRow): boolean {
    const known = this.#shards.some(({ name }) => name === target);
    return known && (tables === "all" || !this.#tables.includes("users"));
  }
}

function rangesAfter(ranges: readonly ShardRange[], move: MoveRow): readonly ShardRange[] {
  const moved = { from: Number(move.from_hash), to: Number(move.to_hash), shard: move.target };
  const left = ranges.flatMap((range) => [
    { ...range, to: Math.min(range.to, moved.from - 1) },
    { ...range, from: Math.max(range.from, moved.to + 1) },
  ]);
  return [...left.filter(({ from, to }) => from <= to), moved].sort((a, b) => a.from - b.from);
}
