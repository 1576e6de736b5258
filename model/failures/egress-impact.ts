import type { Flow } from "../topology/flows";
import type { Gateway, Tier, Topology } from "../topology/topology";
import { degrades, type Impact, needsPerson } from "./impact";
import { NAT_SOURCE } from "./recovery-times";

/** AWS service behind a tier that is reached over the internet unless the network has an endpoint for it. */
const API_OF: { readonly [type: string]: string } = {
  "sqs/Queue": "sqs",
  "s3/Bucket": "s3",
  "dynamodb/Table": "dynamodb",
};

/** What a new container needs before it can start: its image's registry, and the bucket that holds the layers. */
const TO_START = ["ecr.api", "ecr.dkr", "s3"] as const;

/** What is lost along with a gateway. */
export interface LostEgress {
  readonly gateways: readonly Gateway[];
  /** A zone that is gone at the same time; its members are counted elsewhere. */
  readonly zone: string | null;
}

/**
 * What the loss of gateways does to a workload on a flow: null when it does not use them. What runs goes on answering,
 * but cannot call AWS or anybody else outside; and what is started anew cannot fetch its image.
 */
export function egressImpact(topology: Topology, flow: Flow, tier: Tier, lost: LostEgress): Impact | null {
  if (tier.kind !== "service" && tier.kind !== "server") return null;
  const left = tier.placement.subnets.filter((subnet) => !isIn(topology, subnet, lost.zone));
  const cut = left.filter((subnet) => lost.gateways.some((gateway) => gateway.subnets.includes(subnet)));
  if (left.length === 0 || cut.length === 0) return null;
  const names = lost.gateways.map((gateway) => gateway.name).join(", ");
  const needed = outsideNeeds(topology, flow, tier);
  if (needed.length > 0) {
    const reason = `${tier.name} reaches ${needed.join(", ")} through NAT gateway ${names}`;
    if (cut.length === left.length) {
      return needsPerson(`${reason}, in every zone that is left: a person makes another or reroutes.`, 0, NAT_SOURCE);
    }
    const share = (left.length - cut.length) / tier.placement.subnets.length;
    return degrades(`${reason} in ${cut.length} of ${left.length} subnets.`, share, NAT_SOURCE);
  }
  // Elsewhere the scheduler finds a subnet where a new member can start.
  if (cut.length < left.length || canStartWithout(topology)) return null;
  const what = `What runs of ${tier.name} goes on`;
  return degrades(
    `${what}, but calls to the outside fail and no new member can start without ${names}.`,
    1,
    NAT_SOURCE,
  );
}

/** Whether every zone that is left lacks a way out, so that nothing new can start. */
export function cannotStart(topology: Topology, tier: Tier, lost: LostEgress): boolean {
  if (canStartWithout(topology)) return false;
  const left = tier.placement.subnets.filter((subnet) => !isIn(topology, subnet, lost.zone));
  return left.length > 0 && left.every((subnet) => lost.gateways.some((gateway) => gateway.subnets.includes(subnet)));
}

function canStartWithout(topology: Topology): boolean {
  return TO_START.every((service) => topology.endpoints.has(service));
}

function isIn(topology: Topology, subnet: string, zone: string | null): boolean {
  return zone !== null && topology.zoneOfSubnet.get(subnet) === zone;
}

/** Names of the tiers on the flow that this one reaches over the internet. */
function outsideNeeds(topology: Topology, flow: Flow, tier: Tier): readonly string[] {
  const called = (flow.outgoing.get(tier.urn) ?? []).map((edge) => edge.to);
  const taken = (flow.incoming.get(tier.urn) ?? []).filter((edge) => edge.kind === "consume");
  const others = [...called, ...taken.map((edge) => edge.from)];
  return others
    .map((urn) => topology.tiers.get(urn))
    .filter((other) => {
      const service = API_OF[other?.type ?? ""];
      return service !== undefined && !topology.endpoints.has(service);
    })
    .map((other) => other?.name ?? "");
}
