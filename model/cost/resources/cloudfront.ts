import { Arguments, part } from "../arguments";
import { byUsage, type Charge, type Component, counted, fixed, gap, rarelyUsed, under } from "../charge";
import type { Pricer } from "../context";
import type { Usage } from "../usage";

/** Parts of the world with one CloudFront price each: usage-file key, name on the bill, key in the price table. */
const PARTS = [
  { usage: "us", name: "US, Mexico, Canada", key: "us_mexico_canada" },
  { usage: "europe", name: "Europe, Israel", key: "europe_israel" },
  { usage: "south_africa", name: "South Africa, Kenya, Middle East", key: "south_africa_kenya_middle_east" },
  { usage: "south_america", name: "South America", key: "south_america" },
  { usage: "japan", name: "Japan", key: "japan" },
  { usage: "australia", name: "Australia, New Zealand", key: "australia_new_zealand" },
  { usage: "asia_pacific", name: "Hong Kong, Philippines, Asia Pacific", key: "asia_pacific" },
  { usage: "india", name: "India", key: "india" },
] as const;

/**
 * Where an origin shield's requests are billed: the part of the world, its usage-file key, its name on the bill. South
 * Korea and Singapore belong to one part of the price list with Hong Kong, Taiwan and others.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
 */
const SHIELDS: { readonly [region: string]: { readonly part: string; readonly usage: string; readonly name: string } } =
  {
    "us-east-1": { part: "us_mexico_canada", usage: "us", name: "US East" },
    "us-east-2": { part: "us_mexico_canada", usage: "us", name: "US East" },
    "us-west-1": { part: "us_mexico_canada", usage: "us", name: "US West" },
    "us-west-2": { part: "us_mexico_canada", usage: "us", name: "US West" },
    "eu-central-1": { part: "europe_israel", usage: "europe", name: "EU" },
    "eu-west-1": { part: "europe_israel", usage: "europe", name: "EU" },
    "eu-west-2": { part: "europe_israel", usage: "europe", name: "EU" },
    "eu-west-3": { part: "europe_israel", usage: "europe", name: "EU" },
    "eu-north-1": { part: "europe_israel", usage: "europe", name: "EU" },
    "ap-northeast-1": { part: "japan", usage: "japan", name: "Asia Pacific" },
    "ap-northeast-2": { part: "asia_pacific", usage: "south_korea", name: "Asia Pacific" },
    "ap-southeast-2": { part: "australia_new_zealand", usage: "australia", name: "Asia Pacific" },
    "ap-southeast-1": { part: "asia_pacific", usage: "singapore", name: "Asia Pacific" },
    "ap-south-1": { part: "india", usage: "india", name: "Asia Pacific" },
    "sa-east-1": { part: "south_america", usage: "south_america", name: "South America" },
  };

const DATA_OUT = "monthly_data_transfer_to_internet_gb";
const ORIGIN_OUT = "monthly_data_transfer_to_origin_gb";
const HTTP = "monthly_http_requests";
const HTTPS = "monthly_https_requests";

/** A CloudFront distribution: nothing fixed, transfer and requests by part of the world. */
export const cloudfrontDistribution: Pricer = (resource, { usage, region }) => {
  const distribution = new Arguments(resource.inputs);
  return [
    ...part(() => options(distribution, usage, region)),
    rarelyUsed(
      counted(
        "Invalidation requests",
        "cloudfront.invalidations",
        usage.number("monthly_invalidation_requests"),
        1,
        "paths",
        {
          namedTiers: true,
          alwaysFree: true,
        },
      ),
    ),
    ...traffic(usage),
  ];
};

/** Features that a distribution turns on: each is billed by its own requests. */
function options(distribution: Arguments, usage: Usage, region: string): readonly Component[] {
  const behaviour = distribution.record("defaultCacheBehavior");
  const encrypts = (behaviour.text("fieldLevelEncryptionId") ?? "") !== "";
  const realtime = behaviour.has("realtimeLogConfigArn");
  const vip = distribution.record("viewerCertificate").text("sslSupportMethod") === "vip";
  return [
    ...(encrypts
      ? [
          counted(
            "Field level encryption requests",
            "cloudfront.field_level_encryption",
            usage.number("monthly_encryption_requests"),
            1e4,
            "10k requests",
          ),
        ]
      : []),
    ...realtimeLogs(usage, realtime, (distribution.record("loggingConfig").text("bucket") ?? "") !== ""),
    ...(vip
      ? [
          fixed(
            "Dedicated IP custom SSLs",
            "cloudfront.dedicated_ip_ssl",
            usage.number("custom_ssl_certificates") ?? 1,
            "certificates",
            { infracostKind: "usage" },
          ),
        ]
      : []),
    ...distribution
      .records("origins")
      .slice(0, 1)
      .flatMap((origin) => shield(origin.record("originShield"), usage, region)),
  ];
}

/** Standard logs are free and stored in S3; infracost prices every distribution that logs as if in real time. */
function realtimeLogs(usage: Usage, realtime: boolean, standard: boolean): readonly Charge[] {
  const lines = usage.number("monthly_log_lines");
  const charge = counted("Real-time log requests", "cloudfront.realtime_logs", lines, 1e6, "1M lines");
  const billed = realtime || (standard && lines !== null);
  return [
    ...(billed ? [{ ...charge, beyondInfracost: !standard }] : []),
    ...(standard && !billed ? [{ ...charge, onlyInfracost: true }] : []),
  ];
}

function shield(origin: Arguments, usage: Usage, region: string): readonly Component[] {
  if (origin.flag("enabled") !== true) return [];
  const at = origin.text("originShieldRegion") ?? region;
  const where = SHIELDS[at];
  if (where === undefined) return [gap(`the price of an origin shield in ${at} is not in the price table`)];
  const requests = usage.nested("monthly_shield_requests").number(where.usage);
  const item = `Origin shield HTTP requests (${where.name} ${at})`;
  return [counted(item, `cloudfront.${where.part}.http_requests`, requests, 1e4, "10k requests")];
}

/** Every part of the world that usage names; the first one where none is. */
function traffic(usage: Usage): readonly Component[] {
  const named = PARTS.filter((each) =>
    [DATA_OUT, ORIGIN_OUT, HTTP, HTTPS].some((key) => usage.nested(key).number(each.usage) !== null),
  );
  return (named.length > 0 ? named : PARTS.slice(0, 1)).flatMap((each) => {
    const key = `cloudfront.${each.key}`;
    const quantity = (name: string) => usage.nested(name).number(each.usage);
    return under(each.name, [
      byUsage("Data transfer out to internet", `${key}.data_out`, quantity(DATA_OUT), "GB", { namedTiers: true }),
      byUsage("Data transfer out to origin", `${key}.origin_out`, quantity(ORIGIN_OUT), "GB"),
      counted("HTTP requests", `${key}.http_requests`, quantity(HTTP), 1e4, "10k requests"),
      counted("HTTPS requests", `${key}.https_requests`, quantity(HTTPS), 1e4, "10k requests"),
    ]);
  });
}

/** A CloudFront function: by invocation. */
export const cloudfrontFunction: Pricer = (_resource, { usage }) => [
  counted(
    "Total number of invocations",
    "cloudfront.functions",
    usage.number("monthly_requests"),
    1e6,
    "1M invocations",
  ),
];
