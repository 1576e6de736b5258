import type { PlannedResource } from "../../plan";
import { Arguments, part } from "../arguments";
import { beyondInfracost, byUsage, type Component, counted, rarelyUsed, under } from "../charge";
import type { Pricer, PricingContext } from "../context";
import { STORAGE_CLASSES, standardStorage } from "./s3-storage-classes";

const LIFECYCLES = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
];
const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

/** A bucket: standard storage always, the other storage classes where usage or a lifecycle rule names them. */
export const s3Bucket: Pricer = (resource, context) => [
  ...part(() => objectTags(resource, context)),
  ...under("Standard", standardStorage(context.usage.nested("standard"))),
  ...part(() => otherClasses(resource, context)),
  ...replication(resource, context),
];

/** Tags of objects, which infracost expects where a lifecycle rule asks for some. */
function objectTags(resource: PlannedResource, { usage }: PricingContext): readonly Component[] {
  const count = usage.number("object_tags");
  const rules = new Arguments(resource.inputs)
    .records("lifecycleRules")
    .filter((rule) => rule.flag("enabled") === true);
  const asked = rules.some((rule) => rule.has("tags"));
  if (!asked && count === null) return [];
  const charge = counted("Object tagging", "s3.object_tags", count, 1e4, "10k tags");
  return [asked ? rarelyUsed(charge) : { ...charge, beyondInfracost: true }];
}

function otherClasses(resource: PlannedResource, context: PricingContext): readonly Component[] {
  const { usage } = context;
  const named = transitions(new Arguments(resource.inputs), context);
  return STORAGE_CLASSES.filter((each) => !usage.nested(each.usage).empty || named.includes(each.lifecycle)).flatMap(
    (each) => {
      const components = under(each.name, each.price(usage.nested(each.usage)));
      return each.beyondInfracost === true ? beyondInfracost(components) : components;
    },
  );
}

/** Storage classes that a lifecycle rule of the bucket moves objects to. */
function transitions(bucket: Arguments, context: PricingContext): readonly string[] {
  const configurations = context.referrers(...LIFECYCLES).map((each) => new Arguments(each.inputs));
  const all = [...bucket.records("lifecycleRules"), ...configurations.flatMap((each) => each.records("rules"))];
  const rules = all.filter((rule) => rule.flag("enabled") !== false && rule.text("status") !== "Disabled");
  const moves = rules.flatMap((rule) => [
    ...rule.records("transitions"),
    ...rule.records("noncurrentVersionTransitions"),
  ]);
  return moves.flatMap((move) => move.text("storageClass") ?? []);
}

function replication(resource: PlannedResource, context: PricingContext): readonly Component[] {
  if (resource.inputs.replicationConfiguration === undefined && context.referrers(REPLICATION).length === 0) return [];
  const copied = context.usage.number("monthly_replication_gb");
  return [
    byUsage("Replication to other regions", "data_transfer.inter_region_out", copied, "GB", { beyondInfracost: true }),
  ];
}
