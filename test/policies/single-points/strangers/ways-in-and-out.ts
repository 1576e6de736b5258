import * as aws from "@pulumi/aws";
import { interpolate } from "@pulumi/pulumi";
import { program } from "../program/case";
import { alb, api, ids, net, template, web } from "./network";

const ami = "ami-0abcdef1234567890";
const ROLE = "arn:aws:iam::123456789012:role/any";
const box = (name: string, subnet: aws.ec2.Subnet | undefined) =>
  new aws.ec2.Instance(name, { ami, instanceType: "t3.small", ...(subnet ? { subnetId: subnet.id } : {}) });

const custom = {
  httpPort: 80,
  httpsPort: 443,
  originProtocolPolicy: "http-only",
  originSslProtocols: ["TLSv1.2"],
};

function named(name: string, args: Partial<aws.route53.RecordArgs>) {
  return new aws.route53.Record(name, {
    zoneId: "Z0123456789ABCDEFGHIJ",
    name: "www.example.com",
    type: "A",
    ttl: 60,
    ...args,
  } as aws.route53.RecordArgs);
}

function check(name: string, ipAddress: aws.ec2.Eip["publicIp"]) {
  return new aws.route53.HealthCheck(name, {
    type: "HTTP",
    port: 80,
    ipAddress,
    failureThreshold: 3,
    requestInterval: 30,
  }).id;
}

/** Two servers, each with an address that stays. */
function pair() {
  const at = net();
  return at.pub.map((subnet, i) => new aws.ec2.Eip(`ip-${i}`, { instance: box(`box-${i}`, subnet).id }));
}

program("answers of two servers that Route 53 checks", [], () => {
  pair().forEach((ip, i) => {
    named(`www-${i}`, {
      setIdentifier: `s${i}`,
      multivalueAnswerRoutingPolicy: true,
      records: [ip.publicIp],
      healthCheckId: check(`c${i}`, ip.publicIp),
    });
  });
});

program("answers of two servers that nobody checks", ["box-0", "box-1", "failover-can-happen: www-0"], () => {
  pair().forEach((ip, i) => {
    named(`www-${i}`, { setIdentifier: `s${i}`, multivalueAnswerRoutingPolicy: true, records: [ip.publicIp] });
  });
});

program("one answer with the addresses of two servers", ["box-0", "box-1", "failover-can-happen: www"], () => {
  named("www", { records: pair().map((ip) => ip.publicIp) });
});

program("a first choice that nobody checks and a second", ["box-0", "failover-can-happen: www-0"], () => {
  pair().forEach((ip, i) => {
    named(`www-${i}`, {
      setIdentifier: `s${i}`,
      failoverRoutingPolicies: [{ type: i === 0 ? "PRIMARY" : "SECONDARY" }],
      records: [ip.publicIp],
    });
  });
});

program("one NAT gateway for two zones", ["nat0"], () => {
  api(net(["a", "b"], "first"));
});

program("one NAT gateway in a network where only the data has no address of its own", [], () => {
  const at = net(["a", "b"], "first");
  const group = new aws.rds.SubnetGroup("data", { subnetIds: ids(at.priv) });
  const db = new aws.rds.Instance("db", {
    engine: "postgres",
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
    multiAz: true,
    dbSubnetGroupName: group.name,
  });
  api({ ...at, priv: at.pub }, [{ name: "DB", value: db.address }]);
});

program("one NAT gateway for a build machine", [], () => {
  const at = net(["a", "b"], "first");
  box("build", at.priv[1]);
  web({ ...at, priv: at.pub });
});

program("a function that answers users from one subnet", ["fn"], () => {
  const at = net();
  const fn = new aws.lambda.Function("fn", {
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: ROLE,
    vpcConfig: { subnetIds: ids(at.priv.slice(0, 1)), securityGroupIds: [at.inner.id] },
  });
  new aws.lambda.FunctionUrl("fn", { functionName: fn.name, authorizationType: "NONE" });
});

program("a function in no network", [], () => {
  const fn = new aws.lambda.Function("fn", { runtime: "nodejs22.x", handler: "index.handler", role: ROLE });
  new aws.lambda.FunctionUrl("fn", { functionName: fn.name, authorizationType: "NONE" });
});

program("a REST interface to a function in one subnet", ["fn"], () => {
  const at = net();
  const fn = new aws.lambda.Function("fn", {
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: ROLE,
    vpcConfig: { subnetIds: ids(at.priv.slice(0, 1)), securityGroupIds: [at.inner.id] },
  });
  const rest = new aws.apigateway.RestApi("rest");
  const proxy = new aws.apigateway.Resource("proxy", {
    restApi: rest.id,
    parentId: rest.rootResourceId,
    pathPart: "{proxy+}",
  });
  new aws.apigateway.Integration("proxy", {
    restApi: rest.id,
    resourceId: proxy.id,
    httpMethod: "ANY",
    integrationHttpMethod: "POST",
    type: "AWS_PROXY",
    uri: fn.invokeArn,
  });
});

program("an interface that passes on to one machine's address", ["legacy"], () => {
  const ip = new aws.ec2.Eip("legacy", { instance: box("legacy", undefined).id });
  const http = new aws.apigatewayv2.Api("http", { protocolType: "HTTP" });
  new aws.apigatewayv2.Integration("legacy", {
    apiId: http.id,
    integrationType: "HTTP_PROXY",
    integrationMethod: "ANY",
    integrationUri: interpolate`http://${ip.publicIp}:8080/{proxy}`,
  });
});

program("a distribution before one machine", ["origin"], () => {
  const origin = box("origin", undefined);
  distribution([{ originId: "web", domainName: origin.publicDns, customOriginConfig: custom }], "web");
});

program("a distribution before a bucket", [], () => {
  const site = new aws.s3.Bucket("site");
  distribution([{ originId: "s3", domainName: site.bucketRegionalDomainName }], "s3");
});

program("an accelerator before one machine", ["game"], () => {
  const game = box("game", undefined);
  accelerated(game.id);
});

program("an accelerator before a balancer", [], () => {
  const at = net();
  const { balancer, group } = alb(at);
  new aws.autoscaling.Group("web", {
    minSize: 2,
    maxSize: 4,
    healthCheckType: "ELB",
    vpcZoneIdentifiers: ids(at.priv),
    targetGroupArns: [group.arn],
    launchTemplate: { id: template().id },
  });
  accelerated(balancer.arn);
});

program("a group of weight nothing beside the one that serves", [], () => {
  const at = net();
  const { group, listener } = alb(at);
  const group2 = new aws.lb.TargetGroup("green", { port: 80, protocol: "HTTP", vpcId: at.vpc.id });
  new aws.lb.ListenerRule("shift", {
    listenerArn: listener.arn,
    conditions: [{ pathPattern: { values: ["/*"] } }],
    actions: [
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: group.arn, weight: 100 },
            { arn: group2.arn, weight: 0 },
          ],
        },
      },
    ],
  });
  const servers = (
    name: string,
    targetGroupArns: aws.lb.TargetGroup["arn"][],
    minSize: number,
    lt: aws.ec2.LaunchTemplate,
  ) =>
    new aws.autoscaling.Group(name, {
      minSize,
      maxSize: 4,
      healthCheckType: "ELB",
      vpcZoneIdentifiers: ids(at.priv),
      targetGroupArns,
      launchTemplate: { id: lt.id },
    });
  const lt = template();
  servers("blue", [group.arn], 2, lt);
  servers("green", [group2.arn], 1, lt);
});

program("a firewall in one zone that both zones go through", ["fw"], () => {
  const at = net();
  const policy = new aws.networkfirewall.FirewallPolicy("fw", {
    firewallPolicy: { statelessDefaultActions: ["aws:pass"], statelessFragmentDefaultActions: ["aws:pass"] },
  });
  new aws.networkfirewall.Firewall("fw", {
    firewallPolicyArn: policy.arn,
    vpcId: at.vpc.id,
    subnetMappings: [{ subnetId: at.pub[0]?.id ?? "" }],
  });
  web(at);
});

program("an endpoint of SQS in one subnet", ["sqs"], () => {
  const at = net();
  const queue = new aws.sqs.Queue("orders");
  new aws.ec2.VpcEndpoint("sqs", {
    vpcId: at.vpc.id,
    serviceName: "com.amazonaws.us-east-1.sqs",
    vpcEndpointType: "Interface",
    privateDnsEnabled: true,
    subnetIds: [at.priv[0]?.id ?? ""],
  });
  api(at, [{ name: "QUEUE", value: queue.url }]);
});

program("an endpoint of S3 for the tables of the network", [], () => {
  const at = net();
  new aws.ec2.VpcEndpoint("s3", { vpcId: at.vpc.id, serviceName: "com.amazonaws.us-east-1.s3" });
  api(at);
});

program("the only line to the data centre", ["line"], () => {
  const at = net();
  web(at);
  const line = new aws.directconnect.Connection("line", { bandwidth: "1Gbps", location: "EqDC2" });
  const gateway = new aws.ec2.VpnGateway("gw", { vpcId: at.vpc.id });
  new aws.directconnect.PrivateVirtualInterface("line", {
    connectionId: line.id,
    vlan: 100,
    addressFamily: "ipv4",
    bgpAsn: 65000,
    vpnGatewayId: gateway.id,
  });
});

program("a line to the data centre, with a tunnel for when it is cut", [], () => {
  const at = net();
  web(at);
  const line = new aws.directconnect.Connection("line", { bandwidth: "1Gbps", location: "EqDC2" });
  const gateway = new aws.ec2.VpnGateway("gw", { vpcId: at.vpc.id });
  new aws.directconnect.PrivateVirtualInterface("line", {
    connectionId: line.id,
    vlan: 100,
    addressFamily: "ipv4",
    bgpAsn: 65000,
    vpnGatewayId: gateway.id,
  });
  const office = new aws.ec2.CustomerGateway("office", { bgpAsn: "65000", ipAddress: "203.0.113.10", type: "ipsec.1" });
  new aws.ec2.VpnConnection("tunnel", { customerGatewayId: office.id, vpnGatewayId: gateway.id, type: "ipsec.1" });
});

program("names of the data centre asked through a subnet twice, or through two", [], () => {
  const at = net();
  web(at);
  new aws.route53.ResolverEndpoint("resolver", {
    direction: "OUTBOUND",
    securityGroupIds: [at.inner.id],
    ipAddresses: [{ subnetId: at.priv[0]?.id ?? "" }, { subnetId: at.priv[0]?.id ?? "" }],
  });
});

program("topics, queues and functions", [], () => {
  const queue = new aws.sqs.Queue("work");
  const topic = new aws.sns.Topic("events");
  new aws.sns.TopicSubscription("work", { topic: topic.arn, protocol: "sqs", endpoint: queue.arn });
  const fn = new aws.lambda.Function("fn", { runtime: "nodejs22.x", handler: "index.handler", role: ROLE });
  new aws.lambda.EventSourceMapping("fn", { eventSourceArn: queue.arn, functionName: fn.arn });
});

program("a classic balancer before two machines of one zone", ["box-0"], () => {
  const at = net();
  const boxes = [0, 1].map((i) => box(`box-${i}`, at.pub[1]));
  new aws.elb.LoadBalancer("elb", {
    subnets: ids(at.pub),
    instances: boxes.map((each) => each.id),
    listeners: [{ instancePort: 80, instanceProtocol: "http", lbPort: 80, lbProtocol: "http" }],
    healthCheck: { target: "HTTP:80/", interval: 30, timeout: 3, healthyThreshold: 2, unhealthyThreshold: 2 },
  });
});

program("machines of one name in Cloud Map, one only", ["users"], () => {
  const at = net();
  const users = box("users", at.priv[0]);
  const space = new aws.servicediscovery.PrivateDnsNamespace("inner", { name: "shop.local", vpc: at.vpc.id });
  const name = new aws.servicediscovery.Service("users", { name: "users", namespaceId: space.id });
  new aws.servicediscovery.Instance("users", {
    instanceId: "users",
    serviceId: name.id,
    attributes: { AWS_INSTANCE_IPV4: users.privateIp },
  });
  api(at, [{ name: "USERS", value: interpolate`${name.name}.${space.name}` }]);
});

function distribution(origins: aws.types.input.cloudfront.DistributionOrigin[], targetOriginId: string) {
  return new aws.cloudfront.Distribution("cdn", {
    enabled: true,
    origins,
    defaultCacheBehavior: {
      targetOriginId,
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
}

function accelerated(endpointId: aws.lb.LoadBalancer["arn"]) {
  const accelerator = new aws.globalaccelerator.Accelerator("ga", {});
  const listener = new aws.globalaccelerator.Listener("ga", {
    acceleratorArn: accelerator.arn,
    protocol: "TCP",
    portRanges: [{ fromPort: 443, toPort: 443 }],
  });
  new aws.globalaccelerator.EndpointGroup("ga", {
    listenerArn: listener.arn,
    endpointConfigurations: [{ endpointId, weight: 100 }],
  });
}
