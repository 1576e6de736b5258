import type { Rule } from "../rule";
import { backupPlansTakeSomething } from "./backup-plans-take-something";
import { backupsLeaveTheRegion } from "./backups-leave-the-region";
import { bucketKeepsVersions } from "./bucket-keeps-versions";
import { bucketsSurviveADestroy } from "./buckets-survive-a-destroy";
import { databaseBackupsAreKept } from "./database-backups-are-kept";
import { deletionIsGuarded } from "./deletion-is-guarded";
import { filesAreBackedUp } from "./files-are-backed-up";
import { finalSnapshotIsTaken } from "./final-snapshot-is-taken";
import { keysGoSlowly } from "./keys-go-slowly";
import { replicationCanRun } from "./replication-can-run";
import { storageCanGrow } from "./storage-can-grow";
import { tablesCanGoBack } from "./tables-can-go-back";
import { vaultIsLocked } from "./vault-is-locked";
import { writesAreDurable } from "./writes-are-durable";

/** What survives a mistake, a bad release and a lost region. */
export const data: readonly Rule[] = [
  backupPlansTakeSomething,
  backupsLeaveTheRegion,
  bucketKeepsVersions,
  bucketsSurviveADestroy,
  databaseBackupsAreKept,
  deletionIsGuarded,
  filesAreBackedUp,
  finalSnapshotIsTaken,
  keysGoSlowly,
  replicationCanRun,
  storageCanGrow,
  tablesCanGoBack,
  vaultIsLocked,
  writesAreDurable,
];
