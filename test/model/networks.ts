import type { PlannedResource } from "../../model/plan";
import { from, type PlanBuilder } from "./plan-builder";

export const ZONES = ["us-east-1a", "us-east-1b", "us-east-1c"] as const;

export interface TestNetwork {
  readonly vpc: PlannedResource;
  readonly publicSubnets: readonly PlannedResource[];
  readonly privateSubnets: readonly PlannedResource[];
  readonly nats: readonly PlannedResource[];
}

/** A network with a public and a private subnet per zone, and NAT gateways in the first so many zones. */
export function network(
  plan: PlanBuilder,
  {
    zones = ZONES,
    natGateways = zones.length,
  }: { readonly zones?: readonly string[]; readonly natGateways?: number } = {},
): TestNetwork {
  const vpc = plan.add("aws:ec2/vpc:Vpc", "main", { cidrBlock: "10.0.0.0/16" });
  const internet = plan.add("aws:ec2/internetGateway:InternetGateway", "main", { vpcId: from(vpc) });
  const publicSubnets = zones.map((zone, i) => subnet(plan, vpc, "public", zone, i));
  for (const each of publicSubnets) route(plan, vpc, each, { gatewayId: from(internet) });
  const nats = publicSubnets
    .slice(0, natGateways)
    .map((each, i) => plan.add("aws:ec2/natGateway:NatGateway", `nat-${i}`, { subnetId: from(each) }));
  const privateSubnets = zones.map((zone, i) => subnet(plan, vpc, "private", zone, i));
  privateSubnets.forEach((each, i) => {
    const nat = nats[i] ?? nats[0];
    if (nat) route(plan, vpc, each, { natGatewayId: from(nat) });
  });
  return { vpc, publicSubnets, privateSubnets, nats };
}

function subnet(plan: PlanBuilder, vpc: PlannedResource, kind: string, zone: string, index: number): PlannedResource {
  const third = (kind === "public" ? 0 : 100) + index;
  const cidrBlock = `10.0.${third}.0/24`;
  return plan.add("aws:ec2/subnet:Subnet", `${kind}-${index}`, { vpcId: from(vpc), availabilityZone: zone, cidrBlock });
}

function route(
  plan: PlanBuilder,
  vpc: PlannedResource,
  of: PlannedResource,
  target: { readonly [property: string]: ReturnType<typeof from> },
): void {
  const table = plan.add("aws:ec2/routeTable:RouteTable", of.name, { vpcId: from(vpc) });
  plan.add("aws:ec2/route:Route", of.name, { routeTableId: from(table), destinationCidrBlock: "0.0.0.0/0", ...target });
  plan.add("aws:ec2/routeTableAssociation:RouteTableAssociation", of.name, {
    routeTableId: from(table),
    subnetId: from(of),
  });
}
