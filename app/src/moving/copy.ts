import { belongs, type Move, ownTransaction } from "./move.js";
import type { MovedTable } from "./movedTables.js";
import { type JsonRows, putRows } from "./rows.js";

type Key = Readonly<Record<string, unknown>>;
type Range = Pick<Move, "source" | "set" | "from" | "to">;

/** Copies what there is of a table, page by page, from where an earlier run stopped; how many rows. */
export async function copyTable(move: Move, table: MovedTable): Promise<number> {
  let copied = 0;
  for await (const { rows, last } of pagesOf(move, table, await progressOf(move, table))) {
    await ownTransaction(move.target, (transaction) => putRows(transaction, table, rows));
    copied += rows.length;
    await move.source.query("update shard_moves set progress = progress || $2::jsonb where id = $1", [
      move.id,
      JSON.stringify({ [table.name]: last }),
    ]);
  }
  return copied;
}

/** The rows of a table that belong to a move, as many at a time as a page has, and the key that each page ends with. */
export async function* pagesOf(
  move: Range,
  table: MovedTable,
  after?: Key,
): AsyncGenerator<{ readonly rows: JsonRows; readonly last: Key }> {
  for (let page = await readPage(move, table, after); page.last; page = await readPage(move, table, page.last)) {
    yield { rows: page.rows, last: page.last };
  }
}

async function progressOf({ source, id }: Move, { name, last }: MovedTable): Promise<Key | undefined> {
  // What is copied last is copied whole, or again.
  if (last) return undefined;
  const [row] = await source.query<{ key: Key | null }>("select progress -> $2 as key from shard_moves where id = $1", [
    id,
    name,
  ]);
  return row?.key ?? undefined;
}

/** As many rows as a page has, of which those are taken that belong to the move; and the last one's key. */
async function readPage(
  move: Range,
  table: MovedTable,
  after: Key | undefined,
): Promise<{ readonly rows: JsonRows; readonly last: Key | null }> {
  const { name, key, pageRows } = table;
  const of = (row: string) => key.map((column) => `${row}.${column}`).join(", ");
  const from =
    after === undefined
      ? `from ${name} as row`
      : `from jsonb_populate_record(null::${name}, $1::jsonb) as after
         join ${name} as row on (${of("row")}) > (${of("after")})`;
  const [page] = await move.source.query<{ rows: JsonRows | null; last: Key | null }>(
    `with page as (select row.* ${from} order by ${of("row")} limit ${pageRows})
     select (select jsonb_agg(to_jsonb(page)) from page where ${belongs(move, table, "page")}) as rows,
       (select jsonb_build_object(${key.map((column) => `'${column}', page.${column}`).join(", ")})
        from page order by ${key.map((column) => `page.${column} desc`).join(", ")} limit 1) as last`,
    after === undefined ? [] : [JSON.stringify(after)],
  );
  return { rows: page?.rows ?? [], last: page?.last ?? null };
}
