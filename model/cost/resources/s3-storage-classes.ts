import { byUsage, type Charge, type Component, counted, rarelyUsed } from "../charge";
import type { Usage } from "../usage";

/** One storage class of S3 other than the standard one. */
export interface StorageClass {
  /** Key in a usage file. */
  readonly usage: string;
  /** Name in a lifecycle rule. */
  readonly lifecycle: string;
  /** Heading on the bill. */
  readonly name: string;
  readonly price: (usage: Usage) => readonly Component[];
  /** Not known to infracost. */
  readonly beyondInfracost?: boolean;
}

const PUT = "PUT, COPY, POST, LIST requests";
const GET = "GET, SELECT, and all other requests";

/** Standard storage, which every bucket has. S3 Select is closed to new customers, so it shows only where used. */
export function standardStorage(usage: Usage): readonly Component[] {
  return [
    gigabytes("Storage", "s3.standard.storage", "storage_gb")(usage),
    thousands(PUT, "s3.standard.put", "monthly_tier_1_requests")(usage),
    thousands(GET, "s3.standard.get", "monthly_tier_2_requests")(usage),
    rarelyUsed(gigabytes("Select data scanned", "s3.select.scanned", "monthly_select_data_scanned_gb")(usage)),
    rarelyUsed(gigabytes("Select data returned", "s3.select.returned", "monthly_select_data_returned_gb")(usage)),
  ];
}

/** The other storage classes: what is always shown first, then what shows where its usage is declared. */
export const STORAGE_CLASSES: readonly StorageClass[] = [
  storageClass(
    "intelligent_tiering",
    "INTELLIGENT_TIERING",
    "Intelligent tiering",
    [
      gigabytes("Storage (frequent access)", "s3.intelligent_tiering.frequent", "frequent_access_storage_gb"),
      gigabytes("Storage (infrequent access)", "s3.intelligent_tiering.infrequent", "infrequent_access_storage_gb"),
      ...archived("Storage (archive access)", "archive", "archive_access_storage_gb", "frequent_access_storage_gb"),
      ...archived(
        "Storage (deep archive access)",
        "deep_archive",
        "deep_archive_access_storage_gb",
        "infrequent_access_storage_gb",
      ),
      thousands("Monitoring and automation", "s3.intelligent_tiering.monitoring", "monitored_objects", "1k objects"),
    ],
    [
      thousands(PUT, "s3.intelligent_tiering.put", "monthly_tier_1_requests"),
      thousands(GET, "s3.intelligent_tiering.get", "monthly_tier_2_requests"),
      transitions("intelligent_tiering"),
      ...selected("intelligent_tiering"),
      gigabytes("Early delete (within 30 days)", "s3.intelligent_tiering.early_delete", "early_delete_gb"),
    ],
  ),
  storageClass(
    "standard_infrequent_access",
    "STANDARD_IA",
    "Standard - infrequent access",
    [
      gigabytes("Storage", "s3.standard_ia.storage", "storage_gb"),
      thousands(PUT, "s3.standard_ia.put", "monthly_tier_1_requests"),
      thousands(GET, "s3.standard_ia.get", "monthly_tier_2_requests"),
      thousands("Lifecycle transition", "s3.standard_ia.lifecycle_transition", "monthly_lifecycle_transition_requests"),
      gigabytes("Retrievals", "s3.standard_ia.retrieval", "monthly_data_retrieval_gb"),
    ],
    selected("standard_ia"),
  ),
  storageClass(
    "one_zone_infrequent_access",
    "ONEZONE_IA",
    "One zone - infrequent access",
    [
      gigabytes("Storage", "s3.one_zone_ia.storage", "storage_gb"),
      gigabytes("Retrievals", "s3.one_zone_ia.retrieval", "monthly_data_retrieval_gb"),
    ],
    [
      thousands(PUT, "s3.one_zone_ia.put", "monthly_tier_1_requests"),
      thousands(GET, "s3.one_zone_ia.get", "monthly_tier_2_requests"),
      transitions("one_zone_ia"),
      ...selected("one_zone_ia"),
    ],
  ),
  {
    ...storageClass(
      "glacier_instant_retrieval",
      "GLACIER_IR",
      "Glacier instant retrieval",
      [gigabytes("Storage", "s3.glacier_instant.storage", "storage_gb")],
      [thousands(PUT, "s3.glacier_instant.put", "monthly_tier_1_requests")],
    ),
    beyondInfracost: true,
  },
  storageClass(
    "glacier_flexible_retrieval",
    "GLACIER",
    "Glacier flexible retrieval",
    [
      gigabytes("Storage", "s3.glacier_flexible.storage", "storage_gb"),
      thousands(PUT, "s3.glacier_flexible.put", "monthly_tier_1_requests"),
      thousands(
        "Lifecycle transition",
        "s3.glacier_flexible.lifecycle_transition",
        "monthly_lifecycle_transition_requests",
      ),
      gigabytes(
        "Retrievals (standard)",
        "s3.glacier_flexible.retrieval_standard",
        "monthly_standard_data_retrieval_gb",
      ),
      gigabytes(
        "Retrievals (expedited)",
        "s3.glacier_flexible.retrieval_expedited",
        "monthly_expedited_data_retrieval_gb",
      ),
    ],
    [
      thousands(GET, "s3.glacier_flexible.get", "monthly_tier_2_requests"),
      ...["standard", "expedited"].map((speed) =>
        thousands(
          `Retrieval requests (${speed})`,
          `s3.glacier_flexible.retrieval_request_${speed}`,
          `monthly_${speed}_data_retrieval_requests`,
        ),
      ),
      ...["standard", "expedited", "bulk"].flatMap((speed) => selected("glacier_flexible", speed)),
      gigabytes("Early delete (within 90 days)", "s3.glacier_flexible.early_delete", "early_delete_gb"),
    ],
  ),
  storageClass(
    "glacier_deep_archive",
    "DEEP_ARCHIVE",
    "Glacier deep archive",
    [
      gigabytes("Storage", "s3.deep_archive.storage", "storage_gb"),
      thousands(PUT, "s3.deep_archive.put", "monthly_tier_1_requests"),
      thousands(
        "Lifecycle transition",
        "s3.deep_archive.lifecycle_transition",
        "monthly_lifecycle_transition_requests",
      ),
      thousands(
        "Retrieval requests (standard)",
        "s3.deep_archive.retrieval_request_standard",
        "monthly_standard_data_retrieval_requests",
      ),
      gigabytes("Retrievals (standard)", "s3.deep_archive.retrieval_standard", "monthly_standard_data_retrieval_gb"),
      gigabytes("Retrievals (bulk)", "s3.deep_archive.retrieval_bulk", "monthly_bulk_data_retrieval_gb"),
    ],
    [
      thousands(GET, "s3.deep_archive.get", "monthly_tier_2_requests"),
      thousands(
        "Retrieval requests (bulk)",
        "s3.deep_archive.retrieval_request_bulk",
        "monthly_bulk_data_retrieval_requests",
      ),
      gigabytes("Early delete (within 180 days)", "s3.deep_archive.early_delete", "early_delete_gb"),
    ],
  ),
];

type Part = (usage: Usage) => Charge;

function storageClass(
  usage: string,
  lifecycle: string,
  name: string,
  always: readonly Part[],
  declared: readonly Part[] = [],
): StorageClass {
  return {
    usage,
    lifecycle,
    name,
    price: (values) => [...always.map((each) => each(values)), ...declared.map((each) => rarelyUsed(each(values)))],
  };
}

function transitions(priceClass: string): Part {
  return thousands(
    "Lifecycle transition",
    `s3.${priceClass}.lifecycle_transition`,
    "monthly_lifecycle_transition_requests",
  );
}

/** What S3 Select scans and returns of a class; Glacier bills it by the speed of the retrieval. */
function selected(priceClass: string, speed?: string): readonly Part[] {
  const [name, key, usage] = speed === undefined ? ["", "", ""] : [` (${speed})`, `_${speed}`, `${speed}_`];
  return ["scanned", "returned"].map((what) =>
    gigabytes(
      `Select data ${what}${name}`,
      `s3.${priceClass}.select_${what}${key}`,
      `monthly_${usage}select_data_${what}_gb`,
    ),
  );
}

/** An archive tier of intelligent tiering; infracost takes its size from another key of the usage file. */
function archived(item: string, tier: string, usageKey: string, infracostKey: string): readonly Part[] {
  const key = `s3.intelligent_tiering.${tier}`;
  return [
    (usage) => ({ ...gigabytes(item, key, usageKey)(usage), beyondInfracost: true }),
    (usage) => ({ ...gigabytes(item, key, infracostKey)(usage), onlyInfracost: true }),
  ];
}

function gigabytes(item: string, key: string, usageKey: string): Part {
  return (usage) => byUsage(item, key, usage.number(usageKey), "GB");
}

function thousands(item: string, key: string, usageKey: string, unit = "1k requests"): Part {
  return (usage) => counted(item, key, usage.number(usageKey), 1000, unit);
}
