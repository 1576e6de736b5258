import * as aws from "@pulumi/aws";
import { interpolate } from "@pulumi/pulumi";
import { program } from "../program/case";
import { flat, front, launch, machine, openTo, ROLE, task } from "./ground";

/** An HTTP API that a function answers. */
function httpApi(fn: aws.lambda.Function) {
  const api = new aws.apigatewayv2.Api("api", { protocolType: "HTTP", target: fn.arn });
  new aws.lambda.Permission("api", {
    function: fn.name,
    action: "lambda:InvokeFunction",
    principal: "apigateway.amazonaws.com",
  });
  return api;
}

/** Subnets without public addresses, one a zone, that leave by what is asked for. */
function hidden(vpc: aws.ec2.Vpc, way: (i: number) => Partial<aws.ec2.RouteArgs> | undefined, count = 2) {
  return Array.from({ length: count }, (_, i) => {
    const subnet = new aws.ec2.Subnet(`hidden-${i}`, {
      vpcId: vpc.id,
      cidrBlock: `172.20.${200 + i}.0/24`,
      availabilityZone: `us-east-1${"abc"[i]}`,
    });
    const table = new aws.ec2.RouteTable(`hidden-${i}`, { vpcId: vpc.id });
    new aws.ec2.RouteTableAssociation(`hidden-${i}`, { subnetId: subnet.id, routeTableId: table.id });
    const target = way(i);
    if (target) {
      new aws.ec2.Route(`hidden-${i}`, { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", ...target });
    }
    return subnet.id;
  });
}

const zone = (i: number) => `us-east-1${"abc"[i]}`;

function natIn(subnet: aws.ec2.Subnet | undefined, name: string) {
  const eip = new aws.ec2.Eip(name, { domain: "vpc" });
  return new aws.ec2.NatGateway(name, { subnetId: subnet?.id ?? "", allocationId: eip.id });
}

program("function in a network that reaches the world through one gateway", ["nat"], () => {
  const { vpc, subnets } = flat(2, zone);
  const nat = natIn(subnets[0], "nat");
  const fn = new aws.lambda.Function("pay", {
    role: ROLE,
    runtime: "nodejs22.x",
    handler: "index.handler",
    vpcConfig: { subnetIds: hidden(vpc, () => ({ natGatewayId: nat.id })), securityGroupIds: ["sg-1"] },
    environment: { variables: { STRIPE_URL: "https://api.stripe.com" } },
  });
  httpApi(fn);
});

program("function in a network with a gateway a zone", [], () => {
  const { vpc, subnets } = flat(2, zone);
  const nats = [natIn(subnets[0], "nat-0"), natIn(subnets[1], "nat-1")];
  const fn = new aws.lambda.Function("pay", {
    role: ROLE,
    runtime: "nodejs22.x",
    handler: "index.handler",
    vpcConfig: { subnetIds: hidden(vpc, (i) => ({ natGatewayId: nats[i]?.id })), securityGroupIds: ["sg-1"] },
    environment: { variables: { STRIPE_URL: "https://api.stripe.com" } },
  });
  httpApi(fn);
});

program("gateway that only the build machines use", [], () => {
  const { vpc, subnets, subnetIds } = flat(2, zone);
  const nat = natIn(subnets[0], "nat");
  const [lone] = hidden(vpc, () => ({ natGatewayId: nat.id }), 1);
  machine("builder", { subnetId: lone });
  const { targets } = front(vpc.id, subnetIds);
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});

program("machine that translates addresses for everybody", ["translator"], () => {
  const { vpc, subnets, subnetIds } = flat(2, zone);
  const translator = machine("translator", { subnetId: subnets[0]?.id, sourceDestCheck: false });
  const inner = hidden(vpc, () => ({ networkInterfaceId: translator.primaryNetworkInterfaceId }));
  const { targets } = front(vpc.id, subnetIds);
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: inner,
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});

program("way out through a transit gateway that is joined in one zone", ["hub"], () => {
  const { vpc, subnetIds } = flat(2, zone);
  const transit = new aws.ec2transitgateway.TransitGateway("transit");
  const inner = hidden(vpc, () => ({ transitGatewayId: transit.id }));
  new aws.ec2transitgateway.VpcAttachment("hub", {
    vpcId: vpc.id,
    transitGatewayId: transit.id,
    subnetIds: [inner[0] ?? ""],
  });
  const { targets } = front(vpc.id, subnetIds);
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: inner,
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});

program("way out through a transit gateway that is joined in each zone", [], () => {
  const { vpc, subnetIds } = flat(2, zone);
  const transit = new aws.ec2transitgateway.TransitGateway("transit");
  const inner = hidden(vpc, () => ({ transitGatewayId: transit.id }));
  new aws.ec2transitgateway.VpcAttachment("hub", { vpcId: vpc.id, transitGatewayId: transit.id, subnetIds: inner });
  const { targets } = front(vpc.id, subnetIds);
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: inner,
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});

/** A function for users that asks a system in the office, over what connects the two. */
function office(vpc: aws.ec2.Vpc, gateway: aws.ec2.VpnGateway) {
  const inner = hidden(vpc, () => ({ destinationCidrBlock: "192.168.0.0/16", gatewayId: gateway.id }));
  httpApi(
    new aws.lambda.Function("stock", {
      role: ROLE,
      runtime: "nodejs22.x",
      handler: "index.handler",
      vpcConfig: { subnetIds: inner, securityGroupIds: ["sg-1"] },
      environment: { variables: { ERP: "192.168.4.20" } },
    }),
  );
}

program("office behind two routers", [], () => {
  const { vpc } = flat(2, zone);
  const gateway = new aws.ec2.VpnGateway("gateway", { vpcId: vpc.id });
  ["203.0.113.10", "198.51.100.7"].forEach((ipAddress, i) => {
    const router = new aws.ec2.CustomerGateway(`router-${i}`, { bgpAsn: "65000", ipAddress, type: "ipsec.1" });
    new aws.ec2.VpnConnection(`office-${i}`, {
      vpnGatewayId: gateway.id,
      customerGatewayId: router.id,
      type: "ipsec.1",
    });
  });
  office(vpc, gateway);
});

program("office at the end of one Direct Connect line", ["line"], () => {
  const { vpc } = flat(2, zone);
  const gateway = new aws.ec2.VpnGateway("gateway", { vpcId: vpc.id });
  const line = new aws.directconnect.Connection("line", { bandwidth: "1Gbps", location: "EqDC2" });
  new aws.directconnect.PrivateVirtualInterface("line", {
    connectionId: line.id,
    vpnGatewayId: gateway.id,
    vlan: 100,
    addressFamily: "ipv4",
    bgpAsn: 65000,
  });
  office(vpc, gateway);
});

const custom = { httpPort: 80, httpsPort: 443, originProtocolPolicy: "https-only", originSslProtocols: ["TLSv1.2"] };

function cdn(
  origins: aws.cloudfront.DistributionArgs["origins"],
  originGroups?: aws.cloudfront.DistributionArgs["originGroups"],
  target = "app",
) {
  return new aws.cloudfront.Distribution("cdn", {
    enabled: true,
    origins,
    originGroups,
    defaultCacheBehavior: {
      targetOriginId: target,
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
      forwardedValues: { queryString: false, cookies: { forward: "none" } },
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
}

program("CDN before one machine", ["origin"], () => {
  const origin = machine("origin", { vpcSecurityGroupIds: [openTo(443).id] });
  cdn([{ originId: "app", domainName: origin.publicDns, customOriginConfig: custom }]);
});

program("CDN before one bucket of one region", [], () => {
  const bucket = new aws.s3.Bucket("site");
  const control = new aws.cloudfront.OriginAccessControl("site", {
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
  });
  cdn([{ originId: "app", domainName: bucket.bucketRegionalDomainName, originAccessControlId: control.id }]);
});

program("accelerator before one machine", ["game"], () => {
  const game = machine("game");
  const eip = new aws.ec2.Eip("game", { instance: game.id });
  const accelerator = new aws.globalaccelerator.Accelerator("fast", {});
  const listener = new aws.globalaccelerator.Listener("fast", {
    acceleratorArn: accelerator.arn,
    protocol: "UDP",
    portRanges: [{ fromPort: 7000, toPort: 7000 }],
  });
  new aws.globalaccelerator.EndpointGroup("fast", {
    listenerArn: listener.arn,
    endpointConfigurations: [{ endpointId: eip.id, weight: 100 }],
  });
});

program("accelerator before a balancer of one region", [], () => {
  const { vpc, subnetIds } = flat(2);
  const { lb, targets } = front(vpc.id, subnetIds);
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
  const accelerator = new aws.globalaccelerator.Accelerator("fast", {});
  const listener = new aws.globalaccelerator.Listener("fast", {
    acceleratorArn: accelerator.arn,
    protocol: "TCP",
    portRanges: [{ fromPort: 443, toPort: 443 }],
  });
  new aws.globalaccelerator.EndpointGroup("fast", {
    listenerArn: listener.arn,
    endpointConfigurations: [{ endpointId: lb.arn }],
  });
});

program("weights in DNS of which there is one", ["only"], () => {
  const only = machine("only", { vpcSecurityGroupIds: [openTo(443).id] });
  new aws.route53.Record("www", {
    zoneId: "Z1",
    name: "www.example.com",
    type: "A",
    ttl: 60,
    setIdentifier: "only",
    weightedRoutingPolicies: [{ weight: 100 }],
    records: [only.publicIp],
  });
});

program("several answers in DNS, each of them checked", [], () => {
  const { subnets } = flat(3);
  subnets.forEach((subnet, i) => {
    const node = machine(`node-${i}`, { subnetId: subnet.id });
    const check = new aws.route53.HealthCheck(`node-${i}`, {
      type: "HTTPS",
      ipAddress: node.publicIp,
      port: 443,
      resourcePath: "/up",
      requestInterval: 10,
      failureThreshold: 3,
    });
    new aws.route53.Record(`www-${i}`, {
      zoneId: "Z1",
      name: "www.example.com",
      type: "A",
      ttl: 60,
      setIdentifier: `node-${i}`,
      multivalueAnswerRoutingPolicy: true,
      healthCheckId: check.id,
      records: [node.publicIp],
    });
  });
});

/** Two machines behind one name: the first answers, the second is to take over. */
function failover(checked: boolean) {
  const { subnets } = flat(2);
  const nodes = subnets.map((subnet, i) => machine(`node-${i}`, { subnetId: subnet.id }));
  const check = new aws.route53.HealthCheck("first", {
    type: "HTTPS",
    ipAddress: nodes[0]?.publicIp,
    port: 443,
    resourcePath: "/up",
    requestInterval: 10,
    failureThreshold: 3,
  });
  nodes.forEach((node, i) => {
    new aws.route53.Record(i === 0 ? "first" : "second", {
      zoneId: "Z1",
      name: "www.example.com",
      type: "A",
      ttl: 30,
      setIdentifier: `node-${i}`,
      failoverRoutingPolicies: [{ type: i === 0 ? "PRIMARY" : "SECONDARY" }],
      healthCheckId: checked && i === 0 ? check.id : undefined,
      records: [node.publicIp],
    });
  });
}

program("a second machine in DNS that takes over", [], () => failover(true));
program("a second machine in DNS that nothing tells to take over", ["failover-can-happen: first", "node-0"], () =>
  failover(false),
);

program("REST API through a link and a network balancer to one machine", ["legacy"], () => {
  const { vpc, subnets, subnetIds } = flat(2);
  const nlb = new aws.lb.LoadBalancer("nlb", { loadBalancerType: "network", internal: true, subnets: subnetIds });
  const group = new aws.lb.TargetGroup("legacy", { port: 80, protocol: "TCP", vpcId: vpc.id });
  new aws.lb.Listener("legacy", {
    loadBalancerArn: nlb.arn,
    port: 80,
    protocol: "TCP",
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
  });
  const legacy = machine("legacy", { subnetId: subnets[1]?.id });
  new aws.lb.TargetGroupAttachment("legacy", { targetGroupArn: group.arn, targetId: legacy.id });
  const link = new aws.apigateway.VpcLink("link", { targetArn: nlb.arn });
  const api = new aws.apigateway.RestApi("api");
  const path = new aws.apigateway.Resource("all", {
    restApi: api.id,
    parentId: api.rootResourceId,
    pathPart: "{proxy+}",
  });
  const method = new aws.apigateway.Method("all", {
    restApi: api.id,
    resourceId: path.id,
    httpMethod: "ANY",
    authorization: "NONE",
  });
  new aws.apigateway.Integration("all", {
    restApi: api.id,
    resourceId: path.id,
    httpMethod: method.httpMethod,
    type: "HTTP_PROXY",
    integrationHttpMethod: "ANY",
    connectionType: "VPC_LINK",
    connectionId: link.id,
    uri: interpolate`http://${nlb.dnsName}/{proxy}`,
  });
});

program("events, steps, a table and users, all of them regional services", [], () => {
  const users = new aws.cognito.UserPool("users");
  const table = new aws.dynamodb.Table("orders", {
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
  });
  const fn = new aws.lambda.Function("order", {
    role: ROLE,
    runtime: "nodejs22.x",
    handler: "index.handler",
    environment: { variables: { TABLE: table.name, USERS: users.id } },
  });
  httpApi(fn);
  const flow = new aws.sfn.StateMachine("ship", {
    roleArn: ROLE,
    definition: fn.arn.apply((arn) =>
      JSON.stringify({ StartAt: "a", States: { a: { Type: "Task", Resource: arn, End: true } } }),
    ),
  });
  const rule = new aws.cloudwatch.EventRule("placed", { eventPattern: JSON.stringify({ source: ["shop"] }) });
  new aws.cloudwatch.EventTarget("placed", { rule: rule.name, arn: flow.arn, roleArn: ROLE });
  const stream = new aws.kinesis.Stream("clicks", { shardCount: 2 });
  new aws.lambda.EventSourceMapping("clicks", {
    eventSourceArn: stream.arn,
    functionName: fn.arn,
    startingPosition: "LATEST",
  });
});

program("subnets of the default network, looked up", [], () => {
  const vpc = aws.ec2.getVpcOutput({ default: true });
  const subnets = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
  const lb = new aws.lb.LoadBalancer("lb", { subnets: subnets.ids });
  const group = new aws.lb.TargetGroup("web", {
    vpcId: vpc.id,
    port: 80,
    protocol: "HTTP",
    targetType: "ip",
    healthCheck: { path: "/up" },
  });
  new aws.lb.Listener("web", {
    loadBalancerArn: lb.arn,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
  });
  new aws.ecs.Service("web", {
    cluster: new aws.ecs.Cluster("cluster").arn,
    launchType: "FARGATE",
    taskDefinition: task("web").arn,
    desiredCount: 2,
    networkConfiguration: { subnets: subnets.ids, assignPublicIp: true },
    loadBalancers: [{ targetGroupArn: group.arn, containerName: "web", containerPort: 8080 }],
  });
});
