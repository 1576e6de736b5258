import { UNKNOWN } from "../../../model/value";
import { from, type Inputs } from "../../model/plan-builder";
import { type CasesByRule, one, passes, some, trips } from "./case";
import { providerFor } from "./networks";

const DATABASE = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const TABLE = "aws:dynamodb/table:Table";
const BUCKET = "aws:s3/bucket:Bucket";
const FILES = "aws:efs/fileSystem:FileSystem";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const VAULT = "aws:backup/vault:Vault";

const versioned = (status: string) =>
  some((plan) => {
    const bucket = plan.add(BUCKET, "it", {});
    plan.add("aws:s3/bucketVersioning:BucketVersioning", "it", {
      bucket: from(bucket),
      versioningConfiguration: { status },
    });
  });

const withPlan = (rules: Inputs, selection: (database: ReturnType<typeof from>) => Inputs) =>
  some((plan) => {
    const database = plan.add(DATABASE, "it", {});
    const backups = plan.add("aws:backup/plan:Plan", "backups", { rules: [rules] });
    plan.add("aws:backup/selection:Selection", "backups", { planId: from(backups), ...selection(from(database)) });
  });

const COPY = { copyActions: [{ destinationVaultArn: UNKNOWN }] };

const files = (more: (store: ReturnType<typeof from>) => readonly [string, Inputs]) =>
  some((plan) => {
    const store = plan.add(FILES, "it", { tags: { backup: "daily" } });
    plan.add(...(([type, inputs]) => [type, "more", inputs] as const)(more(from(store))));
  });

const keyOf = (key: Inputs) =>
  some((plan) => void plan.add(FILES, "files", { kmsKeyId: from(plan.add("aws:kms/key:Key", "it", key)) }));

export const data: CasesByRule = {
  "database-backups-are-kept": {
    trips: [
      trips("a database without backups", one(DATABASE, { backupRetentionPeriod: 0 }), /makes no automated backups/),
      trips("a database that says nothing of them", one(DATABASE, {}), /makes no automated backups/),
      trips("backups of two days", one(DATABASE, { backupRetentionPeriod: 2 }), /for 2 days, less than 7/),
      trips("a cluster that says nothing of them", one(CLUSTER, { engine: "aurora-mysql" }), /for 1 days/),
    ],
    passes: [
      passes("backups of a week", one(DATABASE, { backupRetentionPeriod: 7 })),
      passes("a replica, whose source has them", one(DATABASE, { replicateSourceDb: "db-1" })),
      passes("a member of a cluster", one("aws:rds/clusterInstance:ClusterInstance", {})),
      passes("a number that is not known", one(DATABASE, { backupRetentionPeriod: UNKNOWN })),
    ],
  },
  "tables-can-go-back": {
    trips: [
      trips("a table without it", one(TABLE, {}), /no point-in-time recovery/),
      trips(
        "a table with it off",
        one(TABLE, { pointInTimeRecovery: { enabled: false } }),
        /no point-in-time recovery/,
      ),
    ],
    passes: [
      passes("a table with it", one(TABLE, { pointInTimeRecovery: { enabled: true } })),
      passes("a table of which it is not known", one(TABLE, { pointInTimeRecovery: UNKNOWN })),
    ],
  },
  "files-are-backed-up": {
    trips: [
      trips("a file system", one(FILES, {}), /in no backup plan/),
      trips("a disk", one("aws:ebs/volume:Volume", {}), /in no backup plan/),
      trips(
        "a policy that is off",
        files((store) => [
          "aws:efs/backupPolicy:BackupPolicy",
          { fileSystemId: store, backupPolicy: { status: "DISABLED" } },
        ]),
        /in no backup plan/,
      ),
    ],
    passes: [
      passes(
        "a policy",
        files((store) => [
          "aws:efs/backupPolicy:BackupPolicy",
          { fileSystemId: store, backupPolicy: { status: "ENABLED" } },
        ]),
      ),
      passes(
        "a selection",
        files((store) => ["aws:backup/selection:Selection", { resources: [store] }]),
      ),
      passes(
        "a selection by tag",
        files(() => ["aws:backup/selection:Selection", { selectionTags: [{ key: "backup", value: "daily" }] }]),
      ),
      passes(
        "a snapshot policy by tag",
        files(() => [
          "aws:dlm/lifecyclePolicy:LifecyclePolicy",
          { policyDetails: { targetTags: { backup: "daily" } } },
        ]),
      ),
      passes(
        "a selection by what is not known",
        files(() => ["aws:backup/selection:Selection", { selectionTags: UNKNOWN }]),
      ),
    ],
  },
  "deletion-is-guarded": {
    trips: [
      trips("a database", one(DATABASE, {}), /`deletionProtection`/),
      trips("a table", one(TABLE, { deletionProtectionEnabled: false }), /`deletionProtectionEnabled`/),
      trips(
        "a user pool",
        one("aws:cognito/userPool:UserPool", { deletionProtection: "INACTIVE" }),
        /deletes it with its data/,
      ),
      trips("a load balancer", one(BALANCER, {}), /the address that users know/),
    ],
    passes: [
      passes("a database that AWS protects", one(DATABASE, { deletionProtection: true })),
      passes("a load balancer that AWS protects", one(BALANCER, { enableDeletionProtection: true })),
      passes("a database that Pulumi protects", one(DATABASE, {}, { options: { protect: true } })),
      passes("a user pool that AWS protects", one("aws:cognito/userPool:UserPool", { deletionProtection: "ACTIVE" })),
      passes("a replica", one(DATABASE, { replicateSourceDb: "db-1" })),
      passes("one of which it is not known", one(DATABASE, { deletionProtection: UNKNOWN })),
    ],
  },
  "final-snapshot-is-taken": {
    trips: [
      trips("a snapshot that is skipped", one(DATABASE, { skipFinalSnapshot: true }), /leaves nothing behind/),
      trips("a snapshot without a name", one(CLUSTER, {}), /no `finalSnapshotIdentifier`/),
    ],
    passes: [
      passes("a snapshot", one(DATABASE, { finalSnapshotIdentifier: "last" })),
      passes("a snapshot of which the name is not known", one(DATABASE, { finalSnapshotIdentifier: UNKNOWN })),
      passes(
        "a replica, of which RDS takes none",
        one(DATABASE, { replicateSourceDb: "db-1", skipFinalSnapshot: true }),
      ),
      passes("a choice that is not known", one(DATABASE, { skipFinalSnapshot: UNKNOWN })),
    ],
  },
  "buckets-survive-a-destroy": {
    trips: [
      trips("a bucket that is emptied", one(BUCKET, { forceDestroy: true }), /`forceDestroy: true`/),
      trips(
        "a repository that is emptied",
        one("aws:ecr/repository:Repository", { forceDelete: true }),
        /`forceDelete: true`/,
      ),
    ],
    passes: [
      passes("a bucket", one(BUCKET, {})),
      passes("a bucket that Pulumi protects", one(BUCKET, { forceDestroy: true }, { options: { protect: true } })),
      passes("a choice that is not known", one(BUCKET, { forceDestroy: UNKNOWN })),
    ],
  },
  "bucket-keeps-versions": {
    trips: [
      trips("a bucket", one(BUCKET, {}), /keeps no versions/),
      trips("a bucket that no longer does", versioned("Suspended"), /keeps no versions/),
    ],
    passes: [
      passes("a bucket with versions", versioned("Enabled")),
      passes("a bucket with versions, written inside", one(BUCKET, { versioning: { enabled: true } })),
      passes("a bucket of which it is not known", one(BUCKET, { versioning: UNKNOWN })),
      passes(
        "a bucket of a load balancer's logs",
        some(
          (plan) =>
            void plan.add("aws:lb/loadBalancer:LoadBalancer", "front", {
              accessLogs: { bucket: from(plan.add(BUCKET, "logs", {})) },
            }),
        ),
      ),
    ],
  },
  "keys-go-slowly": {
    trips: [
      trips("a key that goes in a week", one("aws:kms/key:Key", { deletionWindowInDays: 7 }), /after 7 days/),
      trips(
        "a secret that goes at once",
        one("aws:secretsmanager/secret:Secret", { recoveryWindowInDays: 0 }),
        /at once/,
      ),
      trips("a key in use that is off", keyOf({ isEnabled: false }), /is switched off/),
    ],
    passes: [
      passes("a key in use that is on", keyOf({ isEnabled: true })),
      passes("a key that is off and that nothing uses", one("aws:kms/key:Key", { isEnabled: false })),
      passes("a key that says nothing: 30 days", one("aws:kms/key:Key", {})),
      passes("a key that waits", one("aws:kms/key:Key", { deletionWindowInDays: 14 })),
      passes("a wait that is not known", one("aws:kms/key:Key", { deletionWindowInDays: UNKNOWN })),
      passes("a secret that says nothing: 30 days", one("aws:secretsmanager/secret:Secret", {})),
    ],
  },
  "backup-plans-take-something": {
    trips: [trips("a plan", one("aws:backup/plan:Plan", { rules: [{}] }), /backs nothing up/)],
    passes: [
      passes(
        "a plan with a selection",
        withPlan({}, (database) => ({ resources: [database] })),
      ),
      passes(
        "a plan with a selection by tags",
        withPlan({}, () => ({ selectionTags: UNKNOWN })),
      ),
    ],
  },
  "backups-leave-the-region": {
    trips: [
      trips("a database", one(DATABASE, {}), /in one region/),
      trips(
        "a backup plan without copies",
        withPlan({}, (database) => ({ resources: [database] })),
        /in one region/,
      ),
      trips(
        "a copying plan for something else",
        some((plan) => {
          plan.add(DATABASE, "it", {});
          const other = plan.add(DATABASE, "other", { globalClusterIdentifier: "g" });
          const backups = plan.add("aws:backup/plan:Plan", "backups", { rules: [COPY] });
          plan.add("aws:backup/selection:Selection", "backups", { planId: from(backups), resources: [from(other)] });
        }),
        /^violation: Every copy of it is/,
      ),
    ],
    passes: [
      passes(
        "a copying plan for it",
        withPlan(COPY, (database) => ({ resources: [database] })),
      ),
      passes(
        "a copying plan by tags",
        withPlan(COPY, () => ({ selectionTags: [{ key: "backup", value: "daily" }] })),
      ),
      passes(
        "a replica in another region",
        some((plan) => {
          const database = plan.add(DATABASE, "it", {});
          plan.add(DATABASE, "copy", { replicateSourceDb: from(database) }, providerFor(plan, "eu-west-1"));
        }),
      ),
      passes(
        "backups in another region",
        some((plan) => {
          const database = plan.add(DATABASE, "it", {});
          plan.add("aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication", "copy", {
            sourceDbInstanceArn: from(database),
          });
        }),
      ),
      passes("a member of a global cluster", one(CLUSTER, { globalClusterIdentifier: UNKNOWN })),
    ],
  },
  "vault-is-locked": {
    trips: [trips("a vault", one(VAULT, {}), /no lock and no policy/)],
    passes: [
      passes(
        "a vault with a lock",
        some(
          (plan) =>
            void plan.add("aws:backup/vaultLockConfiguration:VaultLockConfiguration", "it", {
              backupVaultName: from(plan.add(VAULT, "it", {})),
            }),
        ),
      ),
      passes(
        "a vault with a policy",
        some(
          (plan) =>
            void plan.add("aws:backup/vaultPolicy:VaultPolicy", "it", {
              backupVaultName: from(plan.add(VAULT, "it", {})),
              policy: UNKNOWN,
            }),
        ),
      ),
    ],
  },
};
