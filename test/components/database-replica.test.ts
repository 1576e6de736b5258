import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "../../components/access";
import { Database, type DatabaseArgs } from "../../components/database";
import { DatabaseReplica, type DatabaseReplicaArgs } from "../../components/database-replica";
import { Network } from "../../components/network";
import { mistakesOf, type RecordedResources, record, resolved } from "./recorded-resources";

const INSTANCE = "aws:rds/instance:Instance";
const COPY = "main-west";

/** A database and its copy in another region. */
const copied = (args: Partial<DatabaseReplicaArgs> = {}, source: Partial<DatabaseArgs> = {}) =>
  record(() => {
    const of = new Database("main", { network: new Network("main"), instanceClass: "db.m7g.large", ...source });
    const provider = new aws.Provider("west", { region: "eu-central-1" });
    const opts = { provider };
    new DatabaseReplica(COPY, { of, network: new Network("west", {}, opts), ...args }, opts);
  });

const copy = async (args?: Partial<DatabaseReplicaArgs>, source?: Partial<DatabaseArgs>) =>
  (await copied(args, source)).one(INSTANCE, COPY);

const urls = (recorded: RecordedResources) =>
  JSON.parse(String(recorded.one("aws:secretsmanager/secretVersion:SecretVersion", COPY).inputs.secretString));

describe("DatabaseReplica", () => {
  it("copies a database by its ARN, which is how AWS finds one in another region", async () => {
    const { inputs } = await copy();
    expect(inputs).toMatchObject({ replicateSourceDb: "arn:aws:main", instanceClass: "db.m7g.large", multiAz: false });
    expect(inputs).not.toHaveProperty("password");
    expect(inputs).not.toHaveProperty("engine");
  });

  it("makes everything that is its own in the region of its provider", async () => {
    const recorded = await copied();
    const own = recorded.all.filter(({ parent, type }) => parent === COPY && type.startsWith("aws:"));
    expect(own.map(({ type }) => type.split(":")[2]).sort()).toEqual([
      "Instance",
      "Key",
      "ParameterGroup",
      "Secret",
      "SecretVersion",
      "SecurityGroup",
      "SubnetGroup",
    ]);
    expect(own.filter(({ provider }) => !provider.includes("::west::"))).toEqual([]);
    expect(recorded.one(INSTANCE, "main").provider).not.toContain("::west::");
  });

  it("is encrypted with a key of its own region, which no later change of mind replaces", async () => {
    const recorded = await copied();
    expect(recorded.one("aws:kms/key:Key", COPY)).toMatchObject({ protect: true, inputs: { enableKeyRotation: true } });
    expect(recorded.one(INSTANCE, COPY)).toMatchObject({
      inputs: { storageEncrypted: true, kmsKeyId: "arn:aws:main-west", publiclyAccessible: false },
      ignoreChanges: expect.arrayContaining(["availabilityZone", "kmsKeyId", "performanceInsightsKmsKeyId"]),
    });
  });

  it("has TLS forced and the storage of what it copies", async () => {
    const recorded = await copied({}, { storageGiB: 100 });
    const { inputs } = recorded.one("aws:rds/parameterGroup:ParameterGroup", `${COPY}-postgres17`);
    expect(inputs.parameters).toEqual([{ name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" }]);
    expect(recorded.one(INSTANCE, COPY).inputs.maxAllocatedStorage).toBe(500);
  });

  it("is backed up in its region and guarded, so that it can be promoted with a past", async () => {
    const { inputs, protect } = await copy();
    expect(inputs).toMatchObject({ backupRetentionPeriod: 7, deletionProtection: true, skipFinalSnapshot: true });
    expect(protect).toBe(true);
  });

  it("tells code in its region to write to the other one and to read here", async () => {
    expect(urls(await copied())).toEqual({
      url: "postgres://app:letters@main.rds:5432/app?sslmode=require",
      replicaUrls: "postgres://app:letters@main-west.rds:5432/app?sslmode=require",
      readerUrl: "postgres://app:letters@main-west.rds:5432/app?sslmode=require",
    });
  });

  it("takes writes once it is promoted, under the same name and address", async () => {
    const recorded = await copied({ promoted: true });
    const { inputs, ignoreChanges } = recorded.one(INSTANCE, COPY);
    expect(inputs).not.toHaveProperty("replicateSourceDb");
    // A change of engine replaces, and a copy that is there has never been told its own.
    expect(ignoreChanges).toContain("engine");
    expect(inputs).toMatchObject({
      engine: "postgres",
      engineVersion: "17",
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "main-west-final-0badcafe",
    });
    const own = "postgres://app:letters@main-west.rds:5432/app?sslmode=require";
    expect(urls(recorded)).toEqual({ url: own, replicaUrls: "", readerUrl: own });
  });

  it("is watched for its lag until it is promoted", async () => {
    const names = async (promoted: boolean) => {
      let found: string[] = [];
      await record(() => {
        const of = new Database("main", { network: new Network("main"), instanceClass: "db.m7g.large" });
        const replica = new DatabaseReplica(COPY, { of, network: new Network("west"), promoted });
        found = replica.alarms().map(({ name }) => name);
      });
      return found;
    };
    expect(await names(false)).toContain("lag");
    expect(await names(true)).not.toContain("lag");
  });

  it("hands out its own port and its own secret", async () => {
    let access: ReturnType<DatabaseReplica["access"]> | undefined;
    await record(() => {
      const of = new Database("main", { network: new Network("main"), instanceClass: "db.m7g.large" });
      access = new DatabaseReplica(COPY, { of, network: new Network("west") }).access();
    });
    expect(access?.name).toBe("main-west-database");
    expect(Object.keys(access?.secrets ?? {})).toEqual([
      "DATABASE_URL",
      "DATABASE_REPLICA_URLS",
      "DATABASE_READER_URL",
    ]);
  });

  it("rejects a source whose password RDS manages, one zone, a class that is none, and too few backups, all at once", async () => {
    const mistakes = await mistakesOf(() => {
      const network = new Network("main");
      const of = new Database("main", { network, instanceClass: "db.m7g.large", managedPassword: true });
      const args = { of, network: { zones: 1 } as Network, instanceClass: "m7g.large", backupRetentionDays: 1 };
      new DatabaseReplica(COPY, { ...args, enhancedMonitoringSeconds: 2 });
    });
    expect(Object.keys(mistakes)).toEqual([
      "network",
      "instanceClass",
      "of",
      "enhancedMonitoringSeconds",
      "backupRetentionDays",
    ]);
  });
});

describe("code beside a DatabaseReplica", () => {
  it("is told three addresses by one version of one secret, and waits for it", async () => {
    let access: Access | undefined;
    await record(() => {
      const of = new Database("main", { network: new Network("main"), instanceClass: "db.m7g.large" });
      const opts = { provider: new aws.Provider("west", { region: "eu-central-1" }) };
      access = new DatabaseReplica(COPY, { of, network: new Network("west", {}, opts) }, opts).access();
    });
    const { endpoint, secrets, after } = access ?? {};
    const value = (key: string) => ({ secretArn: `arn:aws:${COPY}`, key, versionId: `${COPY}-version` });
    expect(await resolved(pulumi.all(secrets ?? {}))).toEqual({
      DATABASE_URL: value("url"),
      DATABASE_REPLICA_URLS: value("replicaUrls"),
      DATABASE_READER_URL: value("readerUrl"),
    });
    expect(await resolved(pulumi.output(endpoint?.securityGroupId ?? ""))).toBe(`${COPY}-id`);
    expect(endpoint?.port).toBe(5432);
    expect(after).toHaveLength(1);
  });
});
