import { Arguments, part } from "../arguments";
import { byUsage, type Component, counted, rarelyUsed, under } from "../charge";
import type { Pricer, PricingContext } from "../context";
import type { Usage } from "../usage";

const LIFECYCLES = [
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
  "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
];

const REPLICATION = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";

interface StorageClass {
  /** Key in a usage file. */
  readonly usage: string;
  /** Names in a lifecycle rule. */
  readonly lifecycle: readonly string[];
  readonly name: string;
  readonly price: (usage: Usage) => readonly Component[];
}

const CLASSES: readonly StorageClass[] = [
  { usage: "intelligent_tiering", lifecycle: ["INTELLIGENT_TIERING"], name: "Intelligent tiering", price: intelligent },
  {
    usage: "standard_infrequent_access",
    lifecycle: ["STANDARD_IA"],
    name: "Standard - infrequent access",
    price: (usage) => [
      storage("s3.standard_ia.storage", usage),
      ...requests("s3.standard_ia.put", "s3.standard_ia.get", usage),
      transition("s3.standard_ia.lifecycle_transition", usage),
      retrieval("s3.standard_ia.retrieval", usage),
    ],
  },
  {
    usage: "one_zone_infrequent_access",
    lifecycle: ["ONEZONE_IA"],
    name: "One zone - infrequent access",
    price: (usage) => [storage("s3.one_zone_ia.storage", usage), retrieval("s3.one_zone_ia.retrieval", usage)],
  },
  {
    usage: "glacier_flexible_retrieval",
    lifecycle: ["GLACIER"],
    name: "Glacier flexible retrieval",
    price: (usage) => [
      storage("s3.glacier_flexible.storage", usage),
      counted(
        "PUT, COPY, POST, LIST requests",
        "s3.glacier_flexible.put",
        usage.number("monthly_tier_1_requests"),
        1000,
        "1k requests",
      ),
      transition("s3.glacier_flexible.lifecycle_transition", usage),
      byUsage(
        "Retrievals (standard)",
        "s3.glacier_flexible.retrieval_standard",
        usage.number("monthly_standard_data_retrieval_gb"),
        "GB",
      ),
      byUsage(
        "Retrievals (expedited)",
        "s3.glacier_flexible.retrieval_expedited",
        usage.number("monthly_expedited_data_retrieval_gb"),
        "GB",
      ),
    ],
  },
  {
    usage: "glacier_deep_archive",
    lifecycle: ["DEEP_ARCHIVE"],
    name: "Glacier deep archive",
    price: (usage) => [
      storage("s3.deep_archive.storage", usage),
      counted(
        "PUT, COPY, POST, LIST requests",
        "s3.deep_archive.put",
        usage.number("monthly_tier_1_requests"),
        1000,
        "1k requests",
      ),
      transition("s3.deep_archive.lifecycle_transition", usage),
      byUsage(
        "Retrievals (standard)",
        "s3.deep_archive.retrieval_standard",
        usage.number("monthly_standard_data_retrieval_gb"),
        "GB",
      ),
      byUsage(
        "Retrievals (bulk)",
        "s3.deep_archive.retrieval_bulk",
        usage.number("monthly_bulk_data_retrieval_gb"),
        "GB",
      ),
    ],
  },
  {
    usage: "glacier_instant_retrieval",
    lifecycle: ["GLACIER_IR"],
    name: "Glacier instant retrieval",
    price: (usage) => [storage("s3.glacier_instant.storage", usage)],
  },
];

/** A bucket: standard storage always, the other storage classes where usage or a lifecycle rule names them. */
export const s3Bucket: Pricer = (resource, context) => [
  ...under("Standard", standard(context.usage.nested("standard"))),
  ...part(() => {
    const named = transitions(new Arguments(resource.inputs), context);
    return CLASSES.filter(
      ({ usage, lifecycle }) => !context.usage.nested(usage).empty || lifecycle.some((each) => named.includes(each)),
    ).flatMap(({ name, usage, price }) => under(name, price(context.usage.nested(usage))));
  }),
  ...(resource.inputs.replicationConfiguration === undefined && context.referrers(REPLICATION).length === 0
    ? []
    : [
        byUsage(
          "Replication to other regions",
          "data_transfer.inter_region_out",
          context.usage.number("monthly_replication_gb"),
          "GB",
          {
            beyondInfracost: true,
          },
        ),
      ]),
];

function standard(usage: Usage): readonly Component[] {
  return [
    storage("s3.standard.storage", usage),
    ...requests("s3.standard.put", "s3.standard.get", usage),
    rarelyUsed(
      byUsage("Select data scanned", "s3.select.scanned", usage.number("monthly_select_data_scanned_gb"), "GB"),
    ),
    rarelyUsed(
      byUsage("Select data returned", "s3.select.returned", usage.number("monthly_select_data_returned_gb"), "GB"),
    ),
  ];
}

function intelligent(usage: Usage): readonly Component[] {
  return [
    byUsage(
      "Storage (frequent access)",
      "s3.intelligent_tiering.frequent",
      usage.number("frequent_access_storage_gb"),
      "GB",
    ),
    byUsage(
      "Storage (infrequent access)",
      "s3.intelligent_tiering.infrequent",
      usage.number("infrequent_access_storage_gb"),
      "GB",
    ),
    byUsage(
      "Storage (archive access)",
      "s3.intelligent_tiering.archive",
      usage.number("archive_access_storage_gb"),
      "GB",
    ),
    byUsage(
      "Storage (deep archive access)",
      "s3.intelligent_tiering.deep_archive",
      usage.number("deep_archive_access_storage_gb"),
      "GB",
    ),
    counted(
      "Monitoring and automation",
      "s3.intelligent_tiering.monitoring",
      usage.number("monitored_objects"),
      1000,
      "1k objects",
    ),
  ];
}

function storage(key: string, usage: Usage): Component {
  return byUsage("Storage", key, usage.number("storage_gb"), "GB");
}

function requests(put: string, get: string, usage: Usage): readonly Component[] {
  return [
    counted("PUT, COPY, POST, LIST requests", put, usage.number("monthly_tier_1_requests"), 1000, "1k requests"),
    counted("GET, SELECT, and all other requests", get, usage.number("monthly_tier_2_requests"), 1000, "1k requests"),
  ];
}

function transition(key: string, usage: Usage): Component {
  return counted(
    "Lifecycle transition",
    key,
    usage.number("monthly_lifecycle_transition_requests"),
    1000,
    "1k requests",
  );
}

function retrieval(key: string, usage: Usage): Component {
  return byUsage("Retrievals", key, usage.number("monthly_data_retrieval_gb"), "GB");
}

/** Storage classes that a lifecycle rule of the bucket moves objects to. */
function transitions(bucket: Arguments, context: PricingContext): readonly string[] {
  const configurations = context.referrers(...LIFECYCLES).map((each) => new Arguments(each.inputs));
  const rules = [...bucket.records("lifecycleRules"), ...configurations.flatMap((each) => each.records("rules"))];
  return rules.flatMap((rule) =>
    ["transitions", "noncurrentVersionTransitions"].flatMap((name) =>
      rule.records(name).flatMap((each) => each.text("storageClass") ?? []),
    ),
  );
}
