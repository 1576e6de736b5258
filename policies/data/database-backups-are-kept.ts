import type { PlannedResource } from "../../model/plan";
import { awsType } from "../../model/topology/aws-type";
import { isUnknown, number, text } from "../../model/value";
import { isSet } from "../each-resource";
import { rule, type Verdict } from "../rule";

interface Values {
  readonly minimumDays: number;
}

/** Argument that says for how many days backups are kept, and what AWS's provider asks for without it. */
const KEPT: { readonly [type: string]: readonly [argument: string, otherwise: number] } = {
  "rds/Instance": ["backupRetentionPeriod", 0],
  "rds/Cluster": ["backupRetentionPeriod", 1],
  "docdb/Cluster": ["backupRetentionPeriod", 1],
  "neptune/Cluster": ["backupRetentionPeriod", 1],
};

/** A mistake of a Friday is often found a week later; what is older than the oldest backup is gone. */
export const databaseBackupsAreKept = rule<Values>({
  name: "database-backups-are-kept",
  displayName: "Database backups are kept",
  description: "A database must make automated backups and keep them long enough to find a mistake.",
  severity: "high",
  kind: "durability",
  tags: ["data"],
  remediationSteps: "Set `backupRetentionPeriod` to 7 days or more.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.html",
  about: Object.keys(KEPT),
  settings: {
    properties: {
      minimumDays: { type: "integer", minimum: 1, maximum: 35, description: "Days that backups are kept at least." },
    },
    defaults: { minimumDays: 7 },
  },
  judge: ({ index }, { minimumDays }) =>
    index
      .ofType(...Object.keys(KEPT))
      .filter(isOwnCopy)
      .flatMap((database) => verdictOf(database, minimumDays)),
});

/** Of a replica the source's backups count, of a member its cluster's. */
function isOwnCopy({ inputs }: PlannedResource): boolean {
  return (
    !isSet(inputs.replicateSourceDb) &&
    !isSet(inputs.replicationSourceIdentifier) &&
    !text(inputs.engine)?.startsWith("custom-")
  );
}

function verdictOf(database: PlannedResource, minimumDays: number): readonly Verdict[] {
  const [argument, otherwise] = KEPT[awsType(database.type) ?? ""] ?? ["backupRetentionPeriod", 0];
  const value = database.inputs[argument];
  if (isUnknown(value)) {
    return [
      { outcome: "unknown", urn: database.urn, message: `How long ${database.name} keeps backups is not known.` },
    ];
  }
  const days = number(value) ?? otherwise;
  if (days >= minimumDays) return [];
  const message =
    days === 0
      ? `${database.name} makes no automated backups (\`${argument}\` is 0 or not set): what is deleted by mistake is gone.`
      : `${database.name} keeps backups for ${days} days, less than ${minimumDays}: a mistake found later cannot be undone.`;
  return [{ outcome: "violation", urn: database.urn, message }];
}
