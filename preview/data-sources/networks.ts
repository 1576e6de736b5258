import { list, type PropertyMap, record, text, UNKNOWN } from "../../model/value";
import type { DataSource, DataSourceContext } from "./context";
import { regionFor } from "./location";
import { madeUpId } from "./made-up";
import { partitionOf, zoneLetters } from "./regions";

const DEFAULT_NETWORK = "172.31.0.0/16";

/** A network that exists: the default one has the addresses that AWS gives it. */
export const network: DataSource = (args, context) => {
  const region = regionFor(args, context);
  const isDefault = args.default === true;
  const id = text(args.id) ?? madeUpId("vpc", region, isDefault ? "default" : args);
  if (text(args.id) === undefined) context.assume(`The network ${id} stands for the one that matches in ${region}.`);
  return {
    ...args,
    id,
    region,
    default: isDefault,
    cidrBlock: text(args.cidrBlock) ?? (isDefault ? DEFAULT_NETWORK : UNKNOWN),
    arn: `arn:${partitionOf(region).id}:ec2:${region}::vpc/${id}`,
    enableDnsSupport: true,
    enableDnsHostnames: isDefault ? true : UNKNOWN,
    instanceTenancy: "default",
    state: "available",
    mainRouteTableId: UNKNOWN,
  };
};

/** Subnets that exist: one per zone stands for them. */
export const subnets: DataSource = (args, context) => {
  const region = regionFor(args, context);
  const vpc = filterValue(args, "vpc-id") ?? text(args.vpcId);
  const zone = filterValue(args, "availability-zone");
  const chosen = zoneLetters(region)
    .map((letter) => region + letter)
    .filter((name) => zone === undefined || zone === name);
  const ids = chosen.map((name) => subnetId(name, vpc ?? "", args));
  context.assume(`One subnet per zone stands for those that match in ${region}.`);
  return { ...args, id: region, region, ids };
};

/** A subnet that exists: where it was found by the look-up above, its zone is known. */
export const subnet: DataSource = (args, context) => {
  const region = regionFor(args, context);
  const zone = text(args.availabilityZone) ?? filterValue(args, "availability-zone");
  const id = text(args.id) ?? madeUpId("subnet", region, args);
  if (text(args.id) === undefined) context.assume(`The subnet ${id} stands for the one that matches in ${region}.`);
  return {
    ...args,
    id,
    region,
    vpcId: text(args.vpcId) ?? filterValue(args, "vpc-id") ?? UNKNOWN,
    availabilityZone: zone ?? zoneOf(id, region) ?? UNKNOWN,
    cidrBlock: text(args.cidrBlock) ?? UNKNOWN,
    arn: `arn:${partitionOf(region).id}:ec2:${region}::subnet/${id}`,
  };
};

/** The default network as awsx looks it up: a public subnet per zone, no private ones. */
export const defaultNetwork: DataSource = (args, context) => {
  const vpcId = text(network({ ...args, default: true }, context).id) ?? "";
  return { vpcId, publicSubnetIds: subnets({ vpcId }, context).ids ?? [], privateSubnetIds: [] };
};

/** Security groups that exist: an id stands for the one that matches. */
export const securityGroup: DataSource = (args, context) => ({
  description: UNKNOWN,
  name: UNKNOWN,
  vpcId: filterValue(args, "vpc-id") ?? UNKNOWN,
  ...standIn("sg", "security group", args, context),
});

/** Route tables that exist. */
export const routeTable: DataSource = (args, context) => {
  const found = standIn("rtb", "route table", args, context);
  return { routes: UNKNOWN, ...found, routeTableId: args.routeTableId ?? found.id ?? UNKNOWN };
};

/** Prefix lists that AWS manages: the name is known. */
export const prefixList: DataSource = (args, context) => ({
  cidrBlocks: UNKNOWN,
  entries: UNKNOWN,
  name: filterValue(args, "prefix-list-name") ?? UNKNOWN,
  ...standIn("pl", "prefix list", args, context),
});

function standIn(prefix: string, what: string, args: PropertyMap, context: DataSourceContext): PropertyMap {
  const region = regionFor(args, context);
  const id = text(args.id) ?? madeUpId(prefix, region, args);
  if (text(args.id) === undefined) context.assume(`The ${what} ${id} stands for the one that matches in ${region}.`);
  return { ...args, id, region };
}

// The zone is the first digit of a made-up id, so that it can be told from the id alone.
function subnetId(zone: string, vpc: string, args: PropertyMap): string {
  const letter = zone.slice(-1);
  return madeUpId("subnet", zone, vpc, args).replace(/^subnet-./, `subnet-${letter}`);
}

function zoneOf(id: string, region: string): string | undefined {
  const letter = /^subnet-([a-f])/.exec(id)?.[1];
  return letter !== undefined && zoneLetters(region).includes(letter) ? region + letter : undefined;
}

function filterValue(args: PropertyMap, name: string): string | undefined {
  const filter = list(args.filters).find((candidate) => record(candidate).name === name);
  return text(list(record(filter).values)[0]);
}
