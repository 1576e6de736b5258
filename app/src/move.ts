import { parseArgs } from "node:util";
import { cleanUp, type RangeWanted, startMove } from "./moving/commands.js";
import { StartError } from "./startError.js";
import { hashSpace } from "./storage/shardHash.js";
import { readShardMap } from "./storage/shardMap.js";

const usage =
  "Say what to move: --from HASH --to HASH --target SHARD, with --tables posts for the posts' tables alone; or --clean.";

/**
 * The command `npm run move -w app -- --from 0 --to 2147483647 --target shard-2`: moves users between shards, or a
 * service's tables to a database of their own, while they are in use. Asked again, it goes on where it stopped. With
 * `--clean`, once every process has the new map, deletes what was left behind. See `docs/runbooks/move-users.md`.
 */
async function move(): Promise<void> {
  const wanted = readArguments(process.argv.slice(2));
  const map = readShardMap(process.env.DATABASE_SHARDS ?? "");
  const say = (text: string) => void process.stderr.write(`${text}\n`);
  const done = wanted === "clean" ? await cleanUp(map) : await startMove(map, wanted, say);
  process.stdout.write(`${done}\n`);
}

function readArguments(args: readonly string[]): RangeWanted | "clean" {
  const { from, to, target, tables = "all", clean } = parse(args);
  if (clean) return "clean";
  if (target === undefined || from === undefined || to === undefined) throw new StartError(usage, 2);
  if (tables !== "all" && tables !== "posts") {
    throw new StartError(`--tables must be all or posts, got ${tables}.`, 2);
  }
  const range = { from: hashFrom("--from", from), to: hashFrom("--to", to) };
  if (range.from > range.to) throw new StartError(`--from must not be above --to, got ${from} and ${to}.`, 2);
  return { ...range, target, tables };
}

function parse(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    const options = { from: text, to: text, target: text, tables: text, clean: { type: "boolean" } } as const;
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    throw new StartError(`${error instanceof Error ? error.message.split(". ")[0] : String(error)}. ${usage}`, 2);
  }
}

function hashFrom(name: string, text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) < hashSpace) return Number(text);
  throw new StartError(`${name} must be a hash from 0 to ${hashSpace - 1}, got ${text}.`, 2);
}

move().catch((error: unknown) => {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = error.exitCode;
});
