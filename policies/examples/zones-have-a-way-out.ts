import * as aws from "@pulumi/aws";

/** A function in two zones; `out` gives the second zone's subnet its route, or does not. */
function shop(out: (subnet: aws.ec2.Subnet, routes: aws.ec2.RouteTable) => void): void {
  const network = new aws.ec2.Vpc("shop", { cidrBlock: "10.0.0.0/16" });
  const subnet = (zone: string, cidrBlock: string): aws.ec2.Subnet =>
    new aws.ec2.Subnet(zone, { vpcId: network.id, cidrBlock, availabilityZone: `us-east-1${zone}` });
  const [a, b, door] = [subnet("a", "10.0.0.0/24"), subnet("b", "10.0.1.0/24"), subnet("c", "10.0.2.0/24")];
  const gateway = new aws.ec2.NatGateway("out", { subnetId: door.id, allocationId: "eipalloc-1" });
  const routes = new aws.ec2.RouteTable("private", {
    vpcId: network.id,
    routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: gateway.id }],
  });
  new aws.ec2.RouteTableAssociation("a", { subnetId: a.id, routeTableId: routes.id });
  out(b, routes);
  new aws.lambda.Function("orders", {
    role: "arn:aws:iam::123456789012:role/orders",
    vpcConfig: { subnetIds: [a.id, b.id], securityGroupIds: ["sg-1"] },
  });
}

export function before(): void {
  shop((subnet) => {
    const closed = new aws.ec2.RouteTable("closed", { vpcId: subnet.vpcId, routes: [] });
    new aws.ec2.RouteTableAssociation("b", { subnetId: subnet.id, routeTableId: closed.id });
  });
}

export function after(): void {
  shop((subnet, routes) => {
    new aws.ec2.RouteTableAssociation("b", { subnetId: subnet.id, routeTableId: routes.id });
  });
}
