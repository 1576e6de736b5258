import type { Database, Queryable } from "../storage/database.js";
import type { MovedTable, TableSet } from "./movedTables.js";
import { hashOfColumn } from "./movedTables.js";

/** A range of hashes that goes from one database to another. */
export interface Move {
  readonly id: string;
  readonly set: TableSet;
  /** Those that the source has, in an order in which rows come after what they refer to. */
  readonly tables: readonly MovedTable[];
  readonly from: number;
  readonly to: number;
  readonly source: Database;
  readonly target: Database;
  /** The target's name in the map of shards. */
  readonly targetName: string;
}

type State = "copying" | "fenced" | "moved" | "arriving" | "arrived";

/** How far a side of a move is; undefined when it does not know of it. */
export async function stateOf(database: Queryable, { id }: Pick<Move, "id">): Promise<State | undefined> {
  const [row] = await database.query<{ state: State }>("select state from shard_moves where id = $1", [id]);
  return row?.state;
}

/** Says to a side of a move how far it is. */
export async function setState(database: Queryable, { id }: Pick<Move, "id">, state: State): Promise<void> {
  await database.query("update shard_moves set state = $2 where id = $1", [id, state]);
}

/** The condition that a row, under this name, belongs to what is moved. */
export function belongs(
  { set, from, to }: Pick<Move, "set" | "from" | "to">,
  { name, hashed }: MovedTable,
  row: string,
): string {
  const inRange = hashed === undefined ? "true" : `${hashOfColumn(`${row}.${hashed}`)} between ${from} and ${to}`;
  const ofPosts = set === "posts" && (name === "blobs" || name === "uploads");
  return ofPosts ? `${inRange} and ${row}.key like 'posts/%'` : inRange;
}

/** A transaction whose writes are the move's own, which no guard refuses or notes. */
export function ownTransaction<T>(database: Database, work: (transaction: Queryable) => Promise<T>): Promise<T> {
  return database.transaction(async (transaction) => {
    await transaction.query("set local app.moving = 'on'");
    return work(transaction);
  });
}
