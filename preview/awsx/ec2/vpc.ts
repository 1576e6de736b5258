import { number, text } from "../../../model/value";
import type { Construct, ConstructContext, Registered, TrackedInput, TrackedMap } from "../../remote/construct";
import { defined, isGiven, type Optional, output, pick, properties, spread } from "../output";
import { availabilityZones } from "./availability-zones";
import { type Layout, layout } from "./layout";
import { type Nat, readNat } from "./nat";
import { requireDistinctSuffixes } from "./subnet-names";
import { readSubnetSpecs } from "./subnet-spec";
import { registerSubnets } from "./subnets";
import { dnsDefaults, readEndpoints, registerEndpoint, warnOfLooseEndpoints } from "./vpc-endpoints";
import { vpcOutputs } from "./vpc-outputs";

const COPIED = [
  "assignGeneratedIpv6CidrBlock",
  "enableNetworkAddressUsageMetrics",
  "instanceTenancy",
  "ipv4IpamPoolId",
  "ipv4NetmaskLength",
  "ipv6CidrBlock",
  "ipv6CidrBlockNetworkBorderGroup",
  "ipv6IpamPoolId",
  "ipv6NetmaskLength",
  "region",
];

/** `awsx:ec2:Vpc`: a VPC with its subnets, route tables, gateways and endpoints. */
export const vpc: Construct = async (context) => {
  const { name, inputs: args } = context;
  requireOneRange(args);
  const endpointStrategy = word(args.vpcEndpointStrategy) ?? "Legacy";
  const endpoints = readEndpoints(args.vpcEndpointSpecs, endpointStrategy);
  warnOfLooseEndpoints(context, endpoints, endpointStrategy);
  const dns = dnsDefaults(args, endpoints, endpointStrategy);
  const zones = await availabilityZones(context);
  const nat = readNat(properties(args.natGateways), zones.length);
  if (word(args.subnetNameTagStrategy) === "AvailabilityZone") requireDistinctSuffixes(zones);

  const tags = spread({ Name: name }, args.tags);
  const { made, plan } = await registerVpc(context, { ...dns, tags }, zones, nat);
  const gateway = await context.register(
    "aws:ec2/internetGateway:InternetGateway",
    name,
    defined({ region: args.region, vpcId: made.output("id"), tags }),
    { parent: made, dependsOn: [made] },
  );
  const network = await registerSubnets(context, { vpc: made, gateway, subnets: plan.subnets, zones, nat, tags });
  const around = {
    vpc: made,
    region: args.region,
    tags,
    zones,
    subnets: network.subnets.map(({ type, zone, subnet }) => ({ type, zone, id: subnet.output("id") })),
    routeTableIds: network.routeTables.map((table) => table.output("id")),
  };
  warnOfOldStrategy(context, plan);
  const registered: Registered[] = [];
  for (const endpoint of endpoints) {
    registered.push(await registerEndpoint(context, endpoint, endpointStrategy, around));
  }
  return vpcOutputs({ vpc: made, gateway, network, endpoints: registered, layout: plan.resolved });
};

/** Subnets are checked before the VPC is registered, unless its range comes from a pool and is known only afterwards. */
async function registerVpc(
  context: ConstructContext,
  more: TrackedMap,
  zones: readonly string[],
  nat: Nat,
): Promise<{ readonly made: Registered; readonly plan: Layout }> {
  const { name, inputs: args } = context;
  const cidrBlock = args.cidrBlock ?? (isGiven(args.ipv4IpamPoolId) ? undefined : "10.0.0.0/16");
  const register = () =>
    context.register("aws:ec2/vpc:Vpc", name, defined({ ...pick(args, COPIED), ...more, cidrBlock }));
  if (cidrBlock !== undefined) {
    const plan = planSubnets(context, cidrBlock, zones, nat);
    return { made: await register(), plan };
  }
  const made = await register();
  return { made, plan: planSubnets(context, made.output("cidrBlock"), zones, nat) };
}

function planSubnets(
  { name, inputs: args }: ConstructContext,
  cidrBlock: TrackedInput,
  zones: readonly string[],
  nat: Nat,
): Layout {
  const zoneMask = number(output(args.availabilityZoneCidrMask).value);
  return layout({
    naming: { vpcName: name, strategy: word(args.subnetNameTagStrategy) ?? "Legacy" },
    cidrBlock,
    strategy: word(args.subnetStrategy) ?? "Legacy",
    zones,
    ...(zoneMask === undefined ? {} : { zoneMask }),
    specs: readSubnetSpecs(args.subnetSpecs),
    natStrategy: nat.strategy,
  });
}

/** Who describes subnets without a strategy gets other addresses from the next major version on. */
function warnOfOldStrategy({ inputs: args, warn }: ConstructContext, { resolved, explicit }: Layout): void {
  if (isGiven(args.subnetStrategy) || !isGiven(args.subnetSpecs) || explicit) return;
  const specs = JSON.stringify(output(resolved).value);
  warn(
    `subnetStrategy is not set: it is "Legacy" in awsx 3 and "Auto" in the next major version. Set it; these subnets are, under "Auto": ${specs}`,
  );
}

function requireOneRange(args: TrackedMap): void {
  if (!isGiven(args.ipv4IpamPoolId)) return;
  const [range, length] = [isGiven(args.cidrBlock), isGiven(args.ipv4NetmaskLength)];
  if (range && length)
    throw new Error("cidrBlock and ipv4NetmaskLength exclude each other: give the pool one of them.");
  if (!range && !length) throw new Error("ipv4IpamPoolId needs ipv4NetmaskLength, or a cidrBlock from that pool.");
}

function word(input: Optional): string | undefined {
  return text(output(input).value);
}
