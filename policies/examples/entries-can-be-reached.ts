import * as aws from "@pulumi/aws";

/** A load balancer in two subnets, of which the default route leads to `gateway`. */
function shop(
  gateway: (network: aws.ec2.Vpc) => { natGatewayId?: string } | { gatewayId: aws.ec2.InternetGateway["id"] },
): void {
  const network = new aws.ec2.Vpc("shop", { cidrBlock: "10.0.0.0/16" });
  const routes = new aws.ec2.RouteTable("routes", {
    vpcId: network.id,
    routes: [{ cidrBlock: "0.0.0.0/0", ...gateway(network) }],
  });
  const subnets = ["a", "b"].map((zone, i) => {
    const subnet = new aws.ec2.Subnet(zone, {
      vpcId: network.id,
      cidrBlock: `10.0.${i}.0/24`,
      availabilityZone: `us-east-1${zone}`,
    });
    new aws.ec2.RouteTableAssociation(zone, { subnetId: subnet.id, routeTableId: routes.id });
    return subnet;
  });
  new aws.lb.LoadBalancer("front", { subnets: subnets.map(({ id }) => id) });
}

export function before(): void {
  shop(() => ({ natGatewayId: "nat-1" }));
}

export function after(): void {
  shop((network) => ({ gatewayId: new aws.ec2.InternetGateway("door", { vpcId: network.id }).id }));
}
