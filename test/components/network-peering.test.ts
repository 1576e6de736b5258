import * as aws from "@pulumi/aws";
import { Network } from "../../components/network";
import { NetworkPeering } from "../../components/network-peering";
import { mistakesOf, record } from "./recorded-resources";

const ROUTE = "aws:ec2/route:Route";
const IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const OUT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

function peer(peerBlock: string): void {
  const peerProvider = new aws.Provider("west", { region: "eu-central-1" });
  const network = new Network("main", { zones: 2 });
  const other = new Network("west", { zones: 2, cidrBlock: peerBlock }, { provider: peerProvider });
  const peering = new NetworkPeering("regions", { network, peer: other, peerRegion: "eu-central-1", peerProvider });
  peering.letIn("database", new Map([["users", "sg-users"]]), { securityGroupId: "sg-database", port: 5432 });
}

const peered = () => record(() => peer("10.1.0.0/16"));

describe("NetworkPeering", () => {
  it("asks in one region and accepts in the other", async () => {
    const recorded = await peered();
    const asked = recorded.one("aws:ec2/vpcPeeringConnection:VpcPeeringConnection");
    const accepted = recorded.one("aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter");
    expect(asked.inputs).toMatchObject({ peerRegion: "eu-central-1", autoAccept: false });
    expect(asked.provider).not.toContain("::west::");
    expect(accepted.inputs).toMatchObject({ autoAccept: true, vpcPeeringConnectionId: "regions-id" });
    expect(accepted.provider).toContain("::west::");
  });

  it("leads from application and data subnets of either side to the other, once it is accepted", async () => {
    const recorded = await peered();
    const routes = recorded.ofType(ROUTE).filter(({ parent }) => parent === "regions");
    expect(
      routes.map(({ name, inputs, provider }) => [name, inputs.destinationCidrBlock, provider.includes("::west::")]),
    ).toEqual([
      ...[1, 2, 3, 4].map((each) => [`regions-there-${each}`, "10.1.0.0/16", false]),
      ...[1, 2, 3, 4].map((each) => [`regions-back-${each}`, "10.0.0.0/16", true]),
    ]);
    for (const { dependsOnTypes } of routes) {
      expect(dependsOnTypes).toContain("aws:ec2/vpcPeeringConnectionAccepter:VpcPeeringConnectionAccepter");
    }
  });

  it("lets code of the peer's application subnets into the data subnets of the network, on one port and by addresses", async () => {
    const recorded = await peered();
    const port = { ipProtocol: "tcp", fromPort: 5432, toPort: 5432 };
    const rules = (type: string) => recorded.ofType(type).filter(({ parent }) => parent === "regions");
    expect(rules(IN).map(({ inputs }) => inputs)).toEqual([
      { securityGroupId: "sg-database", cidrIpv4: "10.1.0.0/20", ...port },
      { securityGroupId: "sg-database", cidrIpv4: "10.1.32.0/20", ...port },
    ]);
    expect(rules(OUT).map(({ inputs }) => inputs)).toEqual([
      { securityGroupId: "sg-users", cidrIpv4: "10.0.20.0/22", ...port },
      { securityGroupId: "sg-users", cidrIpv4: "10.0.52.0/22", ...port },
    ]);
    expect(rules(OUT).every(({ provider }) => provider.includes("::west::"))).toBe(true);
  });

  it("refuses two networks that share addresses", async () => {
    expect(await mistakesOf(() => peer("10.0.0.0/17"))).toEqual({
      peer: "must have other addresses than the network, got 10.0.0.0/17 and 10.0.0.0/16",
    });
  });
});
