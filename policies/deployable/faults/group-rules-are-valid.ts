import { rangeOf } from "../../../model/ipv4-range";
import type { PlannedResource } from "../../../model/plan";
import { list, number, text, type Value } from "../../../model/value";
import { type Faults, isSet } from "../../each-resource";

type Values = PlannedResource["inputs"];

export function oldFaults(values: Values): Faults {
  const sources = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "securityGroups", "self", "sourceSecurityGroupId"];
  const nobody = sources.every((each) => !isSet(values[each]) || values[each] === false);
  return [
    ...portFaults(values, values.protocol),
    ...list(values.cidrBlocks).map(blockFault),
    nobody && "has a rule that names nobody: no block, group or prefix list",
  ];
}

export function newFaults(values: Values): Faults {
  const sources = ["cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"].filter((each) =>
    isSet(values[each]),
  );
  return [
    ...portFaults(values, values.ipProtocol),
    blockFault(values.cidrIpv4),
    sources.length === 0 && "names nobody: no block, group or prefix list",
    sources.length > 1 && `names ${sources.map((each) => `\`${each}\``).join(" and ")}, where a rule takes one`,
  ];
}

function portFaults(values: Values, protocol: Value | undefined): Faults {
  const name = (text(protocol) ?? String(number(protocol) ?? "")).toLowerCase();
  const [from, to] = [number(values.fromPort), number(values.toPort)];
  // Of ICMP these are a type and a code.
  if (!["tcp", "udp", "6", "17"].includes(name)) return [];
  return [
    from !== undefined && to !== undefined && from > to && `has a rule from port ${from} to port ${to}, which is none`,
    ...[from, to].map(
      (port) =>
        port !== undefined && (port < -1 || port > 65_535) && `has a rule with port ${port}, which does not exist`,
    ),
  ];
}

function blockFault(value: Value | undefined): string | undefined {
  const written = text(value);
  if (!written || !/^[\d./]+$/.test(written)) return undefined;
  const range = rangeOf(written);
  if (range === undefined) return `has a rule for \`${written}\`, which is no block such as 10.0.0.0/16`;
  return range.exact ? undefined : `has a rule for \`${written}\`, which does not start where its block does`;
}
