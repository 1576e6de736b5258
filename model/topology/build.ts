import type { Plan, Urn } from "../plan";
import { flag, text } from "../value";
import { readAccelerators } from "./accelerators";
import { readApis } from "./apis";
import { TopologyBuilder } from "./builder";
import { readCompute } from "./compute";
import { markSharesOfZones } from "./cross-zone";
import { readData } from "./data";
import { leaveOutZonesOfNoBalancer } from "./enabled-zones";
import { linkListeners, readEvents } from "./events";
import { isInternal, readFront } from "./front";
import { linkGraphql } from "./graphql";
import { linkHosts } from "./hosts";
import { readKubernetes } from "./kubernetes";
import { linkLattice, readLattice } from "./lattice";
import { readLightsail } from "./lightsail";
import { readLines } from "./lines";
import { linkWorkloads } from "./links";
import { readNameFailovers } from "./name-failover";
import { readOperations } from "./operations";
import { readOtherStores } from "./other-stores";
import { readPassages } from "./passages";
import { readPlatforms } from "./platforms";
import { directQueues } from "./queues";
import type { Ingress } from "./security-groups";
import { readSignIn } from "./sign-in";
import type { Tier, Topology } from "./topology";
import { readTransfer } from "./transfer";
import { readWeights } from "./weights";

const ANYWHERE = new Set(["0.0.0.0/0", "::/0"]);
/** Ports by which people administer a machine: SSH, RDP, and VPNs. A machine open on these alone serves no users. */
const ADMIN_PORTS = new Set([22, 3389, 1194, 51820]);

/** The topology of a program, from its AWS types, references and property dependencies alone. */
export function buildTopology(plan: Plan): Topology {
  const builder = new TopologyBuilder(plan);
  readCompute(builder);
  readKubernetes(builder);
  readData(builder);
  readEvents(builder);
  readOtherStores(builder);
  readPlatforms(builder);
  readApis(builder);
  readSignIn(builder);
  readTransfer(builder);
  readLightsail(builder);
  readLattice(builder);
  readAccelerators(builder);
  readFront(builder);
  linkGraphql(builder);
  linkLattice(builder);
  linkListeners(builder);
  linkHosts(builder);
  leaveOutZonesOfNoBalancer(builder);
  markSharesOfZones(builder);
  linkWorkloads(builder);
  directQueues(builder);
  return {
    region: plan.region,
    tiers: builder.tiers,
    edges: builder.edges.all(),
    entries: entriesOf(builder),
    gateways: builder.network.gateways,
    passages: readPassages(builder),
    weighted: readWeights(builder),
    operations: readOperations(builder),
    lines: readLines(builder),
    nameFailovers: readNameFailovers(builder),
    vpcOfSubnet: builder.network.vpcOfSubnet,
    zoneOfSubnet: builder.network.zoneOfSubnet,
    endpoints: builder.network.endpoints,
  };
}

/** What takes requests from outside and is not itself behind something else that does. */
function entriesOf(builder: TopologyBuilder): readonly Urn[] {
  const open = [...builder.tiers.values()].filter((tier) => isPublic(builder, tier));
  const first = open.filter((tier) => builder.edges.to(tier.urn).length === 0);
  // Several names of one thing (an address each for IPv4 and IPv6, with and without www) are one way in.
  const byTarget = new Map(first.map((tier) => [targetsOf(builder, tier), tier.urn] as const).reverse());
  const kept = new Set(byTarget.values());
  return first.map((tier) => tier.urn).filter((urn) => kept.has(urn));
}

function targetsOf(builder: TopologyBuilder, tier: Tier): string {
  if (tier.kind !== "dns") return tier.urn;
  const targets = builder.edges.from(tier.urn).map((edge) => edge.to);
  return targets.sort().join("|");
}

function isPublic(builder: TopologyBuilder, tier: Tier): boolean {
  const resource = builder.index.get(tier.urn);
  if (!resource) return false;
  switch (tier.kind) {
    case "cdn":
      return flag(resource.inputs.enabled) !== false;
    case "api":
      return builder.edges.from(tier.urn).length > 0;
    case "accelerator":
      return flag(resource.inputs.enabled) !== false;
    case "load-balancer":
      // An internal one that nobody here calls is called from somewhere else: a peer network, an office.
      return !isInternal(resource) || builder.edges.from(tier.urn).length > 0;
    case "dns":
      return leadsToUsers(builder, tier);
    case "server":
      return tier.type === "lightsail/Instance" || servesWorld(builder, tier);
    case "function":
      return tier.type === "apprunner/Service";
    case "service":
      if (tier.type === "elasticbeanstalk/Environment") return text(resource.inputs.tier) !== "Worker";
      return tier.type === "ecs/Service" && isOpenService(builder, tier);
    default:
      return false;
  }
}

/** A name of a machine that only administrators may reach is not an entry. */
function leadsToUsers(builder: TopologyBuilder, dns: Tier): boolean {
  const targets = builder.edges.from(dns.urn).map((edge) => builder.tiers.get(edge.to));
  return targets.some((target) => {
    if (target === undefined) return false;
    if (target.kind !== "server") return true;
    return builder.groups.into(groupsOf(builder, target)).length === 0 || servesWorld(builder, target);
  });
}

function servesWorld(builder: TopologyBuilder, tier: Tier): boolean {
  return builder.groups.into(groupsOf(builder, tier)).some(isOpenToUsers);
}

/** A container with a public address whose group lets anybody in. */
function isOpenService(builder: TopologyBuilder, tier: Tier): boolean {
  return builder.edges.to(tier.urn, "request").length === 0 && servesWorld(builder, tier);
}

function groupsOf(builder: TopologyBuilder, tier: Tier) {
  return tier.parts.flatMap((urn) => {
    const resource = builder.index.get(urn);
    return resource ? builder.groups.of(resource) : [];
  });
}

function isOpenToUsers(ingress: Ingress): boolean {
  if (!ingress.cidrs.some((cidr) => ANYWHERE.has(cidr))) return false;
  return ingress.ports === null || ingress.ports.from !== ingress.ports.to || !ADMIN_PORTS.has(ingress.ports.from);
}
