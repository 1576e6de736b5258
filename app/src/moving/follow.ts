import type { Queryable } from "../storage/database.js";
import { type Move, ownTransaction } from "./move.js";
import type { MovedTable } from "./movedTables.js";
import { deleteRows, type JsonRows, keyText, putRows, rowsByKey } from "./rows.js";

const batchRows = 500;

interface Change {
  readonly seq: string;
  readonly table_name: string;
  readonly key: JsonRows[number];
  readonly [column: string]: unknown;
}

/** What became of the rows of one table that were changed. */
interface Outcome {
  readonly table: MovedTable;
  readonly there: JsonRows;
  readonly gone: JsonRows;
}

/**
 * Brings some of the changes after that were made since the copy began; how many. A change is only the key of a row:
 * how the row is now is looked up, so changes may come in any order and twice, and one that is made meanwhile has its
 * own entry. Entries are deleted when the target has them.
 */
export async function followChanges(move: Move): Promise<number> {
  const { changes, outcomes } = await move.source.transaction(async (transaction) => {
    // One view of all tables, so that no row is seen without the one that it refers to.
    await transaction.query("set transaction isolation level repeatable read");
    const seen = await transaction.query<Change>(
      `select seq::text, table_name, key from shard_move_changes order by seq limit ${batchRows}`,
    );
    return { changes: seen, outcomes: await lookUp(transaction, move, seen) };
  });
  if (changes.length === 0) return 0;
  await ownTransaction(move.target, async (transaction) => {
    for (const { table, there } of outcomes) await putRows(transaction, table, there);
    for (const { table, gone } of [...outcomes].reverse()) await deleteRows(transaction, table, gone);
  });
  await move.source.query("delete from shard_move_changes where seq = any($1::bigint[])", [
    changes.map(({ seq }) => seq),
  ]);
  return changes.length;
}

async function lookUp(source: Queryable, { tables }: Move, changes: readonly Change[]): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const table of tables.filter(({ last }) => !last)) {
    const own = changes.filter(({ table_name: name }) => name === table.name);
    const keys = [...new Map(own.map(({ key }) => [keyText(table, key), key])).values()];
    if (keys.length === 0) continue;
    const there = await rowsByKey(source, table, keys);
    const found = new Set(there.map((row) => keyText(table, row)));
    outcomes.push({ table, there, gone: keys.filter((key) => !found.has(keyText(table, key))) });
  }
  return outcomes;
}

/** Brings changes after until there are none. */
export async function followAll(move: Move): Promise<number> {
  let followed = 0;
  for (let some = 1; some > 0; followed += some) some = await followChanges(move);
  return followed;
}

/** Brings changes after until those that are left are few. None may be left never, while people go on writing. */
export async function followMost(move: Move): Promise<number> {
  let followed = 0;
  for (let some = batchRows; some === batchRows; followed += some) some = await followChanges(move);
  return followed;
}
