import { type Static, Type } from "typebox";
import { Value } from "typebox/value";
import { StartError } from "../startError.js";
import { hashSpace } from "./shardHash.js";

const Hash = Type.Integer({ minimum: 0, maximum: hashSpace - 1 });

const ShardMapSchema = Type.Object({
  version: Type.Literal(1),
  hash: Type.Literal("sha256-32"),
  ranges: Type.Array(Type.Object({ from: Hash, to: Hash, shard: Type.String() }), { minItems: 1 }),
  shards: Type.Record(
    Type.String({ pattern: "^[a-z][a-z0-9-]{0,62}$" }),
    Type.Object({ url: Type.String({ pattern: "^postgres(ql)?://" }), replicaUrls: Type.Array(Type.String()) }),
  ),
});

/** Which hashes are in which database, and how to get there: what `DATABASE_SHARDS` holds. */
export type ShardMap = Static<typeof ShardMapSchema>;

/** Hashes `from` to `to`, both included, and the shard that they are on. */
export type ShardRange = ShardMap["ranges"][number];

/**
 * Reads a map of shards.
 * @throws StartError with what is wrong, never with a URL, which has a password in it; exit code 2
 */
export function readShardMap(text: string): ShardMap {
  const map = parse(text);
  if (!Value.Check(ShardMapSchema, map)) {
    const [first] = Value.Errors(ShardMapSchema, map);
    throw refusal(`${first?.instancePath || "it"} ${first?.message ?? "has another form"}`);
  }
  const ranges = [...map.ranges].sort((a, b) => a.from - b.from);
  const missing = ranges.find(({ shard }) => !(shard in map.shards));
  if (missing) throw refusal(`${missing.from} to ${missing.to} belong to ${missing.shard}, which has no url`);
  let next = 0;
  for (const { from, to } of ranges) {
    if (from !== next || to < from) throw refusal(`the range ${from} to ${to} should begin at ${next}`);
    next = to + 1;
  }
  if (next !== hashSpace) throw refusal(`hashes ${next} to ${hashSpace - 1} belong to no shard`);
  return { ...map, ranges };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refusal("it is no JSON");
  }
}

function refusal(reason: string): StartError {
  return new StartError(
    `DATABASE_SHARDS must give each of ${hashSpace} hashes one shard: ${reason}. Take the map that the infrastructure keeps as a secret.`,
    2,
  );
}
