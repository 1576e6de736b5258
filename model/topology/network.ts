import type { PlannedResource, Urn } from "../plan";
import { flag, list, record, text } from "../value";
import type { PlanIndex } from "./plan-index";
import type { Gateway } from "./topology";

/** How a subnet reaches the outside: through an internet gateway, through a NAT, not at all, or not known. */
export type Reach = "public" | "nat" | "isolated" | "unknown";

const ANYWHERE = new Set(["0.0.0.0/0", "::/0"]);
const NATS = ["ec2/NatGateway", "ec2/Instance", "ec2/NetworkInterface"] as const;
/** Route properties that name a NAT, in the order they are asked. */
const NAT_PROPERTIES = ["natGatewayId", "networkInterfaceId", "instanceId"] as const;

/** The default route of a route table. */
interface DefaultRoute {
  readonly reach: Reach;
  readonly nat: PlannedResource | undefined;
}

/** Subnets, their zones, and the way out of each. */
export class Network {
  readonly zoneOfSubnet = new Map<Urn, string | null>();
  readonly vpcOfSubnet = new Map<Urn, Urn>();
  readonly gateways: readonly Gateway[];
  readonly endpoints: ReadonlySet<string>;
  readonly #routes = new Map<Urn, DefaultRoute>();

  constructor(private readonly index: PlanIndex) {
    for (const subnet of index.ofType("ec2/Subnet")) {
      this.zoneOfSubnet.set(subnet.urn, zoneOf(subnet));
      const vpc = index.one(subnet, "vpcId", "ec2/Vpc");
      if (vpc) this.vpcOfSubnet.set(subnet.urn, vpc.urn);
    }
    this.#routeSubnets();
    this.gateways = this.#gateways();
    this.endpoints = endpointServices(index);
  }

  reach(subnet: Urn): Reach {
    return this.#routes.get(subnet)?.reach ?? "unknown";
  }

  #routeSubnets(): void {
    const routeOfTable = new Map<Urn, DefaultRoute>();
    for (const table of this.index.ofType("ec2/RouteTable")) routeOfTable.set(table.urn, this.#defaultRoute(table));
    for (const association of this.index.ofType("ec2/RouteTableAssociation")) {
      const table = this.index.one(association, "routeTableId", "ec2/RouteTable");
      const subnet = this.index.one(association, "subnetId", "ec2/Subnet");
      const route = table && routeOfTable.get(table.urn);
      if (subnet && route) this.#routes.set(subnet.urn, route);
    }
    for (const subnet of this.index.ofType("ec2/Subnet")) {
      if (this.#routes.has(subnet.urn)) continue;
      const main = this.#mainTable(subnet);
      const route = main && routeOfTable.get(main.urn);
      if (route) this.#routes.set(subnet.urn, route);
    }
  }

  /** The table that a subnet without an association uses. */
  #mainTable(subnet: PlannedResource): PlannedResource | undefined {
    const vpc = this.index.one(subnet, "vpcId", "ec2/Vpc");
    if (!vpc) return undefined;
    const main = this.index.referring(vpc, "ec2/MainRouteTableAssociation", "vpcId")[0];
    if (main) return this.index.one(main, "routeTableId", "ec2/RouteTable");
    return this.index.referring(vpc, "ec2/RouteTable", "defaultRouteTableId")[0];
  }

  #defaultRoute(table: PlannedResource): DefaultRoute {
    const inline = list(table.inputs.routes).map(record).filter(isDefault);
    const first = inline[0];
    if (first) {
      const nat = this.index.one(table, "routes", ...NATS);
      const viaNat = NAT_PROPERTIES.some((property) => first[property] !== undefined);
      return { reach: viaNat ? "nat" : first.gatewayId === undefined ? "unknown" : "public", nat };
    }
    for (const route of this.index.referring(table, "ec2/Route", "routeTableId")) {
      if (!isDefault(route.inputs)) continue;
      if (route.inputs.gatewayId !== undefined) return { reach: "public", nat: undefined };
      const used = NAT_PROPERTIES.find((property) => route.inputs[property] !== undefined);
      if (used) return { reach: "nat", nat: this.index.one(route, used, ...NATS) };
      return { reach: "unknown", nat: undefined };
    }
    return { reach: "isolated", nat: undefined };
  }

  #gateways(): readonly Gateway[] {
    const subnetsOf = new Map<PlannedResource, Urn[]>();
    for (const [subnet, { nat }] of this.#routes) {
      if (!nat) continue;
      const subnets = subnetsOf.get(nat);
      if (subnets) subnets.push(subnet);
      else subnetsOf.set(nat, [subnet]);
    }
    return [...subnetsOf].map(([nat, subnets]) => ({
      urn: nat.urn,
      name: nat.name,
      zone: this.#zoneOfGateway(nat),
      spansZones: text(nat.inputs.availabilityMode) === "regional",
      subnets,
    }));
  }

  #zoneOfGateway(nat: PlannedResource): string | null {
    const subnet = this.index.one(nat, "subnetId", "ec2/Subnet");
    return (subnet && this.zoneOfSubnet.get(subnet.urn)) ?? null;
  }
}

function isDefault(route: PlannedResource["inputs"]): boolean {
  return [route.destinationCidrBlock, route.cidrBlock, route.destinationIpv6CidrBlock, route.ipv6CidrBlock].some(
    (block) => ANYWHERE.has(text(block) ?? ""),
  );
}

function zoneOf(subnet: PlannedResource): string | null {
  return (
    text(subnet.inputs.availabilityZone) ??
    text(subnet.outputs.availabilityZone) ??
    text(subnet.inputs.availabilityZoneId) ??
    null
  );
}

/** `ecr.api` for `com.amazonaws.eu-west-1.ecr.api`. */
function endpointServices(index: PlanIndex): ReadonlySet<string> {
  const names = index
    .ofType("ec2/VpcEndpoint")
    .filter((endpoint) => flag(endpoint.inputs.privateDnsEnabled) === true || isGatewayEndpoint(endpoint))
    .map((endpoint) => text(endpoint.inputs.serviceName)?.split(".").slice(3).join("."));
  return new Set(names.filter((name) => name !== undefined) as string[]);
}

function isGatewayEndpoint(endpoint: PlannedResource): boolean {
  return (text(endpoint.inputs.vpcEndpointType) ?? "Gateway") === "Gateway";
}
