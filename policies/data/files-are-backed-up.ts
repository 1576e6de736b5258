import type { PlannedResource } from "../../model/plan";
import { containsUnknown, list, record, text } from "../../model/value";
import { isSet } from "../each-resource";
import { rule } from "../rule";
import type { Subject } from "../subject";

/** File systems and disks have no backups of their own: what deletes a file deletes its only copy. */
export const filesAreBackedUp = rule({
  name: "files-are-backed-up",
  displayName: "Files are backed up",
  description: "A file system, and a disk that outlives its server, must be in a backup plan or have snapshots.",
  severity: "medium",
  kind: "durability",
  tags: ["data"],
  remediationSteps:
    'Add `aws.efs.BackupPolicy` with `status: "ENABLED"`, list the resource in an `aws.backup.Selection`, or take ' +
    "snapshots by `aws.dlm.LifecyclePolicy`.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
  about: ["efs/FileSystem", "ebs/Volume"],
  judge: (subject) =>
    subject.index.ofType("efs/FileSystem", "ebs/Volume").flatMap((store) => {
      if (isBackedUp(subject, store)) return [];
      const unknown = mayBeByTags(subject);
      const message = unknown
        ? `Whether a backup plan or snapshot policy of this program takes in ${store.name} by its tags is not known.`
        : `${store.name} is in no backup plan and has no snapshots: what is deleted or overwritten is gone.`;
      return [{ outcome: unknown ? "unknown" : "violation", urn: store.urn, message }];
    }),
});

function isBackedUp({ index }: Subject, store: PlannedResource): boolean {
  const own = index
    .referring(store, "efs/BackupPolicy", "fileSystemId")
    .some(({ inputs }) => text(record(list(inputs.backupPolicy)[0] ?? inputs.backupPolicy).status) !== "DISABLED");
  const selected = index.referring(store, "backup/Selection", "resources").length > 0;
  const everything = index
    .ofType("backup/Selection")
    .some(({ inputs }) => list(inputs.resources).map(text).includes("*"));
  return (
    own ||
    selected ||
    everything ||
    index.ofType("backup/Selection", "dlm/LifecyclePolicy").some((each) => isByTag(each, store))
  );
}

/** A selection or a snapshot policy that names a tag which the resource has. */
function isByTag({ inputs }: PlannedResource, store: PlannedResource): boolean {
  const tags = { ...record(store.inputs.tagsAll), ...record(store.inputs.tags) };
  const selection = list(inputs.selectionTags)
    .map(record)
    .map((each) => [text(each.key), text(each.value)] as const);
  const target = record(record(list(inputs.policyDetails)[0] ?? inputs.policyDetails).targetTags);
  const wanted = [...selection, ...Object.entries(target).map(([key, value]) => [key, text(value)] as const)];
  return wanted.some(([key, value]) => key !== undefined && value !== undefined && text(tags[key]) === value);
}

function mayBeByTags({ index }: Subject): boolean {
  return index
    .ofType("backup/Selection", "dlm/LifecyclePolicy")
    .some(
      ({ inputs }) =>
        containsUnknown(inputs.selectionTags) || containsUnknown(inputs.policyDetails) || isSet(inputs.conditions),
    );
}
