import type { PlannedResource, Urn } from "../../plan";
import { flag, isUnknown, number, record, text, type Value } from "../../value";
import type { TopologyBuilder } from "../builder";
import type { Guard } from "../topology";

/** A restore to a point in time is as good as its last log: five minutes at most. */
const POINT_IN_TIME = 300;
const DAY = 86_400;

type Inputs = PlannedResource["inputs"];

/** Types that hold data: the argument that refuses deletion, and what a way back loses. */
const GUARDED: { readonly [type: string]: { readonly by?: string; readonly loss: (inputs: Inputs) => number | null } } =
  {
    "rds/Instance": { by: "deletionProtection", loss: ({ backupRetentionPeriod }) => kept(backupRetentionPeriod, 0) },
    "rds/Cluster": { by: "deletionProtection", loss: ({ backupRetentionPeriod }) => kept(backupRetentionPeriod, 1) },
    "docdb/Cluster": { by: "deletionProtection", loss: ({ backupRetentionPeriod }) => kept(backupRetentionPeriod, 1) },
    "neptune/Cluster": {
      by: "deletionProtection",
      loss: ({ backupRetentionPeriod }) => kept(backupRetentionPeriod, 1),
    },
    "dynamodb/Table": {
      by: "deletionProtectionEnabled",
      loss: ({ pointInTimeRecovery }) => (flag(record(pointInTimeRecovery).enabled) === true ? POINT_IN_TIME : null),
    },
    "efs/FileSystem": { loss: () => null },
    "redshift/Cluster": { loss: ({ automatedSnapshotRetentionPeriod: days }) => (number(days) === 0 ? null : DAY / 3) },
  };

/** What keeps data from being deleted by mistake: AWS's refusal, Pulumi's, or a way back. */
export function readGuards(builder: TopologyBuilder): ReadonlyMap<Urn, Guard> {
  const guards = new Map<Urn, Guard>();
  const saved = new Set(
    builder.index
      .ofType("backup/Selection")
      .flatMap(({ propertyDependencies }) => propertyDependencies.resources ?? []),
  );
  for (const [type, { by, loss }] of Object.entries(GUARDED)) {
    for (const resource of builder.index.ofType(type)) {
      // A replica's data is its source's.
      if (resource.inputs.replicateSourceDb !== undefined) continue;
      const own = loss(resource.inputs);
      guards.set(resource.urn, {
        guarded: isRefused(resource, by),
        lossSeconds: own ?? (saved.has(resource.urn) ? DAY : null),
      });
    }
  }
  // AWS deletes no bucket that holds anything; `forceDestroy` empties it first.
  for (const bucket of builder.index.ofType("s3/Bucket")) {
    const refused = bucket.options.protect === true || flag(bucket.inputs.forceDestroy) !== true;
    guards.set(bucket.urn, { guarded: isUnknown(bucket.inputs.forceDestroy) ? null : refused, lossSeconds: null });
  }
  return guards;
}

function isRefused({ options, inputs }: PlannedResource, by: string | undefined): boolean | null {
  if (options.protect === true) return true;
  const value = by === undefined ? undefined : inputs[by];
  if (isUnknown(value)) return null;
  return flag(value) === true || text(value)?.toUpperCase() === "ACTIVE";
}

function kept(days: Value | undefined, otherwise: number): number | null {
  return (number(days) ?? otherwise) > 0 ? POINT_IN_TIME : null;
}
