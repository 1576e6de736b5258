import { sharedGateways } from "../../model/failures";
import { rule } from "../rule";

/**
 * A NAT gateway lives in one zone. Where other zones leave through it, they lose the internet and AWS's own services
 * with a zone that is not theirs: what runs goes on, but nothing new can start and nothing outside can be called.
 */
export const natGatewayPerZone = rule({
  name: "nat-gateway-per-zone",
  displayName: "A NAT gateway per zone",
  description: "A private subnet must leave through a NAT gateway in its own availability zone.",
  severity: "high",
  kind: "reachability",
  tags: ["availability"],
  remediationSteps:
    "Make one NAT gateway per zone and point each private subnet's default route at the one in its own zone.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html",
  about: ["ec2/NatGateway"],
  judge: ({ topology }) =>
    sharedGateways(topology).map(({ gateway, zones, flow }) => ({
      outcome: zones === null ? "unknown" : "violation",
      urn: gateway.urn,
      message:
        zones === null
          ? `Which zones leave through NAT gateway ${gateway.name}, or which zone it is in, is not known.`
          : `NAT gateway ${gateway.name} in ${gateway.zone} is the only way out for ${zones.join(", ")} too: when it or ` +
            `its zone is lost, nothing there can call AWS or the internet, and nothing new can start.`,
      failure: { kind: "nat-gateway", domain: `nat-gateway:${gateway.urn}` },
      flow,
    })),
});
