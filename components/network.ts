import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { Alarm, Watched } from "./alarm";
import { MAX_ZONES, NETWORK_MASKS, parseBlock, zoneBlocks } from "./cidr";
import { FlowLogs, flowLogs } from "./flow-logs";
import { Mistakes } from "./mistakes";
import { natAlarms } from "./nat-alarms";
import { gatewayEndpoints, InterfaceService, interfaceEndpoints } from "./network-endpoints";
import { type Tags, tagged } from "./tags";
import { LOG_RETENTION_DAYS } from "./versions";

/** How application subnets reach the internet. */
export const Nat = {
  /** Not at all: nothing in them can fetch an image or call a public API. */
  None: "none",
  /** Through one gateway in the first zone: cheaper, and every zone loses its way out with that one. */
  Single: "single",
  /** Through a gateway of their own zone. */
  PerZone: "per-zone",
} as const;
export type Nat = (typeof Nat)[keyof typeof Nat];

export interface NetworkArgs {
  /**
   * Availability zones, 1 to 6. Raising it later adds subnets and moves none.
   * @default 3
   */
  readonly zones?: number;
  /**
   * How application subnets reach the internet.
   * @default Nat.PerZone
   */
  readonly nat?: Nat;
  /**
   * Address block, /16 to /20. Room for six zones is reserved in it.
   * @default "10.0.0.0/16"
   */
  readonly cidrBlock?: string;
  /**
   * AWS services reached without NAT, at an interface in each zone. Each costs by the hour and zone, and by GB.
   * S3 and DynamoDB need none: every network has their free endpoints.
   * @default []
   */
  readonly interfaceEndpoints?: readonly InterfaceService[];
  /**
   * Where to write down who connected to whom. Costs by GB.
   * @default FlowLogs.None
   */
  readonly flowLogs?: FlowLogs;
  /**
   * Days that flow logs are kept: 1 to 3653, a number that CloudWatch Logs offers.
   * @default 90
   */
  readonly flowLogDays?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const FLOW_LOG_DAYS = 90;

/** A VPC over several zones, each with a public, an application and a data subnet. */
export class Network extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly vpcId: pulumi.Output<string>;
  readonly cidrBlock: string;
  /** Number of zones in use. */
  readonly zones: number;
  readonly nat: Nat;
  /** Zones in use, in the order of the subnets below. */
  readonly zoneNames: pulumi.Output<string[]>;
  /** Reachable from the internet: load balancers, NAT gateways, a single server. One subnet per zone, as all three. */
  readonly publicSubnetIds: pulumi.Output<string>[];
  /** Reach the internet through NAT, are not reached from it. */
  readonly applicationSubnetIds: pulumi.Output<string>[];
  /** No route to or from the internet. */
  readonly dataSubnetIds: pulumi.Output<string>[];
  /** Of the application subnets, then of the data subnets: where a way to another network is written down. */
  readonly privateRouteTableIds: pulumi.Output<string>[];
  private readonly natGatewayIds: pulumi.Output<string>[];

  constructor(name: string, args: NetworkArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:network:Network", name, args, opts);
    const { zones = 3, nat = Nat.PerZone, cidrBlock = "10.0.0.0/16", tags } = args;
    check(name, args);

    const vpc = new awsx.ec2.Vpc(
      name,
      {
        cidrBlock,
        numberOfAvailabilityZones: zones,
        enableDnsHostnames: true,
        enableDnsSupport: true,
        natGateways: { strategy: NAT_STRATEGY[nat] },
        subnetStrategy: awsx.ec2.SubnetAllocationStrategy.Auto,
        subnetSpecs: subnetSpecs(cidrBlock, zones),
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    new aws.ec2.DefaultSecurityGroup(
      `${name}-default`,
      { vpcId: vpc.vpcId, tags: tagged(`${name}-default`, tags) },
      { parent: this },
    );
    this.watchName = `${name}-network`;
    const gateways = { [Nat.None]: 0, [Nat.Single]: 1, [Nat.PerZone]: zones }[nat];
    this.natGatewayIds = Array.from({ length: gateways }, (_, index) =>
      vpc.natGateways.apply((all) => all[index]?.id ?? pulumi.output("")),
    );
    this.vpcId = vpc.vpcId;
    this.cidrBlock = cidrBlock;
    this.zones = zones;
    this.nat = nat;
    this.zoneNames = firstZones(zones, this);
    this.publicSubnetIds = onePerZone(vpc.publicSubnetIds, zones);
    this.applicationSubnetIds = onePerZone(vpc.privateSubnetIds, zones);
    this.dataSubnetIds = onePerZone(vpc.isolatedSubnetIds, zones);
    this.privateRouteTableIds = privateRouteTables(name, vpc, zones);
    this.addEndpoints(name, vpc, args);
    flowLogs(
      `${name}-flows`,
      { vpcId: vpc.vpcId, to: args.flowLogs ?? FlowLogs.None, days: args.flowLogDays ?? FLOW_LOG_DAYS, tags },
      this,
    );
    this.registerOutputs({
      vpcId: this.vpcId,
      cidrBlock: this.cidrBlock,
      zones: this.zones,
      nat: this.nat,
      zoneNames: this.zoneNames,
      publicSubnetIds: this.publicSubnetIds,
      applicationSubnetIds: this.applicationSubnetIds,
      dataSubnetIds: this.dataSubnetIds,
    });
  }

  /** None without NAT. */
  alarms(): readonly Alarm[] {
    return natAlarms(this.natGatewayIds);
  }

  private addEndpoints(name: string, vpc: awsx.ec2.Vpc, { interfaceEndpoints: services = [], tags }: NetworkArgs) {
    const { region } = aws.getRegionOutput({}, { parent: this });
    const shared = { vpcId: vpc.vpcId, cidrBlock: this.cidrBlock, region, tags };
    const routeTableIds = vpc.routeTables.apply((tables) => pulumi.all(tables.map((table) => table.id)));
    gatewayEndpoints(name, { ...shared, routeTableIds }, this);
    interfaceEndpoints(name, { ...shared, services, subnetIds: this.applicationSubnetIds }, this);
  }
}

const NAT_STRATEGY = {
  [Nat.None]: awsx.ec2.NatGatewayStrategy.None,
  [Nat.Single]: awsx.ec2.NatGatewayStrategy.Single,
  [Nat.PerZone]: awsx.ec2.NatGatewayStrategy.OnePerAz,
} as const;

function check(name: string, args: NetworkArgs): void {
  const { zones = 3, nat = Nat.PerZone, cidrBlock = "10.0.0.0/16" } = args;
  const { interfaceEndpoints: services = [], flowLogs: to = FlowLogs.None, flowLogDays = FLOW_LOG_DAYS } = args;
  const mask = parseBlock(cidrBlock)?.mask ?? 0;
  const known: readonly string[] = Object.values(InterfaceService);
  new Mistakes()
    .requireRange("zones", zones, 1, MAX_ZONES)
    .require(nat in NAT_STRATEGY, "nat", `must be one of ${Object.keys(NAT_STRATEGY).join(", ")}, got ${nat}`)
    .require(
      mask >= NETWORK_MASKS.widest && mask <= NETWORK_MASKS.narrowest,
      "cidrBlock",
      `must be an address block from /${NETWORK_MASKS.widest} to /${NETWORK_MASKS.narrowest}, such as 10.0.0.0/16, got ${cidrBlock}`,
    )
    .require(
      services.every((service) => known.includes(service)),
      "interfaceEndpoints",
      `must be some of ${known.join(", ")}, got ${services.join(", ")}`,
    )
    .require(
      new Set(services).size === services.length,
      "interfaceEndpoints",
      `must not repeat a service, got ${services.join(", ")}`,
    )
    .require(
      Object.values(FlowLogs).includes(to),
      "flowLogs",
      `must be one of ${Object.values(FlowLogs).join(", ")}, got ${to}`,
    )
    .require(
      LOG_RETENTION_DAYS.includes(flowLogDays),
      "flowLogDays",
      `must be one of ${LOG_RETENTION_DAYS.join(", ")}, got ${flowLogDays}`,
    )
    .throwFor("Network", name);
}

/**
 * A list whose length is known before its ids are: at preview, plan and policies can then tell a workload in every zone from
 * one that is pinned to a single zone.
 */
function onePerZone(ids: pulumi.Output<string[]>, zones: number): pulumi.Output<string>[] {
  return Array.from({ length: zones }, (_, zone) => ids.apply((known) => known[zone] ?? ""));
}

/** By the names that awsx gives them, since it lists the tables of all subnets as one. */
function privateRouteTables(name: string, vpc: awsx.ec2.Vpc, zones: number): pulumi.Output<string>[] {
  const known = vpc.routeTables.apply((tables) => pulumi.all(tables.map(({ urn, id }) => ({ urn, id }))));
  const idOf = (table: string) => known.apply((each) => each.find(({ urn }) => urn.endsWith(`::${table}`))?.id ?? "");
  return ["application", "data"].flatMap((kind) =>
    Array.from({ length: zones }, (_, zone) => idOf(`${name}-${kind}-${zone + 1}`)),
  );
}

/** Blocks are written out, so that their place depends on the zone alone and not on how many zones there are. */
function subnetSpecs(cidrBlock: string, zones: number): awsx.types.input.ec2.SubnetSpecArgs[] {
  const blocks = Array.from({ length: zones }, (_, zone) => zoneBlocks(cidrBlock, zone));
  return [
    { type: awsx.ec2.SubnetType.Public, name: "public", cidrBlocks: blocks.map((block) => block.public) },
    { type: awsx.ec2.SubnetType.Private, name: "application", cidrBlocks: blocks.map((block) => block.application) },
    { type: awsx.ec2.SubnetType.Isolated, name: "data", cidrBlocks: blocks.map((block) => block.data) },
  ];
}

/** The zones that awsx takes: the first ones of the region. */
function firstZones(zones: number, parent: pulumi.Resource): pulumi.Output<string[]> {
  return aws.getAvailabilityZonesOutput({}, { parent }).names.apply((names) => names.slice(0, zones));
}
