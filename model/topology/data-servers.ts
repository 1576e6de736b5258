import type { TopologyBuilder } from "./builder";
import { isWorkload } from "./compute";
import type { Ingress } from "./security-groups";
import type { Tier } from "./topology";

/** Ports on which data is served: NFS, MySQL, PostgreSQL, SQL Server, Oracle, Redis, Memcached, MongoDB, AMQP, Kafka, Elasticsearch. */
const DATA_PORTS = new Set([2049, 3306, 5432, 1433, 1521, 6379, 11211, 27017, 5672, 5671, 9092, 9200]);
const ANYWHERE = new Set(["0.0.0.0/0", "::/0"]);

/**
 * A machine that serves data to a range of private addresses serves all workloads of its network, where nothing says which:
 * those of whom nobody was seen to be told its address.
 */
export function linkDataServers(builder: TopologyBuilder): void {
  for (const server of builder.ofKind("server")) {
    if (builder.edges.to(server.urn).length > 0 || !servesData(builder, server)) continue;
    const network = networkOf(builder, server);
    for (const caller of callersIn(builder, network)) {
      if (caller.urn !== server.urn) builder.edge(caller, server, "request", "its security group lets the network in");
    }
  }
}

function servesData(builder: TopologyBuilder, server: Tier): boolean {
  const groups = server.parts.flatMap((urn) => {
    const resource = builder.index.get(urn);
    return resource ? builder.groups.of(resource) : [];
  });
  return builder.groups.into(groups).some(isForData);
}

function isForData({ ports, cidrs, cidrsUnknown }: Ingress): boolean {
  if (ports === null || ports.from !== ports.to || !DATA_PORTS.has(ports.from)) return false;
  return cidrsUnknown || cidrs.some((cidr) => !ANYWHERE.has(cidr));
}

function networkOf(builder: TopologyBuilder, tier: Tier): string | undefined {
  return tier.placement.subnets
    .map((subnet) => builder.network.vpcOfSubnet.get(subnet))
    .find((vpc) => vpc !== undefined);
}

/** Workloads of a network that take requests; of every network where the plan does not tell which is meant. */
function callersIn(builder: TopologyBuilder, network: string | undefined): readonly Tier[] {
  return [...builder.tiers.values()].filter((tier) => {
    if (!isWorkload(tier) || builder.edges.to(tier.urn, "request").length === 0) return false;
    const own = networkOf(builder, tier);
    return own === undefined || network === undefined || own === network;
  });
}
