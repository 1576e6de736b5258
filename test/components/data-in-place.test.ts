import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Change, comparePlans, losses } from "../../model/change";
import type { Plan } from "../../model/plan";
import { recordProgram } from "../../preview/recorder";

const ROOT = join(__dirname, "..", "..");

/** Everything that holds data, in two regions. Each argument is a choice that may be made later. */
const PROGRAM = `
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Cache } from "./components/cache";
import { Database } from "./components/database";
import { DatabaseReplica } from "./components/database-replica";
import { KeyValueStore } from "./components/key-value-store";
import { Network } from "./components/network";
import { ShardedDatabase } from "./components/sharded-database";
const choices = new pulumi.Config().requireObject("choices");
const network = new Network("main");
const size = { network, instanceClass: "db.m7g.large" };
const main = new Database("main", { ...size, replicas: 1, ...choices.database });
new ShardedDatabase("users", { ...size, first: { name: "main", database: main }, ...choices.sharded });
const provider = new aws.Provider("west", { region: "us-west-2" });
const west = new Network("west", {}, { provider });
new DatabaseReplica("main-west", { of: main, network: west, ...choices.copy }, { provider });
new Cache("main", { network, nodeType: "cache.m7g.large", nodes: 1, ...choices.cache });
new KeyValueStore("items", { ...choices.table });
`;

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function planWith(choices: object): Promise<Plan> {
  const directory = mkdtempSync(join(tmpdir(), "data-"));
  folders.push(directory);
  cpSync(join(ROOT, "components"), join(directory, "components"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(directory, "node_modules"));
  cpSync(join(ROOT, "tsconfig.json"), join(directory, "tsconfig.json"));
  writeFileSync(join(directory, "index.ts"), PROGRAM);
  writeFileSync(join(directory, "package.json"), '{ "name": "data", "main": "index.ts" }');
  writeFileSync(join(directory, "Pulumi.yaml"), "name: data\nruntime: nodejs\n");
  const config = { "aws:region": "us-east-1", "data:choices": choices };
  writeFileSync(join(directory, "Pulumi.test.yaml"), JSON.stringify({ config }));
  return (await recordProgram({ directory, stack: "test" })).plan;
}

let before: Plan;
beforeAll(async () => {
  before = await planWith({});
});

async function changesOf(choices: object): Promise<readonly Change[]> {
  return comparePlans(before, await planWith(choices));
}

/** Names of what is replaced or taken away. */
const replaced = (changes: readonly Change[]) =>
  changes.filter(({ kind }) => kind === "replace").map(({ type, name }) => `${type.split(":").at(-1)} ${name}`);

describe("a choice that is made later", () => {
  it.each([
    [
      "a standby, a proxy, more replicas and longer backups",
      { database: { replicas: 3, proxy: true, backupRetentionDays: 35 } },
    ],
    ["no standby", { database: { replicas: 1, standby: false } }],
    [
      "a larger class and measurements of the system",
      { database: { instanceClass: "db.r7g.large", enhancedMonitoringSeconds: 15 } },
    ],
    ["a newer major version", { database: { majorVersion: "18", allowMajorVersionUpgrade: true } }],
    ["a secret in another region", { database: { secretRegions: ["eu-central-1"] } }],
    ["a shard", { sharded: { shards: ["shard-2"] } }],
    ["the promotion of a copy", { copy: { promoted: true } }],
    ["more cache nodes", { cache: { nodes: 3 } }],
    ["a table in another region", { table: { replicaRegions: ["eu-central-1"] } }],
  ])("takes no data away: %s", async (_what, choices) => {
    const changes = await changesOf(choices);
    expect(losses(changes)).toEqual([]);
    expect(replaced(changes).filter((name) => !name.startsWith("ParameterGroup"))).toEqual([]);
  });

  it("replaces the password alone where another one is asked for, and what holds it gets it", async () => {
    const changes = await changesOf({ database: { passwordGeneration: 2 } });
    expect(replaced(changes)).toEqual(["RandomPassword main-password"]);
    const secret = changes.find(({ urn }) => /Database\$[^$]*:SecretVersion::main$/.test(urn));
    expect(secret?.kind).toBe("update");
    expect(losses(changes)).toEqual([]);
  });

  it("is seen where it takes something away: the last replica, with the name that stood for it", async () => {
    const changes = await changesOf({ database: { replicas: 0 } });
    expect(
      losses(changes)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["main-reader", "main-replica-1"]);
  });
});
