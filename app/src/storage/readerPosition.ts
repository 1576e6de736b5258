import type { ReaderPosition } from "./databases.js";

/** A log position as PostgreSQL writes it: two hexadecimal numbers, the upper and the lower 32 bits. */
const position = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/;
const entry = /^(\*|[a-z][a-z0-9-]{0,62})=([0-9A-F]{1,8}\/[0-9A-F]{1,8})$/;

/** Stands for every shard that is not named. */
export const anyShard = "*";

/** Everything that is committed by now, wherever it is: primaries alone have that for sure. */
export const everythingByNow: ReaderPosition = new Map([[anyShard, 0xffff_ffff_ffff_ffffn]]);

/** More shards than a reader has ever written to; a longer text is no honest one. */
const mostEntries = 64;

/** A log position as a number, so that positions compare. */
export function readLsn(text: string): bigint | undefined {
  const [, upper, lower] = position.exec(text) ?? [];
  return upper === undefined || lower === undefined ? undefined : (BigInt(`0x${upper}`) << 32n) | BigInt(`0x${lower}`);
}

function writeLsn(lsn: bigint): string {
  return `${(lsn >> 32n).toString(16)}/${(lsn & 0xffff_ffffn).toString(16)}`.toUpperCase();
}

/** The text that clients get and send back, `main=0/16B3748`, one entry for each shard. */
export function writePosition(reader: ReaderPosition): string {
  return [...reader].map(([shard, lsn]) => `${shard}=${writeLsn(lsn)}`).join(";");
}

/** Reads what {@link writePosition} wrote; undefined for anything else. */
export function readPosition(text: string): ReaderPosition | undefined {
  const entries = text.split(";");
  if (entries.length > mostEntries) return undefined;
  const read = entries.map((each): [string, bigint] | undefined => {
    const [, shard = "", lsn = ""] = entry.exec(each) ?? [];
    const value = readLsn(lsn);
    return value === undefined ? undefined : [shard, value];
  });
  return read.every((each) => each !== undefined) ? new Map(read) : undefined;
}

/** What a reader must see who has seen both. */
export function laterOf(one: ReaderPosition | undefined, shard: string, lsn: bigint): ReaderPosition {
  const known = one?.get(shard) ?? 0n;
  return new Map([...(one ?? []), [shard, known > lsn ? known : lsn]]);
}
