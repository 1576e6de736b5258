import { StartError } from "../startError.js";
import type { Database } from "../storage/database.js";
import { oneDatabase } from "../storage/databases.js";
import { type MigrationSet, migrate } from "../storage/migrations.js";
import { PostgresDatabase } from "../storage/postgresDatabase.js";
import type { ShardMap, ShardRange } from "../storage/shardMap.js";
import { removeGuards } from "./guards.js";
import { type Move, stateOf } from "./move.js";
import { type MovedTable, movedTables, type TableSet } from "./movedTables.js";
import { deleteMoved, moveRange } from "./moveRange.js";

/** What somebody wants to be moved. */
export interface RangeWanted {
  readonly from: number;
  readonly to: number;
  /** A shard's name. */
  readonly target: string;
  readonly tables: TableSet;
}

/** One of these at a time, on each source. */
const lock = "select pg_try_advisory_lock(7301952) as mine";

/** Moves a range, or goes on doing so; what to say at the end. */
export async function startMove(map: ShardMap, wanted: RangeWanted, say: (text: string) => void): Promise<string> {
  const sourceName = sourceOf(map, wanted);
  return withShards(map, async (shards) => {
    const [source, target] = [shardOf(shards, sourceName), shardOf(shards, wanted.target)];
    await prepareTarget(source, target);
    const tables = await tablesOf(source, wanted.tables);
    const { from, to, target: targetName, tables: set } = wanted;
    const id = `${from} to ${to} from ${sourceName} to ${targetName}`;
    const move: Move = { id, set, tables, from, to, source, target, targetName };
    await refuseSecond(move);
    return alone(map, sourceName, async () => {
      const { copied, followed, pausedMs } = await moveRange(move, say);
      const paused = pausedMs === undefined ? "" : ` Writes to them waited for ${(pausedMs / 1_000).toFixed(1)} s.`;
      return `Hashes ${from} to ${to} are on ${targetName}: ${copied} rows copied, ${followed} changes brought after.${paused} Now give that range to ${targetName} in the map of shards, release, and then run this with --clean.`;
    });
  });
}

/** Deletes what moves have left behind, once the map says where it is now; what to say at the end. */
export async function cleanUp(map: ShardMap): Promise<string> {
  return withShards(map, async (shards) => {
    let deleted = 0;
    const open = (await Promise.all([...shards.values()].map(openMoves))).flat();
    if (open.length > 0) throw new StartError(`The move of ${open[0]} is not over: start it again first.`, 2);
    for (const [name, source] of shards) {
      for (const { from_hash, to_hash, target, tables: set } of await movesFrom(source)) {
        const [from, to] = [Number(from_hash), Number(to_hash)];
        if (ownersOf(map, { from, to }).some((owner) => owner !== target)) {
          throw new StartError(
            `Hashes ${from} to ${to} were moved from ${name} to ${target}, and DATABASE_SHARDS does not say so yet: change its ranges and release first.`,
            2,
          );
        }
        deleted += await deleteMoved({ set, from, to, source, tables: await tablesOf(source, set) });
      }
    }
    for (const database of shards.values()) await removeGuards(database, await tablesOf(database, "all"));
    return `${deleted} rows deleted that were moved before.`;
  });
}

function sourceOf(map: ShardMap, { from, to, target }: RangeWanted): string {
  if (!(target in map.shards)) {
    throw new StartError(
      `--target must be a shard of DATABASE_SHARDS (${Object.keys(map.shards).join(", ")}), got ${target}.`,
      2,
    );
  }
  const [owner = "", ...others] = ownersOf(map, { from, to });
  if (others.length > 0) {
    throw new StartError(
      `Hashes ${from} to ${to} are on ${[owner, ...others].join(" and ")}: move what is on one shard at a time.`,
      2,
    );
  }
  if (owner === target) throw new StartError(`Hashes ${from} to ${to} are on ${target} already.`, 2);
  return owner;
}

function ownersOf(map: ShardMap, { from, to }: Omit<ShardRange, "shard">): readonly string[] {
  const ranges = map.ranges.filter((range) => range.from <= to && from <= range.to);
  return [...new Set(ranges.map(({ shard }) => shard))];
}

/** The tables that the source has, empty. */
async function prepareTarget(source: Database, target: Database): Promise<void> {
  const sets = await source.query<{ set: MigrationSet }>("select distinct set from applied_migrations");
  const known = sets.map(({ set }) => set);
  await migrate(oneDatabase(source), known);
  await migrate(oneDatabase(target), known);
}

async function tablesOf(database: Database, set: TableSet): Promise<readonly MovedTable[]> {
  const there = await database.query<{ name: string }>(
    "select name from unnest($1::text[]) as name where to_regclass(name) is not null",
    [movedTables(set).map(({ name }) => name)],
  );
  const names = new Set(there.map(({ name }) => name));
  return movedTables(set).filter(({ name }) => names.has(name));
}

async function refuseSecond(move: Move): Promise<void> {
  const others = (await openMoves(move.source)).filter((id) => id !== move.id);
  if (others.length > 0) throw new StartError(`The move of ${others[0]} is not over: start that one again first.`, 2);
  if ((await stateOf(move.target, move)) === "arrived") {
    throw new StartError(
      `The move of ${move.id} is over: change DATABASE_SHARDS, release, and run this with --clean.`,
      2,
    );
  }
}

/** Moves that a shard takes part in and that are not over. */
async function openMoves(database: Database): Promise<readonly string[]> {
  const rows = await database.query<{ id: string }>(
    "select id from shard_moves where state in ('copying', 'fenced', 'arriving') order by started_at",
  );
  return rows.map(({ id }) => id);
}

function movesFrom(
  source: Database,
): Promise<readonly { from_hash: string; to_hash: string; target: string; tables: TableSet }[]> {
  return source.query("select from_hash, to_hash, target, tables from shard_moves where side = 'source'");
}

/** Holds the source against a second run of this command. */
async function alone<T>(map: ShardMap, source: string, work: () => Promise<T>): Promise<T> {
  const holder = new PostgresDatabase(map.shards[source]?.url ?? "");
  try {
    return await holder.transaction(async (transaction) => {
      const [row] = await transaction.query<{ mine: boolean }>(lock);
      if (!row?.mine) throw new StartError(`Another process is moving what is on ${source}: wait for it.`, 2);
      return work();
    });
  } finally {
    await holder.close();
  }
}

function shardOf(shards: ReadonlyMap<string, Database>, name: string): Database {
  const shard = shards.get(name);
  if (!shard) throw new Error(`DATABASE_SHARDS has no ${name}.`);
  return shard;
}

async function withShards<T>(map: ShardMap, work: (shards: ReadonlyMap<string, Database>) => Promise<T>): Promise<T> {
  const shards = new Map(Object.entries(map.shards).map(([name, { url }]) => [name, new PostgresDatabase(url)]));
  try {
    return await work(shards);
  } finally {
    await Promise.all([...shards.values()].map((shard) => shard.close()));
  }
}
