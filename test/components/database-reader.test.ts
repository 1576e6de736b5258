import { Database, type DatabaseArgs, DatabaseEngine } from "../../components/database";
import { Network } from "../../components/network";
import { type RecordedResources, record } from "./recorded-resources";

const RECORD = "aws:route53/record:Record";
const CHECK = "aws:route53/healthCheck:HealthCheck";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const database = (args: Partial<DatabaseArgs> = {}) =>
  record(() => new Database("main", { network: new Network("main"), instanceClass: "db.t4g.medium", ...args }));

const urls = (recorded: RecordedResources) =>
  JSON.parse(String(recorded.one("aws:secretsmanager/secretVersion:SecretVersion").inputs.secretString));

describe("the reader's name of a Database", () => {
  it("is known in the private network only", async () => {
    const { inputs } = (await database({ replicas: 2 })).one("aws:route53/zone:Zone");
    expect(inputs).toMatchObject({ name: "main-database.internal", vpcs: [{ vpcId: "vpc" }] });
  });

  it("stands for every replica alike, and for the primary when none is well", async () => {
    const recorded = await database({ replicas: 2 });
    const roles = ["replica-1", "replica-2", "primary"];
    const records = roles.map((role) => recorded.one(RECORD, `main-reader-${role}`).inputs);
    expect(recorded.ofType(RECORD)).toHaveLength(3);
    expect(records).toMatchObject([
      { setIdentifier: "replica-1", records: ["main-replica-1.rds"], weightedRoutingPolicies: [{ weight: 10 }] },
      { setIdentifier: "replica-2", records: ["main-replica-2.rds"], weightedRoutingPolicies: [{ weight: 10 }] },
      { setIdentifier: "primary", records: ["main.rds"], weightedRoutingPolicies: [{ weight: 0 }] },
    ]);
    for (const each of records) {
      expect(each).toMatchObject({ name: "reader.main-database.internal", type: "CNAME", ttl: 10 });
    }
  });

  it("leaves out an instance that reports nothing or is far behind, by an alarm since Route 53 reaches no private address", async () => {
    const recorded = await database({ replicas: 1 });
    for (const role of ["replica-1", "primary"]) {
      const name = `main-reader-${role}`;
      expect(recorded.one(RECORD, name).inputs.healthCheckId).toBe(`${name}-id`);
      expect(recorded.one(CHECK, name).inputs).toMatchObject({
        type: "CLOUDWATCH_METRIC",
        cloudwatchAlarmName: name,
        cloudwatchAlarmRegion: "eu-west-1",
        insufficientDataHealthStatus: "Unhealthy",
      });
      // Route 53 knows these statistics, and alarms without "m out of n".
      expect(recorded.one(ALARM, name).inputs).toMatchObject({
        statistic: "Maximum",
        period: 60,
        treatMissingData: "breaching",
      });
      expect(recorded.one(ALARM, name).inputs).not.toHaveProperty("datapointsToAlarm");
    }
    expect(recorded.one(ALARM, "main-reader-replica-1").inputs).toMatchObject({
      metricName: "ReplicaLag",
      dimensions: { DBInstanceIdentifier: "main-replica-1-id" },
    });
  });

  it("keeps a replica of a quiet PostgreSQL, which seems up to five minutes behind", async () => {
    const threshold = async (engine: DatabaseEngine) =>
      (await database({ replicas: 1, engine })).one(ALARM, "main-reader-replica-1").inputs.threshold;
    expect(await threshold(DatabaseEngine.Postgres)).toBeGreaterThan(300);
    expect(await threshold(DatabaseEngine.MySql)).toBe(60);
  });

  it("is handed to code as one URL, beside those of the replicas", async () => {
    const { readerUrl, replicaUrls } = urls(await database({ replicas: 2 }));
    expect(readerUrl).toContain("@reader.main-database.internal:5432/");
    expect(replicaUrls.split(",")).toHaveLength(2);
  });

  it("is the primary's without replicas, and costs no zone", async () => {
    const recorded = await database();
    expect(urls(recorded).readerUrl).toBe(urls(recorded).url);
    for (const type of ["aws:route53/zone:Zone", RECORD, CHECK, ALARM]) {
      expect(recorded.names(type)).toEqual([]);
    }
  });

  it("is one per database of a network", async () => {
    const recorded = await record(() => {
      const args = { network: new Network("main"), instanceClass: "db.t4g.medium", replicas: 1 };
      new Database("main", args);
      new Database("posts", args);
    });
    const names = recorded.ofType("aws:route53/zone:Zone").map(({ inputs }) => inputs.name);
    expect(names).toEqual(["main-database.internal", "posts-database.internal"]);
  });
});
