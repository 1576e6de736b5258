import { number } from "../../value";
import { beyondInfracost, byUsage, type Component, counted, gap, onlyInfracost, rarelyUsed } from "../charge";
import type { Pricer, PricingContext } from "../context";
import { DEFAULT_ROOT_GIB } from "./ebs-volume";
import { VOLUME } from "./types";

const SNAPSHOT = "aws:ebs/snapshot:Snapshot";

/** A snapshot: at most the size of its volume; AWS bills only the blocks that changed since the last one. */
export const ebsSnapshot: Pricer = (_resource, context) => {
  const { usage } = context;
  return [
    ...storage(volumeSize(context)),
    ...[
      counted(
        "Fast snapshot restore",
        "ebs.snapshot.fast_restore",
        usage.number("fast_snapshot_restore_hours"),
        1,
        "DSU-hours",
      ),
      counted(
        "ListChangedBlocks & ListSnapshotBlocks API requests",
        "ebs.direct_api.list",
        usage.number("monthly_list_block_requests"),
        1000,
        "1k requests",
      ),
      counted(
        "GetSnapshotBlock API requests",
        "ebs.direct_api.get",
        usage.number("monthly_get_block_requests"),
        1000,
        "1k SnapshotAPIUnits",
      ),
      counted(
        "PutSnapshotBlock API requests",
        "ebs.direct_api.put",
        usage.number("monthly_put_block_requests"),
        1000,
        "1k SnapshotAPIUnits",
      ),
    ].map(rarelyUsed),
  ];
};

/** A copy of a snapshot is as large as what it copies. */
export const ebsSnapshotCopy: Pricer = (_resource, context) => {
  const source = context.referenced("sourceSnapshotId", SNAPSHOT)[0];
  return storage(source === undefined ? undefined : volumeSize(context.of(source)));
};

/** Snapshots that a lifecycle policy takes: what changes between two of them decides. */
export const snapshotPolicy: Pricer = (_resource, { usage }) => [
  byUsage("EBS snapshot storage", "ebs.snapshot", usage.number("storage_gb"), "GB", { beyondInfracost: true }),
];

function storage(sizeGiB: number | undefined): readonly Component[] {
  const charge = (size: number): Component =>
    byUsage("EBS snapshot storage", "ebs.snapshot", size, "GB", { note: "the whole volume, once" });
  if (sizeGiB !== undefined) return [charge(sizeGiB)];
  return [
    ...beyondInfracost([gap("the size of its volume is not in the plan")]),
    ...onlyInfracost([charge(DEFAULT_ROOT_GIB)]),
  ];
}

function volumeSize(context: PricingContext): number | undefined {
  return number(context.referenced("volumeId", VOLUME)[0]?.inputs.size);
}
