import { setTimeout as sleep } from "node:timers/promises";
import type { Database, Queryable } from "../storage/database.js";
import { isLockTimeout } from "../storage/postgresFailures.js";
import type { MovedTable } from "./movedTables.js";

/** Longest that the app's writes wait behind the move's wish for a lock, before it steps back and tries again. */
const lockMs = 500;
/** Longer than PostgreSQL's `deadlock_timeout`, a second, after which it stops an autovacuum that is in the way. */
const patientLockMs = 1_500;
/** Every how many tries one is patient. */
const patientEach = 4;
const pauseMs = 200;

/** The lock that writers of guarded tables share (`share_shard_move` in `migrations/stores`). */
const writersLock = 7_301_953;

/** Has each write to what is moved looked at. Locks no table for longer than the writes that are under way take. */
export async function addGuards(database: Database, tables: readonly MovedTable[]): Promise<void> {
  for (const table of tables) await withPatience(database, (transaction) => guard(transaction, table));
}

/** Takes the guards away, and all that is known about moves. */
export async function removeGuards(database: Database, tables: readonly MovedTable[]): Promise<void> {
  for (const { name } of tables) {
    await withPatience(database, (transaction) =>
      transaction.script(
        `drop trigger if exists shard_move on ${name}; drop trigger if exists shard_move_writers on ${name}`,
      ),
    );
  }
  await database.script("delete from shard_move_changes; delete from shard_moves;");
}

async function guard(transaction: Queryable, { name, key, hashed = "", fenced }: MovedTable): Promise<void> {
  const told = [hashed, fenced ? "fenced" : "free", ...key].map((each) => `'${each}'`);
  await transaction.script(
    `create or replace trigger shard_move_writers before insert or update or delete on ${name} for each statement
     execute function share_shard_move();
     create or replace trigger shard_move after insert or update or delete on ${name} for each row
     execute function guard_shard_move(${told.join(", ")})`,
  );
}

/**
 * Runs work when no write to guarded tables is under way, and none begins until it is committed: whoever writes next sees
 * what the work has changed.
 */
export function betweenWrites(database: Database, work: (transaction: Queryable) => Promise<void>): Promise<void> {
  return withPatience(database, async (transaction) => {
    await transaction.query("select pg_advisory_xact_lock($1)", [writersLock]);
    await work(transaction);
  });
}

async function withPatience(database: Database, work: (transaction: Queryable) => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await database.transaction(async (transaction) => {
        await transaction.script(`set local lock_timeout = ${tries % patientEach === 0 ? patientLockMs : lockMs}`);
        await work(transaction);
      });
      return;
    } catch (error) {
      if (!isLockTimeout(error)) throw error;
      await sleep(pauseMs);
    }
  }
}
