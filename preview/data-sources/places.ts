import { list, type PropertyMap, record, text } from "../../model/value";
import type { DataSource } from "./context";
import { regionFor } from "./location";
import { openRegions, partitionOf, REGIONS, shortRegion, zoneLetters } from "./regions";

/** The region that the provider works in. */
export const region: DataSource = (args, context) => {
  const endpointRegion = /^ec2\.([\w-]+)\./.exec(text(args.endpoint) ?? "")?.[1];
  const name = endpointRegion ?? text(args.name) ?? regionFor(args, context);
  const endpoint = `ec2.${name}.${partitionOf(name).dnsSuffix}`;
  return { id: name, name, region: name, endpoint, description: REGIONS[name]?.description ?? name };
};

/** The regions that an account has; those that it must opt in to only where all are asked for. */
export const regions: DataSource = (args, context) => {
  const own = partitionOf(regionFor({}, context)).id;
  const all = Object.keys(REGIONS).filter((name) => partitionOf(name).id === own);
  const chosen = args.allRegions === true ? all : openRegions(own);
  const names = chosen.filter((name) => matches(args, { "region-name": name, endpoint: `ec2.${name}.amazonaws.com` }));
  return { ...args, id: own, names };
};

export const partition: DataSource = (args, context) => {
  const { id, dnsSuffix, reverseDnsPrefix } = partitionOf(regionFor(args, context));
  return { ...args, id, partition: id, dnsSuffix, reverseDnsPrefix };
};

interface Zone {
  readonly name: string;
  readonly id: string;
}

function zonesOf(regionName: string): readonly Zone[] {
  return zoneLetters(regionName).map((letter, index) => ({
    name: regionName + letter,
    id: `${shortRegion(regionName)}-az${index + 1}`,
  }));
}

function attributes(regionName: string, { name, id }: Zone): { readonly [filter: string]: string } {
  return {
    "zone-name": name,
    "zone-id": id,
    "region-name": regionName,
    "group-name": `${regionName}-zg-1`,
    "opt-in-status": "opt-in-not-required",
    "zone-type": "availability-zone",
    state: "available",
  };
}

/** The availability zones of a region, with the names that an account sees there. */
export const availabilityZones: DataSource = (args, context) => {
  const name = regionFor(args, context);
  if (REGIONS[name] === undefined)
    context.assume(`The zones of ${name} are not known here: a, b and c stand for them.`);
  const excluded = new Set([...list(args.excludeNames), ...list(args.excludeZoneIds)].map(text));
  const chosen = zonesOf(name).filter(
    (zone) =>
      !excluded.has(zone.name) &&
      !excluded.has(zone.id) &&
      (text(args.state) ?? "available") === "available" &&
      matches(args, attributes(name, zone)),
  );
  return {
    ...args,
    id: name,
    region: name,
    names: chosen.map((zone) => zone.name),
    zoneIds: chosen.map((zone) => zone.id),
    groupNames: [`${name}-zg-1`],
  };
};

/** One availability zone, by its name or id. */
export const availabilityZone: DataSource = (args, context) => {
  const asked = text(args.name) ?? text(args.zoneId) ?? "";
  const own = text(args.name)?.replace(/[a-z]$/, "") ?? regionFor(args, context);
  const zone = zonesOf(own).find(({ name, id }) => name === asked || id === asked);
  if (zone === undefined) throw new Error(`no matching EC2 Availability Zone found for "${asked}" in ${own}`);
  return {
    ...args,
    id: zone.name,
    name: zone.name,
    zoneId: zone.id,
    region: own,
    nameSuffix: zone.name.slice(own.length),
    groupName: `${own}-zg-1`,
    groupLongName: `${REGIONS[own]?.description ?? own} 1`,
    networkBorderGroup: own,
    optInStatus: "opt-in-not-required",
    parentZoneId: "",
    parentZoneName: "",
    state: "available",
    zoneType: "availability-zone",
  };
};

/** Whether something passes the `filters` of a call; a filter that says nothing of it lets it pass. */
function matches(args: PropertyMap, subject: { readonly [filter: string]: string }): boolean {
  return list(args.filters).every((filter) => {
    const { name, values } = record(filter);
    const own = subject[text(name) ?? ""];
    return own === undefined || list(values).some((value) => like(own, text(value) ?? ""));
  });
}

function like(value: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(value);
}
