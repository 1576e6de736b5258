import { MAX_STORAGE_GIB } from "./database-capacity";
import { DatabaseEngine, engineTraits, hasInsights, isMajorVersion } from "./database-engine";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import type { Tags } from "./tags";
import { DATABASE_BACKUP_DAYS, DATABASE_MAX_REPLICAS } from "./versions";

export interface DatabaseArgs {
  /** Its data subnets hold the database: two zones or more. */
  readonly network: Network;
  /** Instance class of the primary, its standby and its replicas: `db.t4g.medium`. */
  readonly instanceClass: string;
  /**
   * What runs on the instances. Another engine is another database: changing it replaces this one.
   * @default DatabaseEngine.Postgres
   */
  readonly engine?: DatabaseEngine;
  /**
   * Major version, `17` of PostgreSQL or `8.4` of MySQL. AWS chooses the minor one and keeps it patched.
   * @default - the one that this library was made with
   */
  readonly majorVersion?: string;
  /**
   * Whether a newer `majorVersion` may be installed, which means minutes without a database and no way back. Without it AWS
   * refuses the change.
   * @default false
   */
  readonly allowMajorVersionUpgrade?: boolean;
  /**
   * Whether changes that need a restart happen at once, rather than in the weekly maintenance window.
   * @default false
   */
  readonly applyImmediately?: boolean;
  /**
   * Storage at the start, 20 to 65536 GiB. It grows by itself up to five times that, or to 65536.
   * @default 20
   */
  readonly storageGiB?: number;
  /**
   * Whether a standby in a second zone takes over when the primary or its zone fails.
   * @default true
   */
  readonly standby?: boolean;
  /**
   * Read replicas, 0 to 15, each in another zone than the one before. Fewer of them are deleted, without a snapshot: their
   * data is the primary's. One that was promoted by hand is taken out of the stack first (`pulumi state delete`).
   * @default 0
   */
  readonly replicas?: number;
  /**
   * Whether connections to the primary go through RDS Proxy, which keeps them open over a failover and lets thousands of
   * clients share a few. Costs by the vCPU of the primary.
   * @default false
   */
  readonly proxy?: boolean;
  /**
   * Days that backups are kept and any second of them can be restored, 7 to 35.
   * @default 7
   */
  readonly backupRetentionDays?: number;
  /**
   * Raise it by one to have a new password. The old one ends at once, and what uses `access()` is replaced by what knows
   * the new one: until then, connections that are open go on and new ones are refused.
   * @default - the first password
   */
  readonly passwordGeneration?: number;
  /**
   * Whether RDS makes the password and replaces it every seven days. Code must then ask Secrets Manager again when it is
   * refused. AWS allows no read replica of such a database.
   * @default false
   */
  readonly managedPassword?: boolean;
  /**
   * Further regions in which the secret with the addresses can be read, `eu-central-1`, also when this one is down.
   * @default []
   */
  readonly secretRegions?: readonly string[];
  /**
   * Database Insights: `standard` keeps seven days of load by query and is free, `advanced` keeps fifteen months of it.
   * @default "standard"
   */
  readonly insights?: "standard" | "advanced";
  /**
   * Seconds between measurements of the operating system: 1, 5, 10, 15, 30 or 60; 0 for none. They are stored as logs.
   * @default 0
   */
  readonly enhancedMonitoringSeconds?: number;
  /**
   * Whether AWS and Pulumi refuse to delete the database.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

export const MIN_STORAGE_GIB = 20;
export const MONITORING_SECONDS = [0, 1, 5, 10, 15, 30, 60];

/** Reports everything that is wrong with the arguments. */
export function checkDatabase(name: string, args: DatabaseArgs): void {
  const { network, storageGiB = MIN_STORAGE_GIB, backupRetentionDays = DATABASE_BACKUP_DAYS.least } = args;
  const mistakes = new Mistakes()
    .require(network.zones >= 2, "network", `must span two zones or more for a database, got ${network.zones}`)
    .require(
      args.instanceClass.startsWith("db."),
      "instanceClass",
      `must be a database instance class such as db.t4g.medium, got ${args.instanceClass}`,
    )
    .requireRange("storageGiB", storageGiB, MIN_STORAGE_GIB, MAX_STORAGE_GIB)
    .requireRange("replicas", args.replicas ?? 0, 0, DATABASE_MAX_REPLICAS)
    .requireRange("backupRetentionDays", backupRetentionDays, DATABASE_BACKUP_DAYS.least, DATABASE_BACKUP_DAYS.most);
  checkPassword(mistakes, args);
  checkEngine(mistakes, args);
  mistakes.throwFor("Database", name);
}

function checkPassword(mistakes: Mistakes, args: DatabaseArgs): void {
  const { managedPassword = false, passwordGeneration = 1, replicas = 0 } = args;
  mistakes
    .require(
      !managedPassword || replicas === 0,
      "managedPassword",
      `must be false with replicas: AWS makes no replica of a database whose password RDS manages, got replicas: ${replicas}`,
    )
    .require(
      !managedPassword || args.passwordGeneration === undefined,
      "passwordGeneration",
      "must be left out with managedPassword: RDS replaces the password itself",
    )
    .require(
      !managedPassword || (args.secretRegions ?? []).length === 0,
      "secretRegions",
      "must be left out with managedPassword: the secret is RDS's own",
    )
    .requireRange("passwordGeneration", passwordGeneration, 1, 1_000_000);
}

function checkEngine(mistakes: Mistakes, args: DatabaseArgs): void {
  const { engine = DatabaseEngine.Postgres, instanceClass, enhancedMonitoringSeconds = 0 } = args;
  const engines = Object.values(DatabaseEngine);
  mistakes
    .require(engines.includes(engine), "engine", `must be one of ${engines.join(", ")}, got ${engine}`)
    .require(
      MONITORING_SECONDS.includes(enhancedMonitoringSeconds),
      "enhancedMonitoringSeconds",
      `must be one of ${MONITORING_SECONDS.join(", ")}, got ${enhancedMonitoringSeconds}`,
    )
    .require(
      args.insights !== "advanced" || hasInsights(engine, instanceClass),
      "insights",
      `must be left out: Database Insights does not know ${engine} on ${instanceClass}; choose a larger class`,
    );
  if (engines.includes(engine)) {
    const { major } = engineTraits(engine);
    const { majorVersion = major } = args;
    mistakes.require(
      isMajorVersion(engine, majorVersion),
      "majorVersion",
      `must be a major version of ${engine} such as ${major}, got ${majorVersion}`,
    );
  }
}
