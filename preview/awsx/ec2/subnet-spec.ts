import { list, number, text } from "../../../model/value";
import type { TrackedInput, TrackedMap } from "../../remote/construct";
import { isGiven, type Optional, output, properties } from "../output";

/** One entry of `subnetSpecs`, as the program wrote it and then with `size` and `cidrMask` agreeing. */
export interface SubnetSpec {
  readonly type: string;
  readonly name?: string;
  readonly cidrMask?: number;
  readonly size?: number;
  readonly cidrBlocks?: readonly string[];
  readonly assignIpv6AddressOnCreation?: TrackedInput;
  readonly tags?: TrackedInput;
}

/** A subnet to make: one entry of `subnetSpecs` in one availability zone. */
export interface PlannedSubnet {
  /** Name of the Pulumi resource: always by the zone's number, so that no naming choice replaces a subnet. */
  readonly resourceName: string;
  /** The `Name` tag. */
  readonly nameTag: string;
  readonly type: string;
  readonly zone: string;
  /** Known text, or an Output where the VPC's range is only known once it exists. */
  readonly cidrBlock: TrackedInput;
  readonly assignIpv6AddressOnCreation?: TrackedInput;
  readonly tags?: TrackedInput;
}

/** Whether a subnet or entry is of that type; AWSX reads types without regard to case. */
export function isType(spec: { readonly type: string }, type: "public" | "private" | "isolated"): boolean {
  return spec.type.toLowerCase() === type;
}

/** The part of a subnet's name between the VPC's name and the zone. */
export function specName(spec: SubnetSpec): string {
  return spec.name ?? spec.type.toLowerCase();
}

/** Reads the `subnetSpecs` argument; undefined where it was left out. */
export function readSubnetSpecs(input: Optional): readonly SubnetSpec[] | undefined {
  if (!isGiven(input)) return undefined;
  if (!Array.isArray(input))
    throw new Error("subnetSpecs must be a list of plain objects, known before anything is created.");
  return input.map((entry, index) => readSubnetSpec(properties(entry) ?? {}, index));
}

function readSubnetSpec(entry: TrackedMap, index: number): SubnetSpec {
  const type = text(output(entry.type).value);
  if (type === undefined) {
    throw new Error(`subnetSpecs[${index}].type is missing: write "Public", "Private", "Isolated" or "Unused".`);
  }
  const name = text(output(entry.name).value);
  const cidrMask = number(output(entry.cidrMask).value);
  const size = number(output(entry.size).value);
  const blocks = isGiven(entry.cidrBlocks)
    ? list(output(entry.cidrBlocks).value).map((block) => text(block) ?? "")
    : undefined;
  return {
    type,
    ...(name === undefined ? {} : { name }),
    ...(cidrMask === undefined ? {} : { cidrMask }),
    ...(size === undefined ? {} : { size }),
    ...(blocks === undefined ? {} : { cidrBlocks: blocks }),
    ...(isGiven(entry.assignIpv6AddressOnCreation)
      ? { assignIpv6AddressOnCreation: entry.assignIpv6AddressOnCreation }
      : {}),
    ...(isGiven(entry.tags) ? { tags: entry.tags } : {}),
  };
}
