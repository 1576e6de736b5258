import { setTimeout as sleep } from "node:timers/promises";
import { copyTable, pagesOf } from "./copy.js";
import { followAll, followMost } from "./follow.js";
import { addGuards, betweenWrites } from "./guards.js";
import { belongs, type Move, ownTransaction, setState, stateOf } from "./move.js";
import { deleteRows } from "./rows.js";

/** Longer than any process takes to hear that rows have moved (`storage/shardMoves.ts`), a slow look included. */
const heardMs = 2_000;

/** What a move did. */
export interface Moved {
  readonly copied: number;
  readonly followed: number;
  /** For how long rows of the range could not be written, in milliseconds; undefined when an earlier run stopped meanwhile. */
  readonly pausedMs: number | undefined;
}

/**
 * Moves a range while it is in use. First rows are copied, and what changes meanwhile is noted by guards and brought
 * after. Then, for a moment, nobody writes: what is left is brought over, and the source says where the rows are now. When
 * every process has heard of that, the target takes writes. A run that was stopped goes on where it stopped.
 */
export async function moveRange(move: Move, say: (text: string) => void): Promise<Moved> {
  await prepare(move);
  let copied = 0;
  let followed = 0;
  if ((await stateOf(move.source, move)) === "copying") {
    for (const table of move.tables.filter(({ last }) => !last)) {
      copied += await copyTable(move, table);
      say(`${table.name} copied`);
    }
    followed += await followMost(move);
  }
  const began = await fence(move);
  if ((await stateOf(move.source, move)) === "fenced") followed += await handOver(move);
  await sleep(heardMs);
  await setState(move.target, move, "arrived");
  return { copied, followed, pausedMs: began === undefined ? undefined : Date.now() - began };
}

/** The target first: no row of the range is written there before its time. */
async function prepare(move: Move): Promise<void> {
  const { id, set, from, to, targetName, source, target, tables } = move;
  const note = `insert into shard_moves (id, side, state, tables, from_hash, to_hash, target)
    values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`;
  await target.query(note, [id, "target", "arriving", set, from, to, targetName]);
  await addGuards(target, tables);
  await source.query(note, [id, "source", "copying", set, from, to, targetName]);
  await addGuards(source, tables);
}

/** Ends writes to the range, when none is under way; since when. */
async function fence(move: Move): Promise<number | undefined> {
  if ((await stateOf(move.source, move)) !== "copying") return undefined;
  let began = Date.now();
  await betweenWrites(move.source, async (transaction) => {
    began = Date.now();
    await setState(transaction, move, "fenced");
  });
  return began;
}

async function handOver(move: Move): Promise<number> {
  const followed = await followAll(move);
  for (const table of move.tables.filter(({ last }) => last)) {
    await copyTable(move, table);
    const rows = `delete from ${table.name} as row where ${belongs(move, table, "row")}`;
    await ownTransaction(move.source, (transaction) => transaction.query(rows).then(() => {}));
  }
  await setState(move.source, move, "moved");
  return followed;
}

/** Deletes from the source what was moved away; how many rows. */
export async function deleteMoved(move: Pick<Move, "set" | "from" | "to" | "source" | "tables">): Promise<number> {
  let deleted = 0;
  for (const table of [...move.tables].reverse().filter(({ hashed }) => hashed !== undefined)) {
    for await (const { rows } of pagesOf(move, table)) {
      await ownTransaction(move.source, (transaction) => deleteRows(transaction, table, rows));
      deleted += rows.length;
    }
  }
  return deleted;
}
