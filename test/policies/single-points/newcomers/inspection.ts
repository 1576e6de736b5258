import * as aws from "@pulumi/aws";
import { program } from "../program/case";
import { flat, front, launch, machine, openTo, ROLE } from "./ground";

const zone = (i: number) => `us-east-1${"abc"[i]}`;

/** Machines that look at all that passes, behind a gateway load balancer, and what their owner offers to networks. */
function appliances(count: number) {
  const vpc = new aws.ec2.Vpc("inspection", { cidrBlock: "10.99.0.0/16" });
  const subnets = [0, 1].map(
    (i) =>
      new aws.ec2.Subnet(`inspection-${i}`, {
        vpcId: vpc.id,
        cidrBlock: `10.99.${i}.0/24`,
        availabilityZone: zone(i),
      }),
  );
  const gateway = new aws.lb.LoadBalancer("inspection", {
    loadBalancerType: "gateway",
    subnets: subnets.map(({ id }) => id),
    enableCrossZoneLoadBalancing: true,
  });
  const group = new aws.lb.TargetGroup("inspection", {
    vpcId: vpc.id,
    port: 6081,
    protocol: "GENEVE",
    healthCheck: { port: "80", protocol: "HTTP", path: "/health" },
  });
  new aws.lb.Listener("inspection", {
    loadBalancerArn: gateway.arn,
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
  });
  for (let i = 0; i < count; i++) {
    const appliance = machine(`appliance-${i}`, { subnetId: subnets[i]?.id });
    new aws.lb.TargetGroupAttachment(`appliance-${i}`, { targetGroupArn: group.arn, targetId: appliance.id });
  }
  return new aws.ec2.VpcEndpointService("inspection", {
    acceptanceRequired: false,
    gatewayLoadBalancerArns: [gateway.arn],
  });
}

/** A fleet in subnets of which all that leaves goes through an endpoint of the inspection, one a zone or one for both. */
function inspected(offer: aws.ec2.VpcEndpointService, endpoints: number) {
  const { vpc, subnetIds } = flat(2, zone);
  const gates = Array.from(
    { length: endpoints },
    (_, i) =>
      new aws.ec2.VpcEndpoint(`gate-${i}`, {
        vpcId: vpc.id,
        vpcEndpointType: "GatewayLoadBalancer",
        serviceName: offer.serviceName,
        subnetIds: [subnetIds[i] ?? ""],
      }),
  );
  const inner = [0, 1].map((i) => {
    const subnet = new aws.ec2.Subnet(`inner-${i}`, {
      vpcId: vpc.id,
      cidrBlock: `172.20.${100 + i}.0/24`,
      availabilityZone: zone(i),
    });
    const table = new aws.ec2.RouteTable(`inner-${i}`, { vpcId: vpc.id });
    new aws.ec2.RouteTableAssociation(`inner-${i}`, { subnetId: subnet.id, routeTableId: table.id });
    new aws.ec2.Route(`inner-${i}`, {
      routeTableId: table.id,
      destinationCidrBlock: "0.0.0.0/0",
      vpcEndpointId: (gates[i] ?? gates[0])?.id,
    });
    return subnet.id;
  });
  const { targets } = front(vpc.id, subnetIds);
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: inner,
    minSize: 2,
    maxSize: 6,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
}

program("inspection of all that leaves by one appliance", ["appliance-0"], () => inspected(appliances(1), 2));

program("inspection by way of one endpoint for two zones", ["gate-0"], () => inspected(appliances(2), 1));

program("inspection by an appliance and an endpoint a zone", [], () => inspected(appliances(2), 2));

/** Two machines behind a balancer, of which the second one's subnet has a network ACL with these rules for what comes in. */
function guarded(ingress: aws.ec2.NetworkAclArgs["ingress"]) {
  const { vpc, subnetIds } = flat(2, zone);
  const inner = [0, 1].map(
    (i) =>
      new aws.ec2.Subnet(`inner-${i}`, {
        vpcId: vpc.id,
        cidrBlock: `172.20.${100 + i}.0/24`,
        availabilityZone: zone(i),
      }),
  );
  const { targets } = front(vpc.id, subnetIds);
  inner.forEach(({ id }, i) => {
    const web = machine(`web-${i}`, { subnetId: id });
    new aws.lb.TargetGroupAttachment(`web-${i}`, { targetGroupArn: targets.arn, targetId: web.id, port: 8080 });
  });
  new aws.ec2.NetworkAcl("second", {
    vpcId: vpc.id,
    subnetIds: [inner[1]?.id ?? ""],
    ingress,
    egress: [{ ruleNo: 100, action: "allow", protocol: "-1", cidrBlock: "0.0.0.0/0", fromPort: 0, toPort: 0 }],
  });
}

program("network ACL that shuts the second machine's subnet", ["web-0"], () =>
  guarded([{ ruleNo: 100, action: "allow", protocol: "tcp", cidrBlock: "10.0.0.0/8", fromPort: 22, toPort: 22 }]),
);

program("network ACL that lets in what the balancer asks", [], () =>
  guarded([
    { ruleNo: 90, action: "deny", protocol: "tcp", cidrBlock: "0.0.0.0/0", fromPort: 3389, toPort: 3389 },
    { ruleNo: 100, action: "allow", protocol: "tcp", cidrBlock: "172.20.0.0/16", fromPort: 1024, toPort: 65535 },
  ]),
);

/** A balancer before machines in a data centre, by the tunnels of these routers. */
function dataCentre(routers: readonly string[]) {
  const { vpc, table, subnetIds } = flat(2, zone);
  const gateway = new aws.ec2.VpnGateway("edge", { vpcId: vpc.id });
  new aws.ec2.VpnGatewayRoutePropagation("edge", { vpnGatewayId: gateway.id, routeTableId: table.id });
  for (const name of routers) {
    const router = new aws.ec2.CustomerGateway(name, { bgpAsn: "65000", ipAddress: "192.0.2.1", type: "ipsec.1" });
    const tunnel = new aws.ec2.VpnConnection(name, {
      vpnGatewayId: gateway.id,
      customerGatewayId: router.id,
      type: "ipsec.1",
      staticRoutesOnly: true,
    });
    new aws.ec2.VpnConnectionRoute(name, { vpnConnectionId: tunnel.id, destinationCidrBlock: "10.50.0.0/16" });
  }
  const { targets } = front(vpc.id, subnetIds, "ip");
  for (const targetId of ["10.50.1.10", "10.50.2.10"]) {
    new aws.lb.TargetGroupAttachment(targetId, { targetGroupArn: targets.arn, targetId, availabilityZone: "all" });
  }
}

program("balancer before a data centre behind one router", ["router"], () => dataCentre(["router"]));

program("balancer before a data centre behind two routers", [], () => dataCentre(["router-0", "router-1"]));

program("VPN of the staff into one subnet", [], () => {
  const { vpc, subnets, subnetIds } = flat(2, zone);
  const { targets } = front(vpc.id, subnetIds);
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
  const vpn = new aws.ec2clientvpn.Endpoint("staff", {
    vpcId: vpc.id,
    clientCidrBlock: "10.200.0.0/22",
    securityGroupIds: [openTo(1194, vpc.id).id],
    serverCertificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/vpn",
    authenticationOptions: [
      {
        type: "certificate-authentication",
        rootCertificateChainArn: "arn:aws:acm:us-east-1:123456789012:certificate/ca",
      },
    ],
    connectionLogOptions: { enabled: false },
  });
  new aws.ec2clientvpn.NetworkAssociation("staff", { clientVpnEndpointId: vpn.id, subnetId: subnets[0]?.id ?? "" });
});

program("App Runner that reaches its database through one subnet", ["inward"], () => {
  const { subnets, subnetIds } = flat(2, zone);
  const db = new aws.rds.Instance("db", {
    engine: "postgres",
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
    multiAz: true,
    backupRetentionPeriod: 7,
    dbSubnetGroupName: new aws.rds.SubnetGroup("db", { subnetIds }).name,
    manageMasterUserPassword: true,
    username: "app",
  });
  const inward = new aws.apprunner.VpcConnector("inward", {
    vpcConnectorName: "inward",
    subnets: [subnets[0]?.id ?? ""],
    securityGroups: ["sg-1"],
  });
  new aws.apprunner.Service("app", {
    serviceName: "app",
    sourceConfiguration: {
      imageRepository: {
        imageIdentifier: "public.ecr.aws/nginx/nginx:latest",
        imageRepositoryType: "ECR_PUBLIC",
        imageConfiguration: { port: "8080", runtimeEnvironmentVariables: { DATABASE: db.address } },
      },
    },
    networkConfiguration: { egressConfiguration: { egressType: "VPC", vpcConnectorArn: inward.arn } },
    instanceConfiguration: { instanceRoleArn: ROLE },
  });
});
