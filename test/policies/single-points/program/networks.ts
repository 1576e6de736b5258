import * as aws from "@pulumi/aws";
import { program } from "./case";
import { fleet, front, ids, landscape, server, service } from "./landscape";

program("one NAT gateway for three zones", ["nat-0"], () => {
  const land = landscape(["a", "b", "c"], 1);
  service("web", land, { front: front(land) });
});

program("two NAT gateways for three zones", ["nat-0"], () => {
  const land = landscape(["a", "b", "c"], 2);
  fleet(land, front(land));
});

program("a NAT instance for every zone", ["nat"], () => {
  const land = landscape(["a", "b"], 0);
  const nat = server("nat", { subnetId: land.publicSubnets[0]?.id ?? "", sourceDestCheck: false });
  const table = new aws.ec2.RouteTable("through", { vpcId: land.vpc.id });
  new aws.ec2.Route("through", {
    routeTableId: table.id,
    destinationCidrBlock: "0.0.0.0/0",
    networkInterfaceId: nat.primaryNetworkInterfaceId,
  });
  const apps = ["a", "b"].map((zone, i) => {
    const subnet = new aws.ec2.Subnet(`app-${zone}`, {
      vpcId: land.vpc.id,
      cidrBlock: `10.0.${200 + i}.0/24`,
      availabilityZone: `us-east-1${zone}`,
    });
    new aws.ec2.RouteTableAssociation(`app-${zone}`, { subnetId: subnet.id, routeTableId: table.id });
    return subnet;
  });
  service("web", { ...land, privateSubnets: apps }, { front: front(land) });
});

program("zones that leave through each other's NAT gateway", ["nat-0", "nat-1"], () => {
  const land = landscape(["a", "b"], 2);
  const tables = land.privateSubnets.map((_, i) => {
    const other = land.nats[1 - i];
    return new aws.ec2.RouteTable(`crossed-${i}`, {
      vpcId: land.vpc.id,
      routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: other?.id ?? "" }],
    });
  });
  const apps = tables.map((table, i) => {
    const subnet = new aws.ec2.Subnet(`app-${i}`, {
      vpcId: land.vpc.id,
      cidrBlock: `10.0.${200 + i}.0/24`,
      availabilityZone: `us-east-1${"ab"[i]}`,
    });
    new aws.ec2.RouteTableAssociation(`app-${i}`, { subnetId: subnet.id, routeTableId: table.id });
    return subnet;
  });
  service("web", { ...land, privateSubnets: apps }, { front: front(land) });
});

program("an endpoint of Secrets Manager in one zone for tasks in three", ["secrets"], () => {
  const land = landscape();
  service("web", land, { front: front(land) });
  new aws.ec2.VpcEndpoint("secrets", {
    vpcId: land.vpc.id,
    vpcEndpointType: "Interface",
    serviceName: "com.amazonaws.us-east-1.secretsmanager",
    subnetIds: ids(land.privateSubnets.slice(0, 1)),
    privateDnsEnabled: true,
  });
});

program("a network load balancer in one zone", ["front"], () => {
  const land = landscape();
  const target = new aws.lb.TargetGroup("web", { port: 80, protocol: "TCP", vpcId: land.vpc.id });
  const balancer = new aws.lb.LoadBalancer("front", {
    loadBalancerType: "network",
    subnets: ids(land.publicSubnets.slice(0, 1)),
  });
  new aws.lb.Listener("front", {
    loadBalancerArn: balancer.arn,
    port: 80,
    protocol: "TCP",
    defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
  });
  fleet(land, { balancer, target, group: new aws.ec2.SecurityGroup("front") });
});

program("a network load balancer with an address in one zone", ["front"], () => {
  const land = landscape();
  const address = new aws.ec2.Eip("front", { domain: "vpc" });
  const target = new aws.lb.TargetGroup("web", { port: 80, protocol: "TCP", vpcId: land.vpc.id });
  const balancer = new aws.lb.LoadBalancer("front", {
    loadBalancerType: "network",
    subnetMappings: [{ subnetId: land.publicSubnets[0]?.id ?? "", allocationId: address.id }],
  });
  new aws.lb.Listener("front", {
    loadBalancerArn: balancer.arn,
    port: 80,
    protocol: "TCP",
    defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
  });
  fleet(land, { balancer, target, group: new aws.ec2.SecurityGroup("front") });
});

program("servers in a network of one zone", ["front", "web"], () => {
  const land = landscape(["a"]);
  fleet(land, front(land), { minSize: 2 });
});

program("a link to another network by way of one zone", ["transit"], () => {
  const land = landscape();
  const gateway = new aws.ec2transitgateway.TransitGateway("transit");
  new aws.ec2transitgateway.VpcAttachment("transit", {
    transitGatewayId: gateway.id,
    vpcId: land.vpc.id,
    subnetIds: ids(land.privateSubnets.slice(0, 1)),
  });
  service("web", land, { front: front(land) });
});
