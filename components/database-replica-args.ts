import type { Database } from "./database";
import { MONITORING_SECONDS } from "./database-args";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import type { Tags } from "./tags";
import { DATABASE_BACKUP_DAYS } from "./versions";

export interface DatabaseReplicaArgs {
  /** The database that it copies, in another region. */
  readonly of: Database;
  /** A network of this region: its data subnets hold the copy. Two zones or more. */
  readonly network: Network;
  /**
   * Instance class: large enough to take all requests once it is promoted.
   * @default - that of the database it copies
   */
  readonly instanceClass?: string;
  /**
   * Whether the copy has a standby in a second zone of its region.
   * @default false
   */
  readonly standby?: boolean;
  /**
   * Days that backups of the copy are kept in its own region, 7 to 35. Being ready costs nothing up to the size of its
   * storage, and a promoted database has its past at once.
   * @default 7
   */
  readonly backupRetentionDays?: number;
  /**
   * Turns the copy into a database of its own that takes writes. There is no way back: the copy in the other direction is
   * another `DatabaseReplica`. What the other region had not sent yet is lost.
   * @default false
   */
  readonly promoted?: boolean;
  /**
   * Seconds between measurements of the operating system: 1, 5, 10, 15, 30 or 60; 0 for none.
   * @default 0
   */
  readonly enhancedMonitoringSeconds?: number;
  /**
   * Whether AWS and Pulumi refuse to delete the copy.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** Reports everything that is wrong with the arguments. */
export function checkReplica(name: string, args: DatabaseReplicaArgs): void {
  const { of, network, instanceClass = of.instanceClass, backupRetentionDays = DATABASE_BACKUP_DAYS.least } = args;
  new Mistakes()
    .require(network.zones >= 2, "network", `must span two zones or more for a database, got ${network.zones}`)
    .require(
      instanceClass.startsWith("db."),
      "instanceClass",
      `must be a database instance class such as db.m7g.large, got ${instanceClass}`,
    )
    .require(
      !of.hasManagedPassword,
      "of",
      "must keep its own password: AWS copies no database whose password RDS manages",
    )
    .require(
      MONITORING_SECONDS.includes(args.enhancedMonitoringSeconds ?? 0),
      "enhancedMonitoringSeconds",
      `must be one of ${MONITORING_SECONDS.join(", ")}, got ${args.enhancedMonitoringSeconds}`,
    )
    .requireRange("backupRetentionDays", backupRetentionDays, DATABASE_BACKUP_DAYS.least, DATABASE_BACKUP_DAYS.most)
    .throwFor("DatabaseReplica", name);
}
