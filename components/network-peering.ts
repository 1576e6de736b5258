import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { blocksOverlap, zoneBlocks } from "./cidr";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import type { Endpoint } from "./security-group";
import { type Tags, tagged } from "./tags";

export interface NetworkPeeringArgs {
  /** A network of the region that this is made in. */
  readonly network: Network;
  /** A network of the other region, with other addresses. */
  readonly peer: Network;
  /** The other region: `us-west-2`. */
  readonly peerRegion: string;
  /** What makes things there. */
  readonly peerProvider: aws.Provider;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/**
 * A private way between the networks of two regions, over AWS's own lines, encrypted by AWS. It leads from application and
 * data subnets to those of the other side; which ports are open is said one by one. Costs by GB.
 * docs.aws.amazon.com/vpc/latest/peering/what-is-vpc-peering.html (read on 2026-11-21)
 */
export class NetworkPeering extends pulumi.ComponentResource {
  readonly connectionId: pulumi.Output<string>;
  private readonly args: NetworkPeeringArgs;
  private readonly onPeer: pulumi.CustomResourceOptions;

  constructor(name: string, args: NetworkPeeringArgs, opts?: pulumi.ComponentResourceOptions) {
    // The provider is for the other side alone, not an input.
    super("zero-to-millions:network:NetworkPeering", name, { ...args, peerProvider: undefined }, opts);
    const { network, peer, peerRegion, peerProvider, tags } = args;
    new Mistakes()
      .require(
        !blocksOverlap(network.cidrBlock, peer.cidrBlock),
        "peer",
        `must have other addresses than the network, got ${peer.cidrBlock} and ${network.cidrBlock}`,
      )
      .throwFor("NetworkPeering", name);

    this.args = args;
    this.onPeer = { parent: this, provider: peerProvider };
    const connection = new aws.ec2.VpcPeeringConnection(
      name,
      { vpcId: network.vpcId, peerVpcId: peer.vpcId, peerRegion, autoAccept: false, tags: tagged(name, tags) },
      { parent: this },
    );
    const accepter = new aws.ec2.VpcPeeringConnectionAccepter(
      name,
      { vpcPeeringConnectionId: connection.id, autoAccept: true, tags: tagged(name, tags) },
      this.onPeer,
    );
    // AWS takes no route before the connection is accepted.
    const vpcPeeringConnectionId = accepter.id;
    for (const [index, routeTableId] of network.privateRouteTableIds.entries()) {
      const route = { routeTableId, destinationCidrBlock: peer.cidrBlock, vpcPeeringConnectionId };
      new aws.ec2.Route(`${name}-there-${index + 1}`, route, { parent: this });
    }
    for (const [index, routeTableId] of peer.privateRouteTableIds.entries()) {
      const route = { routeTableId, destinationCidrBlock: network.cidrBlock, vpcPeeringConnectionId };
      new aws.ec2.Route(`${name}-back-${index + 1}`, route, this.onPeer);
    }

    this.connectionId = connection.id;
    this.registerOutputs({ connectionId: this.connectionId });
  }

  /**
   * Lets code in the peer's application subnets connect to a port in the data subnets of the network. By addresses: between
   * regions, security groups do not know each other.
   * @param name of what is called, unique among all that this peering leads to
   * @param callers by name, each with its security group
   */
  letIn(name: string, callers: ReadonlyMap<string, pulumi.Input<string>>, to: Endpoint): void {
    const { network, peer } = this.args;
    const ports = { ipProtocol: "tcp", fromPort: to.port, toPort: to.port };
    for (let zone = 0; zone < peer.zones; zone++) {
      new aws.vpc.SecurityGroupIngressRule(
        `${name}-in-${zone + 1}`,
        { securityGroupId: to.securityGroupId, cidrIpv4: zoneBlocks(peer.cidrBlock, zone).application, ...ports },
        { parent: this },
      );
    }
    for (const [caller, securityGroupId] of callers) {
      for (let zone = 0; zone < network.zones; zone++) {
        new aws.vpc.SecurityGroupEgressRule(
          `${caller}-to-${name}-${zone + 1}`,
          { securityGroupId, cidrIpv4: zoneBlocks(network.cidrBlock, zone).data, ...ports },
          this.onPeer,
        );
      }
    }
  }
}
