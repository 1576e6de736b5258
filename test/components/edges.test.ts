import { BackupPlan } from "../../components/backup-plan";
import { Budget } from "../../components/budget";
import { Database, DatabaseEngine } from "../../components/database";
import { DeployRole } from "../../components/deploy-role";
import { KeyValueStore } from "../../components/key-value-store";
import { LoadBalancer, Target } from "../../components/load-balancer";
import { Network } from "../../components/network";
import { ShardedDatabase } from "../../components/sharded-database";
import { SharedFiles } from "../../components/shared-files";
import { mistakesOf } from "./recorded-resources";

const REGIONS = ["eu-west-1", "us-gov-west-1"];
const NO_REGIONS = ["1eu-west-1", "eu-west-1a", "eu-west", "EU-WEST-1", "xeu-west-1", "eu-west-1,"];

const backups = (copyRegion: string) => new BackupPlan("kept", { resources: ["arn:aws:main"], copyRegion });
const table = (...replicaRegions: string[]) => new KeyValueStore("sessions", { replicaRegions });
const role = (args: Partial<ConstructorParameters<typeof DeployRole>[1]>) =>
  new DeployRole("deploy", { repository: "acme/shop", environment: "prod", regions: ["eu-west-1"], ...args });
const budget = (emails: number) =>
  new Budget("monthly", {
    monthlyUsd: 10,
    emails: Array.from({ length: emails }, (_, each) => `a${each}@example.com`),
  });
const database = (args: object, zones = 2) =>
  new Database("main", { network: new Network("main", { zones }), instanceClass: "db.m7g.large", ...args });
const shards = (...names: string[]) => {
  const network = new Network("main");
  const first = new Database("main", { network, instanceClass: "db.m7g.large" });
  new ShardedDatabase("shops", {
    network,
    instanceClass: "db.m7g.large",
    first: { name: "shard-1", database: first },
    shards: names,
  });
};

/** Each pattern from its first letter to its last: what is right with something before or behind it is wrong. */
describe("what is just right, and what is just not", () => {
  it.each<[string, () => unknown]>([
    ...REGIONS.map((region): [string, () => unknown] => [`backups copied to ${region}`, () => backups(region)]),
    ...REGIONS.map((region): [string, () => unknown] => [`a table copied to ${region}`, () => table(region)]),
    ["a role for two regions", () => role({ regions: REGIONS })],
    ["a repository with ids", () => role({ repository: "acme@12/shop@345" })],
    ["roles two folders deep", () => role({ rolePath: "/shop/prod/" })],
    ["a budget that ten people hear of", () => budget(10)],
    ["a database over two zones", () => database({})],
    ["a load balancer over two zones", () => balancer(2)],
    ["a folder in a folder", () => new SharedFiles("shared", { network: new Network("main"), path: "/var/uploads" })],
    ["a folder at the top", () => new SharedFiles("shared", { network: new Network("main"), path: "/uploads" })],
    ["a block of the widest", () => new Network("main", { cidrBlock: "10.0.0.0/16" })],
    ["a block of the narrowest", () => new Network("main", { cidrBlock: "10.0.0.0/20" })],
    ["two shards", () => shards("shard-2", "eu-3")],
  ])("%s is taken", async (_, make) => {
    expect(await mistakesOf(make)).toEqual({});
  });

  it.each<[string, () => unknown, string]>([
    ...NO_REGIONS.map((region): [string, () => unknown, string] => [region, () => backups(region), "copyRegion"]),
    ...NO_REGIONS.map((region): [string, () => unknown, string] => [region, () => table(region), "replicaRegions"]),
    ...NO_REGIONS.map((region): [string, () => unknown, string] => [
      region,
      () => role({ regions: ["eu-west-1", region] }),
      "regions",
    ]),
    ["one region of two", () => table("eu-west-1", "Frankfurt"), "replicaRegions"],
    ["a repository in a path", () => role({ repository: "x/acme/shop" }), "repository"],
    ["a repository and more", () => role({ repository: "acme/shop:ref" }), "repository"],
    ["an owner's id in letters", () => role({ repository: "acme@x/shop" }), "repository"],
    ["a repository's id in letters", () => role({ repository: "acme/shop@x" }), "repository"],
    ["an environment after a colon", () => role({ environment: ":prod" }), "environment"],
    ["an environment and all others", () => role({ environment: "prod*" }), "environment"],
    ["a path that starts nowhere", () => role({ rolePath: "shop/prod/" }), "rolePath"],
    ["a path with a name in it", () => role({ rolePath: "/shop/*" }), "rolePath"],
    ["an eleventh person", () => budget(11), "emails"],
    ["a database in one zone", () => database({}, 1), "network"],
    ["a load balancer in one zone", () => balancer(1), "network"],
    ["a version of PostgreSQL with a patch", () => database({ majorVersion: "17.2" }), "majorVersion"],
    ["a version of PostgreSQL in three digits", () => database({ majorVersion: "117" }), "majorVersion"],
    ["a MySQL with a patch", () => database({ engine: DatabaseEngine.MySql, majorVersion: "8.44" }), "majorVersion"],
    ["a MySQL of two digits", () => database({ engine: DatabaseEngine.MySql, majorVersion: "18.4" }), "majorVersion"],
    ["a folder that starts nowhere", () => files("var/uploads"), "path"],
    ["a folder with a space", () => files("/var/up loads"), "path"],
    ["a block too wide", () => new Network("main", { cidrBlock: "10.0.0.0/15" }), "cidrBlock"],
    ["a block too narrow", () => new Network("main", { cidrBlock: "10.0.0.0/21" }), "cidrBlock"],
    ["a block that is none", () => new Network("main", { cidrBlock: "10.0.0.0" }), "cidrBlock"],
    ["a shard that starts with a digit", () => shards("2-shard"), "shards"],
    ["a shard with a star", () => shards("shard*"), "shards"],
    ["one wrong shard of two", () => shards("shard-2", "Shard"), "shards"],
  ])("%s is refused", async (_, make, path) => {
    expect(Object.keys(await mistakesOf(make))).toEqual([path]);
  });
});

function balancer(zones: number): LoadBalancer {
  return new LoadBalancer("front", {
    network: new Network("main", { zones }),
    targets: Target.Tasks,
    certificateArn: "arn:certificate",
  });
}

function files(path: string): SharedFiles {
  return new SharedFiles("shared", { network: new Network("main"), path });
}
