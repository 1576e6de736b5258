import type { Queryable } from "../storage/database.js";
import type { MovedTable } from "./movedTables.js";

/** Rows as JSON, all columns with the precision that they have. */
export type JsonRows = readonly Readonly<Record<string, unknown>>[];

/** Writes rows as they are elsewhere. Writing them again changes nothing. */
export async function putRows(target: Queryable, table: MovedTable, rows: JsonRows): Promise<void> {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0] ?? {}).filter((column) => !table.key.includes(column));
  const update = columns.map((column) => `${column} = excluded.${column}`).join(", ");
  await target.query(
    `insert into ${table.name} select * from jsonb_populate_recordset(null::${table.name}, $1::jsonb)
     on conflict (${table.key.join(", ")}) do update set ${update}`,
    [JSON.stringify(rows)],
  );
}

/** Deletes rows by their keys. */
export async function deleteRows(target: Queryable, table: MovedTable, keys: JsonRows): Promise<void> {
  if (keys.length === 0) return;
  await target.query(
    `delete from ${table.name} as row using jsonb_populate_recordset(null::${table.name}, $1::jsonb) as gone
     where ${table.key.map((column) => `row.${column} = gone.${column}`).join(" and ")}`,
    [JSON.stringify(keys)],
  );
}

/** The rows with these keys that are there. */
export async function rowsByKey(source: Queryable, table: MovedTable, keys: JsonRows): Promise<JsonRows> {
  const found = await source.query<{ row: JsonRows[number] }>(
    `select to_jsonb(row) as row from jsonb_populate_recordset(null::${table.name}, $1::jsonb) as wanted
     join ${table.name} as row on ${table.key.map((column) => `row.${column} = wanted.${column}`).join(" and ")}`,
    [JSON.stringify(keys)],
  );
  return found.map(({ row }) => row);
}

/** A key as text, to tell one from another. */
export function keyText(table: MovedTable, row: JsonRows[number]): string {
  return JSON.stringify(table.key.map((column) => row[column]));
}
