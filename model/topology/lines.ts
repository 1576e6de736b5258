import { rangeOf } from "../ipv4-range";
import type { PlannedResource, Urn } from "../plan";
import { text } from "../value";
import type { TopologyBuilder } from "./builder";
import type { Line } from "./topology";

const TUNNEL = "ec2/VpnConnection";

/** What leads to a data centre and has no second beside it. */
export function readLines(builder: TopologyBuilder): readonly Line[] {
  return [...cables(builder), ...routers(builder)];
}

/**
 * Direct Connect: a line that is the only one. A second line, or a VPN for when the first is cut, takes its place.
 * https://docs.aws.amazon.com/directconnect/latest/UserGuide/high_resiliency.html
 */
function cables({ index }: TopologyBuilder): readonly Line[] {
  const several = index.ofType("directconnect/LinkAggregationGroup").length > 1;
  const lines = index.ofType("directconnect/Connection");
  if (lines.length !== 1 || several || index.ofType(TUNNEL).length > 0) return [];
  return lines.map(({ urn, name }) => ({ urn, name, what: "one port of one router at one location" }));
}

/**
 * A router at the other end of a VPN, where requests of users end behind it: the addresses that a load balancer sends them
 * to are among those that its tunnels lead to. Each tunnel pair ends in AWS twice, and in the router once; a VPN that no
 * request is seen to take is taken for the staff's.
 * https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-redundant-connection.html
 */
function routers(builder: TopologyBuilder): readonly Line[] {
  const { index } = builder;
  if (index.ofType("directconnect/Connection", "directconnect/GatewayAssociation").length > 0) return [];
  const found = new Map<Urn, Line>();
  for (const attachment of index.ofType("lb/TargetGroupAttachment")) {
    const used = index.ofType(TUNNEL).filter((tunnel) => leadsTo(builder, tunnel, text(attachment.inputs.targetId)));
    const ends = new Set(used.flatMap((tunnel) => index.referred(tunnel, "customerGatewayId", "ec2/CustomerGateway")));
    const [router] = ends;
    if (router === undefined || ends.size > 1) continue;
    const { urn, name } = router;
    found.set(urn, { urn, name, what: "one router, where all tunnels end" });
  }
  return [...found.values()];
}

/** Whether one of a tunnel's routes covers an address. */
function leadsTo({ index }: TopologyBuilder, tunnel: PlannedResource, address: string | undefined): boolean {
  const target = address === undefined ? undefined : rangeOf(`${address}/32`);
  if (target === undefined) return false;
  const routes = index.referring(tunnel, "ec2/VpnConnectionRoute", "vpnConnectionId");
  return routes.some(({ inputs }) => {
    const range = rangeOf(text(inputs.destinationCidrBlock) ?? "");
    return range !== undefined && range.first <= target.first && target.last <= range.last;
  });
}
