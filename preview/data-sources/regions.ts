/** Name and availability zones of a region. */
export interface Region {
  readonly description: string;
  /** Letters of its zones, in order. In the oldest regions AWS leaves out some per account: these are the usual ones. */
  readonly zones: string;
  /** Whether an account must opt in to it. */
  readonly optIn?: boolean;
}

/**
 * Regions and the zones that an account sees in them.
 * Source: docs.aws.amazon.com, "AWS Regions" and "AWS Availability Zones", and `describe-availability-zones`; 2025-11.
 */
export const REGIONS: { readonly [region: string]: Region } = {
  "us-east-1": { description: "US East (N. Virginia)", zones: "abcdef" },
  "us-east-2": { description: "US East (Ohio)", zones: "abc" },
  "us-west-1": { description: "US West (N. California)", zones: "ac" },
  "us-west-2": { description: "US West (Oregon)", zones: "abcd" },
  "af-south-1": { description: "Africa (Cape Town)", zones: "abc", optIn: true },
  "ap-east-1": { description: "Asia Pacific (Hong Kong)", zones: "abc", optIn: true },
  "ap-east-2": { description: "Asia Pacific (Taipei)", zones: "abc", optIn: true },
  "ap-northeast-1": { description: "Asia Pacific (Tokyo)", zones: "acd" },
  "ap-northeast-2": { description: "Asia Pacific (Seoul)", zones: "abcd" },
  "ap-northeast-3": { description: "Asia Pacific (Osaka)", zones: "abc" },
  "ap-south-1": { description: "Asia Pacific (Mumbai)", zones: "abc" },
  "ap-south-2": { description: "Asia Pacific (Hyderabad)", zones: "abc", optIn: true },
  "ap-southeast-1": { description: "Asia Pacific (Singapore)", zones: "abc" },
  "ap-southeast-2": { description: "Asia Pacific (Sydney)", zones: "abc" },
  "ap-southeast-3": { description: "Asia Pacific (Jakarta)", zones: "abc", optIn: true },
  "ap-southeast-4": { description: "Asia Pacific (Melbourne)", zones: "abc", optIn: true },
  "ap-southeast-5": { description: "Asia Pacific (Malaysia)", zones: "abc", optIn: true },
  "ap-southeast-6": { description: "Asia Pacific (New Zealand)", zones: "abc", optIn: true },
  "ap-southeast-7": { description: "Asia Pacific (Thailand)", zones: "abc", optIn: true },
  "ca-central-1": { description: "Canada (Central)", zones: "abd" },
  "ca-west-1": { description: "Canada West (Calgary)", zones: "abc", optIn: true },
  "eu-central-1": { description: "Europe (Frankfurt)", zones: "abc" },
  "eu-central-2": { description: "Europe (Zurich)", zones: "abc", optIn: true },
  "eu-north-1": { description: "Europe (Stockholm)", zones: "abc" },
  "eu-south-1": { description: "Europe (Milan)", zones: "abc", optIn: true },
  "eu-south-2": { description: "Europe (Spain)", zones: "abc", optIn: true },
  "eu-west-1": { description: "Europe (Ireland)", zones: "abc" },
  "eu-west-2": { description: "Europe (London)", zones: "abc" },
  "eu-west-3": { description: "Europe (Paris)", zones: "abc" },
  "il-central-1": { description: "Israel (Tel Aviv)", zones: "abc", optIn: true },
  "me-central-1": { description: "Middle East (UAE)", zones: "abc", optIn: true },
  "me-south-1": { description: "Middle East (Bahrain)", zones: "abc", optIn: true },
  "mx-central-1": { description: "Mexico (Central)", zones: "abc", optIn: true },
  "sa-east-1": { description: "South America (Sao Paulo)", zones: "abc" },
  "us-gov-east-1": { description: "AWS GovCloud (US-East)", zones: "abc" },
  "us-gov-west-1": { description: "AWS GovCloud (US-West)", zones: "abc" },
  "cn-north-1": { description: "China (Beijing)", zones: "abd" },
  "cn-northwest-1": { description: "China (Ningxia)", zones: "abc" },
};

const DEFAULT_ZONES = "abc";

/** Letters of a region's zones; of a region that is not in the table, three. */
export function zoneLetters(region: string): readonly string[] {
  return [...(REGIONS[region]?.zones ?? DEFAULT_ZONES)];
}

/** The regions of one partition that an account has without opting in. */
export function openRegions(partition: string): readonly string[] {
  return Object.keys(REGIONS).filter((region) => partitionOf(region).id === partition && !REGIONS[region]?.optIn);
}

export interface Partition {
  readonly id: string;
  readonly dnsSuffix: string;
  readonly reverseDnsPrefix: string;
}

/** The partition that a region is in: commercial, China or GovCloud. */
export function partitionOf(region: string): Partition {
  if (region.startsWith("cn-")) {
    return { id: "aws-cn", dnsSuffix: "amazonaws.com.cn", reverseDnsPrefix: "cn.com.amazonaws" };
  }
  const id = region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  return { id, dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
}

/** Short form of a region in zone ids: `use1` of `us-east-1`. */
export function shortRegion(region: string): string {
  const parts = region.split("-");
  return parts.map((part, index) => (index === 0 || /^\d+$/.test(part) ? part : initials(part))).join("");
}

/** `ne` of `northeast`, `c` of `central`. */
function initials(direction: string): string {
  const [, first = direction, second = ""] = /^(north|south)(east|west)$/.exec(direction) ?? [];
  return first.slice(0, 1) + second.slice(0, 1);
}
