import type { PlannedResource } from "../../model/plan";
import { flag, isUnknown } from "../../model/value";
import { isSet } from "../each-resource";
import { rule, type Verdict } from "../rule";

const TYPES = ["rds/Instance", "rds/Cluster", "docdb/Cluster", "neptune/Cluster"];

/** With a database go its automated backups; the final snapshot is what stays. */
export const finalSnapshotIsTaken = rule({
  name: "final-snapshot-is-taken",
  displayName: "A final snapshot is taken",
  description: "A database that is deleted or replaced must leave a snapshot behind.",
  severity: "medium",
  kind: "durability",
  tags: ["data"],
  remediationSteps: "Leave `skipFinalSnapshot` out or false, and set `finalSnapshotIdentifier`.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_DeleteInstance.html",
  about: TYPES,
  judge: ({ index }) => index.ofType(...TYPES).flatMap(verdictOf),
});

function verdictOf({ urn, name, inputs }: PlannedResource): readonly Verdict[] {
  // RDS takes none of a replica: its source still has the data.
  if (isSet(inputs.replicateSourceDb) || isSet(inputs.replicationSourceIdentifier)) return [];
  const skipped = flag(inputs.skipFinalSnapshot) === true;
  const named = isSet(inputs.finalSnapshotIdentifier);
  if (isUnknown(inputs.skipFinalSnapshot) || (!skipped && named)) return [];
  const message = skipped
    ? `${name} leaves nothing behind when it is deleted or replaced (\`skipFinalSnapshot: true\`).`
    : `${name} has no \`finalSnapshotIdentifier\`, so it can be neither deleted nor replaced in order: the deletion fails.`;
  return [{ outcome: "violation", urn, message }];
}
