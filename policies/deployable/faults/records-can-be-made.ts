import { isIPv4, isIPv6 } from "node:net";
import type { PlannedResource } from "../../../model/plan";
import { containsUnknown, list, text } from "../../../model/value";
import { type Faults, isSet } from "../../each-resource";
import type { Subject } from "../../subject";

const ROUTING = [
  "weightedRoutingPolicies",
  "latencyRoutingPolicies",
  "failoverRoutingPolicies",
  "geolocationRoutingPolicies",
  "geoproximityRoutingPolicy",
  "cidrRoutingPolicy",
  "multivalueAnswerRoutingPolicy",
] as const;

export function ownFaults({ index }: Subject, record: PlannedResource): Faults {
  const { type, name, ttl, records, aliases, setIdentifier, zoneId } = record.inputs;
  const kind = text(type);
  const zone = index.one(record, "zoneId", "route53/Zone");
  const apex = zone !== undefined && isSet(zoneId) && [text(zone.inputs.name), ""].includes(plain(text(name)));
  const policies = ROUTING.filter((each) => isSet(record.inputs[each]) && record.inputs[each] !== false);
  const wrong = list(records)
    .map(text)
    .find((value) => value !== undefined && isNotOf(kind, value));
  return [
    isSet(aliases) && (isSet(ttl) || isSet(records)) && "is an alias and has `ttl` or `records` besides",
    !isSet(aliases) && !isSet(records) && "is neither an alias (`aliases`) nor has values (`records`)",
    isSet(records) && !isSet(ttl) && "has `records` without a `ttl`",
    kind === "CNAME" && apex && `is a CNAME at the zone's own name ${text(name)}, where only an alias may be`,
    kind === "CNAME" && list(records).length > 1 && "is a CNAME with several values, and it may have one",
    wrong !== undefined && `has the value \`${wrong}\`, which is none of type ${kind}`,
    policies.length > 1 && `has ${policies.map((each) => `\`${each}\``).join(" and ")}, where a record takes one`,
    policies.length === 1 && !isSet(setIdentifier) && `has \`${policies[0]}\` without a \`setIdentifier\``,
    policies.length === 0 && isSet(setIdentifier) && "has a `setIdentifier` without a routing policy",
  ];
}

export function sharedFaults(record: PlannedResource, others: readonly PlannedResource[]): Faults {
  const [kind, identifier] = [text(record.inputs.type), text(record.inputs.setIdentifier)];
  const before = others.slice(0, others.indexOf(record));
  return before.map((other) => {
    if (containsUnknown(other.inputs.type) || containsUnknown(other.inputs.setIdentifier)) return undefined;
    const [its, theirs] = [text(other.inputs.type), text(other.inputs.setIdentifier)];
    if ((kind === "CNAME") !== (its === "CNAME"))
      return `shares its name with ${other.name}, and a CNAME must be alone`;
    if (kind !== its || containsUnknown(record.inputs.setIdentifier)) return undefined;
    if (identifier === theirs) return `has the name, type and \`setIdentifier\` of ${other.name}`;
    return (
      (identifier === undefined) !== (theirs === undefined) &&
      `is one of several beside ${other.name}, of which only one has a routing policy`
    );
  });
}

/** Zone and name; undefined where either is not known. */
export function keyOf({ index }: Subject, { inputs, ...record }: PlannedResource): string | undefined {
  const zone = index.one({ inputs, ...record }, "zoneId", "route53/Zone")?.urn ?? text(inputs.zoneId);
  const name = plain(text(inputs.name));
  return zone === undefined || name === undefined ? undefined : `${zone} ${name}`;
}

function plain(name: string | undefined): string | undefined {
  return name?.toLowerCase().replace(/\.$/, "");
}

function isNotOf(kind: string | undefined, value: string): boolean {
  return (kind === "A" && !isIPv4(value)) || (kind === "AAAA" && !isIPv6(value));
}
