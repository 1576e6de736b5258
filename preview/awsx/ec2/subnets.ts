import type { ConstructContext, Registered, TrackedInput } from "../../remote/construct";
import { defined, type Optional, spread } from "../output";
import { gatewayOf, type Nat, needsGateway } from "./nat";
import { subnetInputs } from "./subnet-inputs";
import { isType, type PlannedSubnet } from "./subnet-spec";

/** What the subnets of a VPC are registered with. */
export interface SubnetSurroundings {
  readonly vpc: Registered;
  readonly gateway: Registered;
  readonly subnets: readonly PlannedSubnet[];
  readonly zones: readonly string[];
  readonly nat: Nat;
  readonly tags: TrackedInput;
}

/** What was registered for the subnets of a VPC, in order. */
export interface Network {
  readonly subnets: { readonly type: string; readonly zone: string; readonly subnet: Registered }[];
  readonly routeTables: Registered[];
  readonly associations: Registered[];
  readonly routes: Registered[];
  readonly natGateways: Registered[];
  readonly eips: Registered[];
}

/** Registers subnets with their route tables and routes, and the NAT gateways in the public ones. */
export async function registerSubnets(context: ConstructContext, around: SubnetSurroundings): Promise<Network> {
  const network: Network = { subnets: [], routeTables: [], associations: [], routes: [], natGateways: [], eips: [] };
  for (const [zone, name] of around.zones.entries()) {
    // Public subnets first: the NAT gateways that private ones use must exist.
    const here = around.subnets
      .filter((subnet) => subnet.zone === name && subnet.type !== "Unused")
      .sort((a, b) => rank(a) - rank(b));
    for (const [index, planned] of here.entries()) {
      const ipv6Index = zone + index * around.zones.length;
      const subnet = await context.register(
        "aws:ec2/subnet:Subnet",
        planned.resourceName,
        subnetInputs(context, around, planned, ipv6Index),
        { parent: around.vpc, dependsOn: [around.vpc] },
      );
      network.subnets.push({ type: planned.type, zone: name, subnet });
      const table = await registerRouteTable(context, around, planned, subnet, network);
      if (isType(planned, "public") && needsGateway(around.nat, network.natGateways.length, zone)) {
        await registerNatGateway(context, around, { subnet, zone }, network);
      }
      const route = routeTo(planned, around, network, zone);
      if (route) network.routes.push(await registerRoute(context, planned.resourceName, table, route));
    }
  }
  return network;
}

function rank(subnet: PlannedSubnet): number {
  if (isType(subnet, "public")) return 0;
  return isType(subnet, "private") ? 1 : 2;
}

async function registerRouteTable(
  context: ConstructContext,
  { vpc, tags }: SubnetSurroundings,
  { resourceName, nameTag, type }: PlannedSubnet,
  subnet: Registered,
  network: Network,
): Promise<Registered> {
  const { region } = context.inputs;
  const table = await context.register(
    "aws:ec2/routeTable:RouteTable",
    resourceName,
    defined({ region, vpcId: vpc.output("id"), tags: spread(tags, { Name: nameTag, SubnetType: type }) }),
    { parent: subnet, dependsOn: [subnet] },
  );
  const association = await context.register(
    "aws:ec2/routeTableAssociation:RouteTableAssociation",
    resourceName,
    defined({ region, routeTableId: table.output("id"), subnetId: subnet.output("id") }),
    { parent: table, dependsOn: [table] },
  );
  network.routeTables.push(table);
  network.associations.push(association);
  return table;
}

async function registerNatGateway(
  context: ConstructContext,
  { nat }: SubnetSurroundings,
  { subnet, zone }: { readonly subnet: Registered; readonly zone: number },
  network: Network,
): Promise<void> {
  const { region, tags } = context.inputs;
  const name = `${context.name}-${zone + 1}`;
  const common = { region, tags: spread(tags, { Name: name }) };
  const options = { parent: subnet, dependsOn: [subnet] };
  let allocationId: Optional = nat.allocationIds[zone];
  if (nat.allocationIds.length === 0) {
    network.eips.push(await context.register("aws:ec2/eip:Eip", name, defined(common), options));
    allocationId = network.eips[zone]?.output("allocationId");
  }
  const inputs = defined({ ...common, subnetId: subnet.output("id"), allocationId });
  network.natGateways.push(await context.register("aws:ec2/natGateway:NatGateway", name, inputs, options));
}

/** Where traffic to the internet goes from a subnet; undefined where it goes nowhere. */
function routeTo(
  subnet: PlannedSubnet,
  { gateway, nat }: SubnetSurroundings,
  network: Network,
  zone: number,
): { readonly [property: string]: Optional } | undefined {
  if (isType(subnet, "public")) return { gatewayId: gateway.output("id") };
  if (!isType(subnet, "private") || nat.strategy.toLowerCase() === "none") return undefined;
  return { natGatewayId: gatewayOf(nat, network.natGateways, zone)?.output("id") };
}

function registerRoute(
  { inputs, register }: ConstructContext,
  name: string,
  table: Registered,
  target: { readonly [property: string]: Optional },
): Promise<Registered> {
  const { region } = inputs;
  return register(
    "aws:ec2/route:Route",
    name,
    defined({ region, routeTableId: table.output("id"), ...target, destinationCidrBlock: "0.0.0.0/0" }),
    { parent: table, dependsOn: [table] },
  );
}
