import type { PlannedResource } from "../../model/plan";
import { list, record } from "../../model/value";
import { isSet } from "../each-resource";
import { rule } from "../rule";
import type { Subject } from "../subject";

const DATABASES = ["rds/Instance", "rds/Cluster"];

/** Backups lie beside what they are of: the loss of the region, or of the account, takes both. */
export const backupsLeaveTheRegion = rule({
  name: "backups-leave-the-region",
  displayName: "Backups leave the region",
  description:
    "A database must have a copy elsewhere: backups in another region, a replica there, or a backup plan that copies.",
  severity: "low",
  kind: "durability",
  tags: ["data"],
  remediationSteps:
    "Add `aws.rds.InstanceAutomatedBackupsReplication` in a second region, or an `aws.backup.Plan` with `copyActions` that " +
    "the database is selected for.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReplicateBackups.html",
  about: DATABASES,
  inComponents: { "zero-to-millions:data:Database": "add a BackupPlan with a copy in another region to the stack." },
  judge: (subject) =>
    subject.index
      .ofType(...DATABASES)
      .filter(
        (database) => !isSet(database.inputs.replicateSourceDb) && !isSet(database.inputs.replicationSourceIdentifier),
      )
      .filter((database) => !isCopied(subject, database))
      .map(({ urn, name }) => ({
        outcome: "violation" as const,
        urn,
        message: `Every copy of ${name} is in one region: when that is lost, so is the data.`,
      })),
});

function isCopied({ index }: Subject, database: PlannedResource): boolean {
  const replicated =
    index.referring(database, "rds/InstanceAutomatedBackupsReplication", "sourceDbInstanceArn").length > 0;
  const replicas = index
    .referring(database, "rds/Instance", "replicateSourceDb")
    .some((each) => each.provider !== database.provider);
  const global = isSet(database.inputs.globalClusterIdentifier);
  return replicated || replicas || global || isInCopyingPlan(index, database);
}

/** In a plan that copies, by name, with everything, or by something that the plan does not show, such as tags. */
function isInCopyingPlan(index: Subject["index"], database: PlannedResource): boolean {
  const copying = index
    .ofType("backup/Plan")
    .filter(({ inputs }) => list(inputs.rules).some((each) => isSet(record(each).copyActions)));
  return copying.some((plan) =>
    index.referring(plan, "backup/Selection", "planId").some((selection) => {
      const named = index.referred(selection, "resources", ...DATABASES);
      return named.length === 0 || named.includes(database);
    }),
  );
}
