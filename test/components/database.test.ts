import type { Access } from "../../components/access";
import { Database, type DatabaseArgs } from "../../components/database";
import { Network } from "../../components/network";
import { mistakesOf, type RecordedResources, record } from "./recorded-resources";

const INSTANCE = "aws:rds/instance:Instance";

function json(text: unknown) {
  return JSON.parse(String(text));
}

/** What a database of the given arguments hands to code that uses it. */
async function accessOf(args: Partial<DatabaseArgs> = {}): Promise<Access> {
  let access: Access = { name: "" };
  await record(() => {
    access = new Database("main", { network: new Network("main"), instanceClass: "db.t4g.medium", ...args }).access();
  });
  return access;
}

describe("Database", () => {
  const database = (args: Partial<DatabaseArgs> = {}, zones = 3) =>
    record(
      () => new Database("main", { network: new Network("main", { zones }), instanceClass: "db.t4g.medium", ...args }),
    );
  const primary = async (args?: Partial<DatabaseArgs>) => (await database(args)).one(INSTANCE, "main");

  it("keeps a standby in a second zone by default, and lets AWS choose both", async () => {
    const { inputs } = await primary();
    expect(inputs.multiAz).toBe(true);
    expect(inputs).not.toHaveProperty("availabilityZone");
  });

  it("stands in the first zone without a standby, so that replicas are known to be elsewhere", async () => {
    const recorded = await database({ standby: false, replicas: 2 });
    expect(recorded.one(INSTANCE, "main").inputs).toMatchObject({ multiAz: false, availabilityZone: "eu-west-1a" });
    expect(recorded.one(INSTANCE, "main-replica-1").inputs.availabilityZone).toBe("eu-west-1b");
    expect(recorded.one(INSTANCE, "main-replica-2").inputs.availabilityZone).toBe("eu-west-1c");
  });

  it("is not replaced when its zone or its key is written otherwise later", async () => {
    expect((await primary()).ignoreChanges).toEqual(["availabilityZone", "kmsKeyId", "performanceInsightsKmsKeyId"]);
  });

  it("runs PostgreSQL by its major version, with patches by AWS", async () => {
    const { inputs } = await primary();
    expect(inputs).toMatchObject({ engine: "postgres", autoMinorVersionUpgrade: true });
    expect(inputs.engineVersion).toMatch(/^\d+$/);
  });

  it("is encrypted, private and speaks TLS only", async () => {
    const recorded = await database();
    expect(recorded.one(INSTANCE, "main").inputs).toMatchObject({ storageEncrypted: true, publiclyAccessible: false });
    expect(recorded.one("aws:rds/parameterGroup:ParameterGroup").inputs.parameters).toEqual([
      { name: "rds.force_ssl", value: "1", applyMethod: "pending-reboot" },
    ]);
  });

  it("lies in the data subnets, which have no way to the internet", async () => {
    const recorded = await database();
    expect(recorded.one("aws:rds/subnetGroup:SubnetGroup").inputs.subnetIds).toEqual(["data-1", "data-2", "data-3"]);
    expect(recorded.one(INSTANCE, "main").inputs.dbSubnetGroupName).toBe("main");
  });

  it("keeps a week of backups and a snapshot of its end by default", async () => {
    expect((await primary()).inputs).toMatchObject({
      backupRetentionPeriod: 7,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: "main-final-0badcafe",
      copyTagsToSnapshot: true,
    });
  });

  it("can be deleted neither by AWS nor by Pulumi by default", async () => {
    const { inputs, protect } = await primary();
    expect(inputs.deletionProtection).toBe(true);
    expect(protect).toBe(true);
  });

  it("can be deleted by both when told so, and still leaves a snapshot", async () => {
    const { inputs, protect } = await primary({ deletionProtection: false });
    expect(inputs).toMatchObject({ deletionProtection: false, skipFinalSnapshot: false });
    expect(protect).toBe(false);
  });

  it("lets its storage grow up to five times its first size", async () => {
    const { inputs } = await primary({ storageGiB: 100 });
    expect(inputs).toMatchObject({ allocatedStorage: 100, maxAllocatedStorage: 500, storageType: "gp3" });
  });

  it.each([
    // Five times as much would be more than AWS has.
    [20_000, 65_536],
    // Less than a tenth more is refused, so it does not grow at all.
    [60_000, undefined],
    [65_536, undefined],
  ])("of %i GiB grows as far as AWS lets it", async (storageGiB, most) => {
    expect((await primary({ storageGiB })).inputs.maxAllocatedStorage).toBe(most);
  });

  it("shows its slow queries", async () => {
    expect((await primary()).inputs).toMatchObject({
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: "arn:aws:main",
      performanceInsightsRetentionPeriod: 7,
      databaseInsightsMode: "standard",
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    });
  });

  it("keeps fifteen months of load by query where that is asked for", async () => {
    expect((await primary({ insights: "advanced" })).inputs).toMatchObject({
      performanceInsightsRetentionPeriod: 465,
      databaseInsightsMode: "advanced",
    });
  });

  it("measures the operating system by choice, with a role that RDS takes", async () => {
    expect((await primary()).inputs).not.toHaveProperty("monitoringInterval");
    const recorded = await database({ enhancedMonitoringSeconds: 15, replicas: 1 });
    for (const { inputs } of recorded.ofType(INSTANCE)) {
      expect(inputs).toMatchObject({ monitoringInterval: 15, monitoringRoleArn: "arn:aws:main-monitoring" });
    }
    expect(json(recorded.one("aws:iam/role:Role").inputs.assumeRolePolicy).Statement[0].Principal).toEqual({
      Service: "monitoring.rds.amazonaws.com",
    });
    expect(recorded.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs.policyArn).toContain(
      "AmazonRDSEnhancedMonitoringRole",
    );
  });

  it("is encrypted with a key of its own, which changes every year and is guarded as the data is", async () => {
    const recorded = await database({ replicas: 1 });
    const key = recorded.one("aws:kms/key:Key");
    expect(key).toMatchObject({
      name: "main",
      protect: true,
      inputs: { enableKeyRotation: true, deletionWindowInDays: 30 },
    });
    expect(recorded.one(INSTANCE, "main").inputs.kmsKeyId).toBe("arn:aws:main");
    // A replica in the same region has its primary's key, and AWS refuses to be told.
    expect(recorded.one(INSTANCE, "main-replica-1").inputs).not.toHaveProperty("kmsKeyId");
    expect((await database({ deletionProtection: false })).one("aws:kms/key:Key").protect).toBe(false);
  });

  it("waits for the maintenance window with what needs a restart, unless told otherwise", async () => {
    expect((await primary()).inputs).not.toHaveProperty("applyImmediately");
    expect((await primary({ applyImmediately: true })).inputs.applyImmediately).toBe(true);
  });

  it("takes a newer major version beside the old one's parameters, and only where that is allowed", async () => {
    const before = await database({ majorVersion: "16" });
    const after = await database({ majorVersion: "17", allowMajorVersionUpgrade: true });
    const parameters = (recorded: RecordedResources) => recorded.one("aws:rds/parameterGroup:ParameterGroup");
    expect(parameters(before)).toMatchObject({ name: "main-postgres16", inputs: { family: "postgres16" } });
    expect(parameters(after)).toMatchObject({
      name: "main-postgres17",
      deleteBeforeReplace: false,
      inputs: { family: "postgres17" },
    });
    expect(before.one(INSTANCE).inputs).not.toHaveProperty("allowMajorVersionUpgrade");
    expect(after.one(INSTANCE).inputs).toMatchObject({
      engineVersion: "17",
      allowMajorVersionUpgrade: true,
      parameterGroupName: "main-postgres17",
    });
  });

  it("does not let RDS manage the password, which RDS refuses together with replicas", async () => {
    const recorded = await database({ replicas: 1 });
    for (const { inputs } of recorded.ofType(INSTANCE)) {
      expect(inputs).not.toHaveProperty("manageMasterUserPassword");
    }
    expect(recorded.one(INSTANCE, "main").inputs.password).toBe("letters");
    expect(recorded.one(INSTANCE, "main-replica-1").inputs).not.toHaveProperty("password");
  });

  it("keeps the addresses with the password in Secrets Manager", async () => {
    const recorded = await database({ replicas: 2 });
    const { secretString, secretId } = recorded.one("aws:secretsmanager/secretVersion:SecretVersion").inputs;
    expect(secretId).toBe("main-id");
    expect(json(secretString)).toEqual({
      url: "postgres://app:letters@main.rds:5432/app?sslmode=require",
      replicaUrls:
        "postgres://app:letters@main-replica-1.rds:5432/app?sslmode=require," +
        "postgres://app:letters@main-replica-2.rds:5432/app?sslmode=require",
      readerUrl: "postgres://app:letters@reader.main-database.internal:5432/app?sslmode=require",
    });
  });

  it("keeps its address readable in further regions where they are named", async () => {
    const type = "aws:secretsmanager/secret:Secret";
    expect((await database()).one(type).inputs).not.toHaveProperty("replicas");
    expect((await database({ secretRegions: ["eu-central-1"] })).one(type).inputs.replicas).toEqual([
      { region: "eu-central-1" },
    ]);
  });

  it("has no replica by default", async () => {
    expect((await database()).names(INSTANCE)).toEqual(["main"]);
  });

  it("spreads replicas over the zones, one further each", async () => {
    const recorded = await database({ replicas: 4 });
    const zones = [1, 2, 3, 4].map((n) => recorded.one(INSTANCE, `main-replica-${n}`).inputs.availabilityZone);
    expect(zones).toEqual(["eu-west-1b", "eu-west-1c", "eu-west-1a", "eu-west-1b"]);
  });

  it("makes replicas of the primary, encrypted and guarded like it, without a snapshot of their end", async () => {
    const recorded = await database({ replicas: 1 });
    const { inputs } = recorded.one(INSTANCE, "main-replica-1");
    expect(inputs).toMatchObject({
      replicateSourceDb: "main-id",
      storageEncrypted: true,
      publiclyAccessible: false,
      skipFinalSnapshot: true,
      vpcSecurityGroupIds: recorded.one(INSTANCE, "main").inputs.vpcSecurityGroupIds,
      performanceInsightsEnabled: true,
    });
    expect(inputs).not.toHaveProperty("multiAz");
    expect(inputs).not.toHaveProperty("engine");
  });

  it("lets a replica's storage grow as its primary's does, or it would stop following", async () => {
    const recorded = await database({ replicas: 1, storageGiB: 100 });
    expect(recorded.one(INSTANCE, "main-replica-1").inputs.maxAllocatedStorage).toBe(500);
  });

  it("lets replicas go when fewer are asked for: their data is the primary's", async () => {
    const replica = (await database({ replicas: 1 })).one(INSTANCE, "main-replica-1");
    expect(replica.protect).toBe(false);
    expect(replica.inputs.deletionProtection).toBe(false);
  });

  it("lets nobody in or out by itself", async () => {
    const recorded = await database();
    const { inputs } = recorded.one("aws:ec2/securityGroup:SecurityGroup");
    expect(inputs).not.toHaveProperty("ingress");
    expect(inputs).not.toHaveProperty("egress");
    expect(recorded.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toEqual([]);
  });

  it("gives code its addresses by reference only", async () => {
    const { secrets, environment, endpoint } = await accessOf();
    expect(Object.keys(secrets ?? {})).toEqual(["DATABASE_URL", "DATABASE_REPLICA_URLS", "DATABASE_READER_URL"]);
    expect(environment).toBeUndefined();
    expect(endpoint?.port).toBe(5432);
  });

  it.each([
    ["backupRetentionDays", { backupRetentionDays: 6 }, "must be a whole number between 7 and 35, got 6"],
    ["storageGiB", { storageGiB: 10 }, "must be a whole number between 20 and 65536, got 10"],
    ["replicas", { replicas: 16 }, "must be a whole number between 0 and 15, got 16"],
    [
      "instanceClass",
      { instanceClass: "t4g.medium" },
      "must be a database instance class such as db.t4g.medium, got t4g.medium",
    ],
    ["majorVersion", { majorVersion: "17.2" }, "must be a major version of postgres such as 17, got 17.2"],
    ["enhancedMonitoringSeconds", { enhancedMonitoringSeconds: 7 }, "must be one of 0, 1, 5, 10, 15, 30, 60, got 7"],
  ])("rejects %s outside what RDS allows", async (path, args, reason) => {
    const network = { zones: 3 } as Network;
    expect(await mistakesOf(() => new Database("main", { network, instanceClass: "db.t4g.medium", ...args }))).toEqual({
      [path]: reason,
    });
  });

  it("rejects a network of one zone, in which RDS makes no subnet group", async () => {
    const network = { zones: 1 } as Network;
    expect(await mistakesOf(() => new Database("main", { network, instanceClass: "db.t4g.medium" }))).toHaveProperty(
      "network",
    );
  });
});
