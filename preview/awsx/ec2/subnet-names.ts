import { type PlannedSubnet, type SubnetSpec, specName } from "./subnet-spec";

/** How subnets are told apart: the VPC they belong to and whether the zone itself shows in the `Name` tag. */
export interface Naming {
  readonly vpcName: string;
  /** `subnetNameTagStrategy`: `Legacy` (the zone's number) or `AvailabilityZone`. */
  readonly strategy: string;
}

/** The subnet that an entry of `subnetSpecs` becomes in the zone with that index. */
export function plannedSubnet(
  naming: Naming,
  spec: SubnetSpec,
  zone: { readonly name: string; readonly index: number },
  cidrBlock: PlannedSubnet["cidrBlock"],
): PlannedSubnet {
  const prefix = `${naming.vpcName}-${specName(spec)}`;
  const resourceName = `${prefix}-${zone.index + 1}`;
  const { assignIpv6AddressOnCreation, tags } = spec;
  return {
    resourceName,
    nameTag: naming.strategy === "AvailabilityZone" ? `${prefix}-${zoneSuffix(zone.name)}` : resourceName,
    type: spec.type,
    zone: zone.name,
    cidrBlock,
    ...(assignIpv6AddressOnCreation === undefined ? {} : { assignIpv6AddressOnCreation }),
    ...(tags === undefined ? {} : { tags }),
  };
}

/** What of a zone's name is not its region's: `1a` of `us-east-1a`, `2-lax-1a` of `us-west-2-lax-1a`. */
function zoneSuffix(zone: string): string {
  return zone.replace(/^[a-z]{2}(?:-[a-z]+)+-/, "");
}

/** With the zone in the `Name` tag, no two zones may look the same there. */
export function requireDistinctSuffixes(zones: readonly string[]): void {
  const seen = new Map<string, string>();
  for (const zone of zones) {
    const suffix = zoneSuffix(zone);
    const other = seen.get(suffix);
    if (other !== undefined) {
      throw new Error(
        `subnetNameTagStrategy "AvailabilityZone" needs zones with different suffixes, but "${other}" and "${zone}" both end in "${suffix}".`,
      );
    }
    seen.set(suffix, zone);
  }
}
