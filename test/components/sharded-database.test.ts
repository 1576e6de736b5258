import fc from "fast-check";
import { Database } from "../../components/database";
import { Network } from "../../components/network";
import { HASH_SPACE, mistakesInRanges } from "../../components/shard-map";
import { ShardedDatabase, type ShardedDatabaseArgs, type ShardRange } from "../../components/sharded-database";
import { mistakesOf, type RecordedResource, type RecordedResources, record } from "./recorded-resources";

const INSTANCE = "aws:rds/instance:Instance";
const LAST = HASH_SPACE - 1;
const HALVES: readonly ShardRange[] = [
  { from: 0, to: 2 ** 31 - 1, shard: "main" },
  { from: 2 ** 31, to: LAST, shard: "shard-2" },
];

function shardedIn(network: Network, args: Partial<ShardedDatabaseArgs> = {}): ShardedDatabase {
  const own = { network, instanceClass: "db.m7g.large" };
  const database = new Database("main", own);
  return new ShardedDatabase("users", { ...own, first: { name: "main", database }, ...args });
}

const sharded = (args?: Partial<ShardedDatabaseArgs>) => record(() => shardedIn(new Network("main"), args));

const mapOf = (recorded: RecordedResources) => {
  const { secretString } = recorded.one("aws:secretsmanager/secretVersion:SecretVersion", "users").inputs;
  return JSON.parse(JSON.parse(String(secretString)).shards);
};

describe("ShardedDatabase", () => {
  it("goes on with the database that was there, where it was", async () => {
    const recorded = await sharded({ shards: ["shard-2"] });
    const components = recorded.ofType("zero-to-millions:data:Database");
    expect(components.map(({ name, parent }) => [name, parent])).toEqual([
      ["main", ""],
      ["users-shard-2", "users"],
    ]);
    expect(recorded.names(INSTANCE)).toEqual(["main", "users-shard-2"]);
  });

  it("gives everybody to the first shard until ranges say otherwise", async () => {
    expect(mapOf(await sharded({ shards: ["shard-2"] })).ranges).toEqual([{ from: 0, to: LAST, shard: "main" }]);
  });

  it("tells the app in one secret which hashes are where, and how to get there", async () => {
    expect(mapOf(await sharded({ shards: ["shard-2"], ranges: [...HALVES].reverse(), replicas: 1 }))).toEqual({
      version: 1,
      hash: "sha256-32",
      ranges: HALVES,
      shards: {
        main: { url: "postgres://app:letters@main.rds:5432/app?sslmode=require", replicaUrls: [] },
        "shard-2": {
          url: "postgres://app:letters@users-shard-2.rds:5432/app?sslmode=require",
          replicaUrls: ["postgres://app:letters@users-shard-2-replica-1.rds:5432/app?sslmode=require"],
        },
      },
    });
  });

  it("adds a database with a shard and changes no other, nor who is where", async () => {
    const before = await sharded({ shards: ["shard-2"], ranges: HALVES });
    const after = await sharded({ shards: ["shard-2", "shard-3"], ranges: HALVES });
    const isMap = ({ name }: RecordedResource) => name === "users";
    const rest = (recorded: RecordedResources, of: RecordedResources) =>
      of.all.filter((each) => !isMap(each)).map(({ type, name }) => recorded.one(type, name));
    expect(rest(after, before)).toEqual(before.all.filter((each) => !isMap(each)));
    expect(mapOf(after).ranges).toEqual(mapOf(before).ranges);
    expect(after.names(INSTANCE)).toEqual(["main", "users-shard-2", "users-shard-3"]);
  });

  it("opens the port of every shard to code, with the map's address as a secret and no other shard's", async () => {
    let access: ReturnType<ShardedDatabase["access"]> = [];
    await record(() => {
      access = shardedIn(new Network("main"), { shards: ["shard-2"], ranges: HALVES }).access();
    });
    expect(access.map(({ name, endpoint }) => [name, endpoint?.port])).toEqual([
      ["main-database", 5432],
      ["users-shard-2-database", 5432],
      ["users-shard-map", undefined],
    ]);
    expect(access.map(({ secrets }) => Object.keys(secrets ?? {}))).toEqual([
      ["DATABASE_URL", "DATABASE_REPLICA_URLS", "DATABASE_READER_URL"],
      [],
      ["DATABASE_SHARDS"],
    ]);
    expect(access[2]?.secrets?.DATABASE_SHARDS).toHaveProperty("versionId");
  });

  it("lists every shard, for those who watch or back them up", async () => {
    let names: readonly string[] = [];
    await record(() => {
      names = [...shardedIn(new Network("main"), { shards: ["shard-2"] }).databases.keys()];
    });
    expect(names).toEqual(["main", "shard-2"]);
  });

  it.each([
    ["a gap", [{ from: 0, to: 9, shard: "main" }], "hashes 10 to 4294967295 belong to no shard"],
    [
      "an overlap",
      [
        { from: 0, to: 10, shard: "main" },
        { from: 8, to: LAST, shard: "main" },
      ],
      "hashes 8 to 10 belong to two ranges",
    ],
    [
      "a shard that is none",
      [{ from: 0, to: LAST, shard: "other" }],
      "0 to 4294967295 belong to other, which is none of main",
    ],
    ["a fraction", [{ from: 0, to: 1.5, shard: "main" }], "0 to 1.5 is no range of whole numbers from 0 to 4294967295"],
    ["no range", [], "hashes 0 to 4294967295 belong to no shard"],
  ])("rejects ranges with %s, and says where", async (_what, ranges, says) => {
    const mistakes = await mistakesOf(() => shardedIn(new Network("main"), { ranges }));
    expect(mistakes.ranges).toBe(`must give each of 4294967296 hashes one shard: ${says}`);
  });

  it("rejects a name that is taken, and a first shard whose password changes by itself", async () => {
    const twice = await mistakesOf(() => shardedIn(new Network("main"), { shards: ["main"] }));
    expect(twice.shards).toBe("must be different names, got main twice");
    const managed = await mistakesOf(() => {
      const own = { network: new Network("main"), instanceClass: "db.m7g.large" };
      const database = new Database("main", { ...own, managedPassword: true });
      new ShardedDatabase("users", { ...own, first: { name: "main", database } });
    });
    expect(managed).toHaveProperty("first");
    expect(await mistakesOf(() => shardedIn(new Network("main"), { shards: ["Shard 2"] }))).toHaveProperty("shards");
  });
});

describe("ranges of hashes", () => {
  const SHARDS = ["a", "b", "c"];
  /** Any division of all hashes among three shards, in any order. */
  const divisions = fc
    .uniqueArray(fc.integer({ min: 1, max: LAST }), { maxLength: 12 })
    .chain((cuts) => {
      const starts = [0, ...cuts.sort((a, b) => a - b)];
      const ranges = starts.map((from, i) => ({ from, to: (starts[i + 1] ?? HASH_SPACE) - 1 }));
      return fc
        .tuple(...ranges.map(() => fc.constantFrom(...SHARDS)))
        .map((owners) => ranges.map((range, i) => ({ ...range, shard: owners[i] ?? "a" })));
    })
    .chain((ranges) => fc.shuffledSubarray(ranges, { minLength: ranges.length, maxLength: ranges.length }));

  it("are right whenever they divide all hashes, in whatever order and to whichever shards", () => {
    fc.assert(fc.property(divisions, (ranges) => expect(mistakesInRanges(ranges, SHARDS)).toEqual([])));
  });

  it("are wrong as soon as one is left out, doubled, or one hash longer or shorter", () => {
    const spoiled = divisions.chain((ranges) =>
      fc.tuple(
        fc.constant(ranges),
        fc.nat(ranges.length - 1),
        fc.constantFrom("left out", "doubled", "longer", "shorter"),
      ),
    );
    fc.assert(
      fc.property(spoiled, ([ranges, at, how]) => {
        const other = ranges.filter((_, i) => i !== at);
        const range = ranges[at] ?? { from: 0, to: LAST, shard: "a" };
        const changed = {
          "left out": other,
          doubled: [...ranges, range],
          longer: [...other, { ...range, to: range.to + 1 }],
          shorter: [...other, { ...range, to: range.to - 1 }],
        }[how];
        expect(mistakesInRanges(changed, SHARDS)).not.toEqual([]);
      }),
    );
  });
});
