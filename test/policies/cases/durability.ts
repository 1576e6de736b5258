import { UNKNOWN } from "../../../model/value";
import { from, type Inputs } from "../../model/plan-builder";
import { type CasesByRule, one, passes, some, trips } from "./case";

const DATABASE = "aws:rds/instance:Instance";
const PARAMETERS = "aws:rds/parameterGroup:ParameterGroup";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

const parameter = (name: string, value: Inputs[string]) => one(PARAMETERS, { parameters: [{ name, value }] });
/** A database with a parameter group that is writable for certain. */
const writable = (database: Inputs) =>
  some((plan) => {
    const group = plan.add(PARAMETERS, "it", { parameters: [{ name: "read_only", value: "0" }] });
    plan.add(DATABASE, "copy", { parameterGroupName: from(group), ...database });
  });
const FIXED = { engine: "postgres", allocatedStorage: 100 };
/** A database that does not grow, with an alarm of another or of its own. */
const watched = (metricName: string, own: boolean) =>
  some((plan) => {
    const [it, other] = ["it", "other"].map((name) =>
      plan.add(DATABASE, name, name === "it" ? FIXED : { ...FIXED, maxAllocatedStorage: 400 }),
    );
    const database = own ? it : other;
    if (database !== undefined)
      plan.add(ALARM, "disk", { metricName, dimensions: { DBInstanceIdentifier: from(database) } });
  });
/** A bucket that is copied; which of the two keep versions, and how the rules stand. */
const copied = (versions: readonly string[], rules: readonly Inputs[]) =>
  some((plan) => {
    const [source, copy] = ["source", "copy"].map((name) => {
      const bucket = plan.add("aws:s3/bucket:Bucket", name);
      const versioningConfiguration = { status: "Enabled" };
      if (versions.includes(name)) {
        plan.add("aws:s3/bucketVersioning:BucketVersioning", name, { bucket: from(bucket), versioningConfiguration });
      }
      return bucket;
    });
    if (source === undefined || copy === undefined) return;
    plan.add("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "it", {
      bucket: from(source),
      rules: rules.map((each) => ({ destination: { bucket: from(copy) }, ...each })),
    });
  });
const BOTH = ["source", "copy"];

export const durability: CasesByRule = {
  "writes-are-durable": {
    trips: [
      trips("Postgres that does not wait", parameter("synchronous_commit", "off"), /`synchronous_commit` to off/),
      trips("MySQL that writes once a second", parameter("innodb_flush_log_at_trx_commit", "2"), /to 2/),
      trips("MySQL that never writes, by a number", parameter("innodb_flush_log_at_trx_commit", 0), /to 0/),
      trips(
        "a cluster that does not wait",
        one("aws:rds/clusterParameterGroup:ClusterParameterGroup", {
          parameters: [{ name: "synchronous_commit", value: "off" }],
        }),
        /`synchronous_commit` to off/,
      ),
      trips("a replica that takes writes", writable({ replicateSourceDb: "db" }), /replica copy take writes/),
    ],
    passes: [
      passes("Postgres that waits for its own disk", parameter("synchronous_commit", "local")),
      passes("MySQL that writes at once", parameter("innodb_flush_log_at_trx_commit", 1)),
      passes("a value that is not known", parameter("synchronous_commit", UNKNOWN)),
      passes("a primary that takes writes", writable({ engine: "mysql" })),
    ],
  },
  "storage-can-grow": {
    trips: [
      trips("a disk of a fixed size", one(DATABASE, FIXED), /once its disk is full/),
      trips("a limit of nothing", one(DATABASE, { ...FIXED, maxAllocatedStorage: 0 }), /once its disk is full/),
      trips("an alarm on something else", watched("CPUUtilization", true), /it takes no more writes/),
      trips("an alarm of another database", watched("FreeStorageSpace", false), /it takes no more writes/),
    ],
    passes: [
      passes("a disk that grows", one(DATABASE, { ...FIXED, maxAllocatedStorage: 400 })),
      passes("a limit that is not known", one(DATABASE, { ...FIXED, maxAllocatedStorage: UNKNOWN })),
      passes("an alarm of its own", watched("FreeStorageSpace", true)),
      passes(
        "an alarm of its own that is reckoned from several figures",
        some((plan) => {
          const dimensions = { DBInstanceIdentifier: from(plan.add(DATABASE, "it", FIXED)) };
          plan.add(ALARM, "disk", { metricQueries: [{ metric: { metricName: "FreeStorageSpace", dimensions } }] });
        }),
      ),
      passes(
        "an alarm of which the database is not known",
        some((plan) => {
          plan.add(DATABASE, "it", FIXED);
          plan.add(ALARM, "disk", { metricName: "FreeStorageSpace", dimensions: { DBInstanceIdentifier: UNKNOWN } });
        }),
      ),
      passes("a replica", one(DATABASE, { ...FIXED, replicateSourceDb: "db" })),
      passes("a member of Aurora", one(DATABASE, { ...FIXED, engine: "aurora-postgresql" })),
    ],
  },
  "replication-can-run": {
    trips: [
      trips("rules that are off", copied(BOTH, [{ status: "Disabled" }, { status: "Disabled" }]), /copies nothing/),
      trips("a source without versions", copied(["copy"], [{ status: "Enabled" }]), /source keeps no versions/),
      trips("a copy without versions", copied(["source"], [{ status: "Enabled" }]), /copy keeps no versions/),
    ],
    passes: [
      passes("one rule of two that is on", copied(BOTH, [{ status: "Disabled" }, { status: "Enabled" }])),
      passes("a state that is not known", copied(BOTH, [{ status: UNKNOWN }])),
      passes(
        "a bucket of another program's, which the plan only read",
        some((plan) => {
          const source = plan.add("aws:s3/bucket:Bucket", "source", {}, { external: true });
          plan.add("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "it", { bucket: from(source), rules: [] });
        }),
      ),
      passes(
        "versions of which it is not known",
        some((plan) => {
          const bucket = plan.add("aws:s3/bucket:Bucket", "source");
          const versioningConfiguration = { status: UNKNOWN };
          plan.add("aws:s3/bucketVersioning:BucketVersioning", "source", {
            bucket: from(bucket),
            versioningConfiguration,
          });
          plan.add("aws:s3/bucketReplicationConfig:BucketReplicationConfig", "it", { bucket: from(bucket), rules: [] });
        }),
      ),
      passes(
        "buckets of somebody else's",
        one("aws:s3/bucketReplicationConfig:BucketReplicationConfig", {
          bucket: "b",
          rules: [{ status: "Enabled", destination: { bucket: "arn:aws:s3:::c" } }],
        }),
      ),
    ],
  },
};
