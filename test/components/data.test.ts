import { Cache, type CacheArgs } from "../../components/cache";
import { Database, type DatabaseArgs } from "../../components/database";
import { Network } from "../../components/network";
import { Queue, type QueueArgs } from "../../components/queue";
import { mistakesOf, record } from "./recorded-resources";

const INSTANCE = "aws:rds/instance:Instance";
const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const SQS = "aws:sqs/queue:Queue";

function json(text: unknown) {
  return JSON.parse(String(text));
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

  it("is not replaced when its zone is written otherwise later", async () => {
    expect((await primary()).ignoreChanges).toEqual(["availabilityZone"]);
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
      { name: "rds.force_ssl", value: "1" },
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

  it("shows its slow queries", async () => {
    expect((await primary()).inputs).toMatchObject({
      performanceInsightsEnabled: true,
      enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
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
    });
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
    });
    expect(inputs).not.toHaveProperty("multiAz");
    expect(inputs).not.toHaveProperty("engine");
  });

  it("lets nobody in or out by itself", async () => {
    const recorded = await database();
    const { inputs } = recorded.one("aws:ec2/securityGroup:SecurityGroup");
    expect(inputs).not.toHaveProperty("ingress");
    expect(inputs).not.toHaveProperty("egress");
    expect(recorded.ofType("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule")).toEqual([]);
  });

  it("gives code its addresses by reference only", async () => {
    let access: ReturnType<Database["access"]> | undefined;
    await record(() => {
      access = new Database("main", { network: new Network("main"), instanceClass: "db.t4g.medium" }).access();
    });
    expect(Object.keys(access?.secrets ?? {})).toEqual(["DATABASE_URL", "DATABASE_REPLICA_URLS"]);
    expect(access).not.toHaveProperty("environment");
    expect(access?.endpoint?.port).toBe(5432);
  });

  it("watches CPU, storage and the lag of each replica", async () => {
    let names: string[] = [];
    await record(() => {
      const network = new Network("main");
      const alarms = new Database("main", { network, instanceClass: "db.t4g.medium", replicas: 1 }).alarms();
      names = alarms.map(({ name }) => name);
    });
    expect(names).toEqual(["cpu", "storage", "cpu-replica-1", "storage-replica-1", "lag-replica-1"]);
  });

  it.each([
    ["backupRetentionDays", { backupRetentionDays: 0 }, "must be a whole number between 1 and 35, got 0"],
    ["storageGiB", { storageGiB: 10 }, "must be a whole number between 20 and 65536, got 10"],
    ["replicas", { replicas: 16 }, "must be a whole number between 0 and 15, got 16"],
    [
      "instanceClass",
      { instanceClass: "t4g.medium" },
      "must be a database instance class such as db.t4g.medium, got t4g.medium",
    ],
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

describe("Cache", () => {
  const cache = (args: Partial<CacheArgs> = {}, zones = 3) =>
    record(() => new Cache("main", { network: new Network("main", { zones }), nodeType: "cache.t4g.small", ...args }));
  const group = async (args?: Partial<CacheArgs>) => (await cache(args)).one(GROUP).inputs;

  it("has two nodes in two zones by default, one of which takes over from the other", async () => {
    expect(await group()).toMatchObject({
      engine: "valkey",
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      preferredCacheClusterAzs: ["eu-west-1a", "eu-west-1b"],
    });
  });

  it("asks for no failover with one node, which AWS would refuse", async () => {
    expect(await group({ nodes: 1 })).toMatchObject({
      numCacheClusters: 1,
      automaticFailoverEnabled: false,
      multiAzEnabled: false,
    });
  });

  it("is encrypted on disk and on the way, and asks for a password", async () => {
    expect(await group()).toMatchObject({
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      authToken: "letters",
    });
  });

  it("keeps its address with the password in Secrets Manager", async () => {
    const { secretString } = (await cache()).one("aws:secretsmanager/secretVersion:SecretVersion").inputs;
    expect(json(secretString)).toEqual({ url: "rediss://:letters@main.cache:6379" });
  });

  it("lies in the data subnets", async () => {
    const recorded = await cache({}, 2);
    expect(recorded.one("aws:elasticache/subnetGroup:SubnetGroup").inputs.subnetIds).toEqual(["data-1", "data-2"]);
  });

  it("watches CPU and memory of every node", async () => {
    let names: string[] = [];
    await record(() => {
      names = new Cache("main", { network: new Network("main"), nodeType: "cache.t4g.small", nodes: 3 })
        .alarms()
        .map(({ name }) => name);
    });
    expect(names).toEqual(["cpu-1", "memory-1", "cpu-2", "memory-2", "cpu-3", "memory-3"]);
  });

  it("rejects too many nodes and a type that is none, both at once", async () => {
    const network = { zones: 3 } as Network;
    const mistakes = await mistakesOf(() => new Cache("main", { network, nodeType: "t4g.small", nodes: 7 }));
    expect(Object.keys(mistakes)).toEqual(["nodeType", "nodes"]);
  });

  it("rejects replicas in one zone, which is said to be the way out", async () => {
    const network = { zones: 1 } as Network;
    expect((await mistakesOf(() => new Cache("main", { network, nodeType: "cache.t4g.small" }))).network).toContain(
      "nodes: 1",
    );
  });
});

describe("Queue", () => {
  const queue = (args?: QueueArgs) => record(() => new Queue("tasks", args));

  it("sets a message aside after five failed attempts", async () => {
    const { redrivePolicy } = (await queue()).one(SQS, "tasks").inputs;
    expect(json(redrivePolicy)).toEqual({ deadLetterTargetArn: "arn:aws:tasks-dead-letters", maxReceiveCount: 5 });
  });

  it("keeps dead letters for fourteen days, longer than messages that wait", async () => {
    const recorded = await queue();
    expect(recorded.one(SQS, "tasks-dead-letters").inputs.messageRetentionSeconds).toBe(14 * 86_400);
    expect(recorded.one(SQS, "tasks").inputs.messageRetentionSeconds).toBe(4 * 86_400);
  });

  it("takes dead letters from its own queue only", async () => {
    const { inputs } = (await queue()).one("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy");
    expect(inputs.queueUrl).toBe("https://sqs/tasks-dead-letters");
    expect(json(inputs.redriveAllowPolicy)).toEqual({
      redrivePermission: "byQueue",
      sourceQueueArns: ["arn:aws:tasks"],
    });
  });

  it("encrypts both queues", async () => {
    for (const { inputs } of (await queue()).ofType(SQS)) {
      expect(inputs.sqsManagedSseEnabled).toBe(true);
    }
  });

  it("hides a message six times as long as a consumer may work on it", async () => {
    const { inputs } = (await queue({ consumerTimeoutSeconds: 50 })).one(SQS, "tasks");
    expect(inputs.visibilityTimeoutSeconds).toBe(300);
  });

  it("rejects a message that turns up again while a consumer still works on it", async () => {
    const mistakes = await mistakesOf(() => new Queue("tasks", { consumerTimeoutSeconds: 60, visibilitySeconds: 60 }));
    expect(mistakes.visibilitySeconds).toContain("must be longer than consumerTimeoutSeconds 60");
  });

  it("rejects messages that wait as long as dead letters are kept", async () => {
    expect(await mistakesOf(() => new Queue("tasks", { retentionDays: 14 }))).toHaveProperty("retentionDays");
  });

  async function made<T>(use: (queue: Queue) => T): Promise<T> {
    const used: T[] = [];
    await record(() => used.push(use(new Queue("tasks"))));
    const [first] = used;
    if (first === undefined) throw new Error("The program made no queue.");
    return first;
  }

  it("lets a producer send and not receive", async () => {
    const access = await made((each) => each.producerAccess());
    const actions = access.statements?.flatMap((each) => each.actions);
    expect(actions).toContain("sqs:SendMessage");
    expect(actions).not.toContain("sqs:ReceiveMessage");
  });

  it("lets a consumer receive and not send", async () => {
    const access = await made((each) => each.consumerAccess());
    const actions = access.statements?.flatMap((each) => each.actions);
    expect(actions).toContain("sqs:ReceiveMessage");
    expect(actions).not.toContain("sqs:SendMessage");
  });

  it("sounds at the first dead letter", async () => {
    const alarms = await made((each) => each.alarms());
    expect(alarms.find(({ name }) => name === "dead-letters")).toMatchObject({
      when: { above: 0 },
      minutes: 1,
      metricName: "ApproximateNumberOfMessagesVisible",
    });
  });
});
