import { UNKNOWN } from "../../../model/value";
import { from, type Inputs } from "../../model/plan-builder";
import { type CasesByRule, one, passes, some, trips } from "./case";
import { providerFor } from "./networks";

const DATABASE = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const TABLE = "aws:dynamodb/table:Table";
const QUEUE = "aws:sqs/queue:Queue";

const WHOLE: Inputs = { engine: "postgres", allocatedStorage: 20, backupRetentionPeriod: 7, storageEncrypted: true };

const replica = (source: Inputs, own: Inputs = {}, region = "us-east-1") =>
  some((plan) => {
    const first = plan.add(DATABASE, "db", { ...WHOLE, ...source });
    plan.add(DATABASE, "copy", { replicateSourceDb: from(first), ...own }, providerFor(plan, region));
  });

const database = (more: Inputs) => one(DATABASE, { ...WHOLE, ...more });

const table = (more: Inputs) =>
  one(TABLE, { billingMode: "PAY_PER_REQUEST", hashKey: "id", attributes: [{ name: "id", type: "S" }], ...more });

const deadLetters = (queue: Inputs, dead: Inputs) =>
  some((plan) => {
    const last = plan.add(QUEUE, "dead", dead);
    plan.add(QUEUE, "it", { ...queue, redrivePolicy: from(last) });
  });

const subscription = (topic: Inputs, queue: Inputs) =>
  some((plan) => {
    const endpoint = from(plan.add(QUEUE, "jobs", queue));
    plan.add("aws:sns/topicSubscription:TopicSubscription", "it", {
      topic: from(plan.add("aws:sns/topic:Topic", "news", topic)),
      protocol: "sqs",
      endpoint,
    });
  });

export const deployableData: CasesByRule = {
  "replica-can-be-made": {
    trips: [
      trips(
        "a replica of one whose password RDS manages",
        replica({ manageMasterUserPassword: true }),
        /manageMasterUserPassword/,
      ),
      trips("a replica of one without backups", replica({ backupRetentionPeriod: 0 }), /keeps no automated backups/),
      trips(
        "a replica of one that says nothing of backups",
        replica({ backupRetentionPeriod: null }),
        /keeps no automated backups/,
      ),
      trips("an encrypted replica elsewhere without a key", replica({}, {}, "eu-west-1"), /without a `kmsKeyId`/),
    ],
    passes: [
      passes("a replica", replica({})),
      passes("an encrypted replica elsewhere with a key", replica({}, { kmsKeyId: UNKNOWN }, "eu-west-1")),
      passes(
        "a replica of an SQL Server whose password RDS manages",
        replica({ engine: "sqlserver-ee", manageMasterUserPassword: true }),
      ),
      passes("a replica of one of which the backups are not known", replica({ backupRetentionPeriod: UNKNOWN })),
      passes("a replica of something that was looked up", one(DATABASE, { replicateSourceDb: "db-1" })),
      passes("a primary without backups", database({ backupRetentionPeriod: 0 })),
    ],
  },
  "database-arguments-agree": {
    trips: [
      trips(
        "Multi-AZ in one zone",
        database({ multiAz: true, availabilityZone: "us-east-1a" }),
        /both `multiAz: true`/,
      ),
      trips("io1 without IOPS", database({ storageType: "io1" }), /without `iops`/),
      trips("IOPS with gp2", database({ storageType: "gp2", iops: 3000 }), /takes none/),
      trips("storage that cannot grow", database({ maxAllocatedStorage: 20 }), /may grow to 20 GiB/),
      trips("two passwords", database({ manageMasterUserPassword: true, password: "x" }), /password of its own/),
      trips("a key without encryption", database({ kmsKeyId: UNKNOWN, storageEncrypted: false }), /`kmsKeyId` without/),
      trips("monitoring without a role", database({ monitoringInterval: 60 }), /without `monitoringRoleArn`/),
      trips("no storage", database({ allocatedStorage: null }), /no `allocatedStorage`/),
      trips(
        "an Aurora cluster with storage",
        one(CLUSTER, { engine: "aurora-postgresql", allocatedStorage: 100 }),
        /is for Multi-AZ clusters/,
      ),
      trips(
        "a Multi-AZ cluster without a class",
        one(CLUSTER, { engine: "postgres", allocatedStorage: 100, storageType: "io1" }),
        /lacks `dbClusterInstanceClass`/,
      ),
      trips(
        "a member of another engine",
        some((plan) => {
          const cluster = plan.add(CLUSTER, "c", { engine: "aurora-mysql" });
          plan.add("aws:rds/clusterInstance:ClusterInstance", "it", {
            clusterIdentifier: from(cluster),
            engine: "aurora-postgresql",
          });
        }),
        /a cluster of aurora-mysql/,
      ),
    ],
    passes: [
      passes("Multi-AZ", database({ multiAz: true, storageType: "gp3", maxAllocatedStorage: 100 })),
      passes(
        "a database that is there, whose zone AWS chose",
        one(DATABASE, { ...WHOLE, multiAz: true, availabilityZone: "us-east-1a" }, { id: "db-1" }),
      ),
      passes("a key with encryption that is not known", database({ kmsKeyId: UNKNOWN, storageEncrypted: UNKNOWN })),
      passes("storage that does not grow", database({ maxAllocatedStorage: 0 })),
      passes("an Aurora cluster", one(CLUSTER, { engine: "aurora-postgresql", storageEncrypted: true })),
      passes(
        "a restored database without its storage",
        database({ allocatedStorage: null, snapshotIdentifier: "s-1" }),
      ),
    ],
  },
  "table-keys-are-declared": {
    trips: [
      trips("a key that is no attribute", table({ hashKey: "user" }), /has the key `user`/),
      trips(
        "an attribute that is no key",
        table({
          attributes: [
            { name: "id", type: "S" },
            { name: "mail", type: "S" },
          ],
        }),
        /lists the attribute `mail`/,
      ),
      trips(
        "an index by something else",
        table({ globalSecondaryIndexes: [{ name: "mail", hashKey: "mail", projectionType: "ALL" }] }),
        /has the key `mail`/,
      ),
      trips("provisioned without capacity", table({ billingMode: "PROVISIONED" }), /without `readCapacity`/),
      trips("a stream of nothing", table({ streamEnabled: true }), /streamViewType/),
      trips(
        "a local index without a range",
        table({ localSecondaryIndexes: [{ name: "l", rangeKey: "id" }] }),
        /no `rangeKey`/,
      ),
    ],
    passes: [
      passes("a key", table({})),
      passes(
        "an index",
        table({
          attributes: [
            { name: "id", type: "S" },
            { name: "mail", type: "S" },
          ],
          globalSecondaryIndexes: [{ name: "mail", hashKey: "mail", projectionType: "ALL" }],
        }),
      ),
      passes("a key that is not known", table({ hashKey: UNKNOWN })),
      passes(
        "indexes that are not known",
        table({ attributes: [{ name: "id" }, { name: "mail" }], globalSecondaryIndexes: UNKNOWN }),
      ),
    ],
  },
  "fifo-fits-fifo": {
    trips: [
      trips("a FIFO queue without its ending", one(QUEUE, { fifoQueue: true, name: "jobs" }), /does not end in/),
      trips("the ending without FIFO", one(QUEUE, { name: "jobs.fifo" }), /without `fifoQueue: true`/),
      trips(
        "a FIFO topic without its ending",
        one("aws:sns/topic:Topic", { fifoTopic: true, name: "news" }),
        /fifoTopic/,
      ),
      trips(
        "a standard dead-letter queue of a FIFO queue",
        deadLetters({ fifoQueue: true }, {}),
        /dead is a standard queue/,
      ),
      trips(
        "a FIFO dead-letter queue of a standard queue",
        deadLetters({}, { fifoQueue: true }),
        /dead is a FIFO queue/,
      ),
      trips("a FIFO queue subscribed to a standard topic", subscription({}, { fifoQueue: true }), /no FIFO topic/),
    ],
    passes: [
      passes("FIFO throughout", deadLetters({ fifoQueue: true, name: "a.fifo" }, { fifoQueue: true })),
      passes("standard throughout", deadLetters({}, {})),
      passes("a kind that is not known", deadLetters({ fifoQueue: UNKNOWN }, { fifoQueue: true })),
      passes("a standard queue subscribed to a FIFO topic", subscription({ fifoTopic: true }, {})),
    ],
  },
  "lifecycles-are-valid": {
    trips: [
      trips(
        "backups that leave cold storage early",
        one("aws:backup/plan:Plan", { rules: [{ lifecycle: { coldStorageAfter: 30, deleteAfter: 90 } }] }),
        /90 days more/,
      ),
      trips(
        "objects that move to infrequent access at once",
        one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", {
          rules: [{ transitions: [{ days: 1, storageClass: "STANDARD_IA" }] }],
        }),
        /after 1 days/,
      ),
      trips(
        "objects that expire before they move",
        one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", {
          rules: [{ expiration: { days: 30 }, transitions: [{ days: 60, storageClass: "GLACIER" }] }],
        }),
        /expires objects after 30 days/,
      ),
    ],
    passes: [
      passes(
        "backups that stay cold long enough",
        one("aws:backup/plan:Plan", { rules: [{ lifecycle: { coldStorageAfter: 30, deleteAfter: 120 } }] }),
      ),
      passes(
        "backups that stay warm",
        one("aws:backup/plan:Plan", { rules: [{ lifecycle: { coldStorageAfter: 0, deleteAfter: 35 } }] }),
      ),
      passes(
        "objects that move to an archive at once",
        one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration", {
          rules: [{ expiration: { days: 365 }, transitions: [{ days: 1, storageClass: "GLACIER_IR" }] }],
        }),
      ),
    ],
  },
};
