import * as aws from "@pulumi/aws";
import { Database } from "../../components/database";
import { Network } from "../../components/network";
import { ShardedDatabase } from "../../components/sharded-database";
import { ShardedDatabaseReplica } from "../../components/sharded-database-replica";
import { record } from "./recorded-resources";

const INSTANCE = "aws:rds/instance:Instance";
const MAP = "aws:secretsmanager/secretVersion:SecretVersion";

async function copied(promoted: boolean) {
  let access: readonly { readonly name: string; readonly secrets?: object }[] = [];
  const recorded = await record(() => {
    const data = { network: new Network("main"), instanceClass: "db.m7g.large" };
    const first = { name: "shard-1", database: new Database("main", data) };
    const of = new ShardedDatabase("users", { ...data, first, shards: ["shard-2"] });
    const opts = { provider: new aws.Provider("west", { region: "eu-central-1" }) };
    const network = new Network("west", { cidrBlock: "10.1.0.0/16" }, opts);
    access = new ShardedDatabaseReplica("users-west", { of, network, promoted }, opts).access();
  });
  const { secretString } = recorded.one(MAP, "users-west").inputs;
  return { recorded, access, map: JSON.parse(JSON.parse(String(secretString)).shards) };
}

const url = (host: string) => `postgres://app:letters@${host}.rds:5432/app?sslmode=require`;

describe("ShardedDatabaseReplica", () => {
  it("copies every shard, in the region of its provider", async () => {
    const { recorded } = await copied(false);
    const copies = recorded.ofType(INSTANCE).filter(({ provider }) => provider.includes("::west::"));
    expect(copies.map(({ name, inputs }) => [name, inputs.replicateSourceDb])).toEqual([
      ["users-west-shard-1", "arn:aws:main"],
      ["users-west-shard-2", "arn:aws:users-shard-2"],
    ]);
    expect(recorded.one(MAP, "users-west").provider).toContain("::west::");
  });

  it("has the map of its source, with reads near by and writes where they are taken", async () => {
    const { map } = await copied(false);
    expect(map).toMatchObject({ version: 1, hash: "sha256-32", ranges: [{ from: 0, shard: "shard-1" }] });
    expect(map.shards).toEqual({
      "shard-1": { url: url("main"), replicaUrls: [url("users-west-shard-1")] },
      "shard-2": { url: url("users-shard-2"), replicaUrls: [url("users-west-shard-2")] },
    });
  });

  it("writes to all copies at once when they are promoted", async () => {
    const { map, recorded } = await copied(true);
    expect(map.shards).toEqual({
      "shard-1": { url: url("users-west-shard-1"), replicaUrls: [] },
      "shard-2": { url: url("users-west-shard-2"), replicaUrls: [] },
    });
    const copies = recorded.ofType(INSTANCE).filter(({ provider }) => provider.includes("::west::"));
    expect(copies.filter(({ inputs }) => "replicateSourceDb" in inputs)).toEqual([]);
  });

  it("gives code the way to each copy, and the map as a secret", async () => {
    const { access } = await copied(false);
    expect(access.map(({ name, secrets }) => [name, Object.keys(secrets ?? {})])).toEqual([
      ["users-west-shard-1-database", ["DATABASE_URL", "DATABASE_REPLICA_URLS", "DATABASE_READER_URL"]],
      ["users-west-shard-2-database", []],
      ["users-west-shard-map", ["DATABASE_SHARDS"]],
    ]);
  });
});
