import * as aws from "@pulumi/aws";
import { program } from "./case";
import { fleet, front, ids, lambda, landscape, open, server, service } from "./landscape";

program("weighted records without health checks", ["failover-can-happen: blue", "a", "b"], () => {
  const [a, b] = ["a", "b"].map((name) => server(name, { vpcSecurityGroupIds: [open(name, undefined).id] }));
  [a, b].forEach((web, i) => {
    new aws.route53.Record(i === 0 ? "blue" : "green", {
      zoneId: "Z1",
      name: "www.example.com",
      type: "A",
      ttl: 60,
      records: [web?.publicIp ?? ""],
      setIdentifier: `${i}`,
      weightedRoutingPolicies: [{ weight: 50 }],
    });
  });
});

program("a primary record that nobody checks", ["failover-can-happen: primary"], () => {
  const land = landscape();
  const entry = front(land);
  fleet(land, entry);
  const pages = new aws.s3.BucketWebsiteConfiguration("sorry", {
    bucket: "www.example.com",
    indexDocument: { suffix: "i" },
  });
  new aws.route53.Record("primary", {
    zoneId: "Z1",
    name: "www.example.com",
    type: "A",
    setIdentifier: "primary",
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
    aliases: [{ name: entry.balancer.dnsName, zoneId: entry.balancer.zoneId, evaluateTargetHealth: false }],
  });
  new aws.route53.Record("secondary", {
    zoneId: "Z1",
    name: "www.example.com",
    type: "A",
    setIdentifier: "secondary",
    failoverRoutingPolicies: [{ type: "SECONDARY" }],
    aliases: [{ name: pages.websiteDomain, zoneId: "Z3AQBSTGFYJSTF", evaluateTargetHealth: false }],
  });
});

program("one name with the addresses of two servers", ["failover-can-happen: www", "a", "b"], () => {
  const webs = ["a", "b"].map((name) => server(name, { vpcSecurityGroupIds: [open(name, undefined).id] }));
  new aws.route53.Record("www", {
    zoneId: "Z1",
    name: "www.example.com",
    type: "A",
    ttl: 60,
    records: webs.map((web) => web.publicIp),
  });
});

program("a distribution in front of one server", ["origin"], () => {
  const origin = server("origin", { vpcSecurityGroupIds: [open("origin", undefined, 80).id] });
  new aws.cloudfront.Distribution("edge", {
    enabled: true,
    origins: [
      {
        originId: "server",
        domainName: origin.publicDns,
        customOriginConfig: {
          httpPort: 80,
          httpsPort: 443,
          originProtocolPolicy: "http-only",
          originSslProtocols: ["TLSv1.2"],
        },
      },
    ],
    defaultCacheBehavior: {
      targetOriginId: "server",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
});

program("a global accelerator in front of one server", ["game"], () => {
  const game = server("game");
  const accelerator = new aws.globalaccelerator.Accelerator("game");
  const listener = new aws.globalaccelerator.Listener("game", {
    acceleratorArn: accelerator.arn,
    protocol: "UDP",
    portRanges: [{ fromPort: 7777, toPort: 7777 }],
  });
  new aws.globalaccelerator.EndpointGroup("game", {
    listenerArn: listener.arn,
    endpointConfigurations: [{ endpointId: game.id, weight: 100 }],
  });
});

program("an API by way of a private link into one zone", ["link"], () => {
  const land = landscape();
  const internal = new aws.lb.LoadBalancer("internal", { internal: true, subnets: ids(land.privateSubnets) });
  const target = new aws.lb.TargetGroup("web", { port: 80, protocol: "HTTP", vpcId: land.vpc.id, targetType: "ip" });
  const listener = new aws.lb.Listener("internal", {
    loadBalancerArn: internal.arn,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
  });
  service("web", land, { front: { balancer: internal, target, group: new aws.ec2.SecurityGroup("front") } });
  const link = new aws.apigatewayv2.VpcLink("link", {
    subnetIds: ids(land.privateSubnets.slice(0, 1)),
    securityGroupIds: [],
  });
  const api = new aws.apigatewayv2.Api("api", { protocolType: "HTTP" });
  new aws.apigatewayv2.Integration("api", {
    apiId: api.id,
    integrationType: "HTTP_PROXY",
    integrationUri: listener.arn,
    integrationMethod: "ANY",
    connectionType: "VPC_LINK",
    connectionId: link.id,
  });
});

program("a REST API by way of a network load balancer in one zone", ["inner"], () => {
  const land = landscape();
  const inner = new aws.lb.LoadBalancer("inner", {
    internal: true,
    loadBalancerType: "network",
    subnets: ids(land.privateSubnets.slice(0, 1)),
  });
  const target = new aws.lb.TargetGroup("web", { port: 80, protocol: "TCP", vpcId: land.vpc.id, targetType: "ip" });
  new aws.lb.Listener("inner", {
    loadBalancerArn: inner.arn,
    port: 80,
    protocol: "TCP",
    defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
  });
  service("web", land, { front: { balancer: inner, target, group: new aws.ec2.SecurityGroup("front") } });
  const link = new aws.apigateway.VpcLink("link", { targetArn: inner.arn });
  const api = new aws.apigateway.RestApi("api");
  new aws.apigateway.Integration("api", {
    restApi: api.id,
    resourceId: api.rootResourceId,
    httpMethod: "GET",
    type: "HTTP_PROXY",
    uri: "http://inner/",
    connectionType: "VPC_LINK",
    connectionId: link.id,
  });
});

program("origins that take over only from a missing page", ["failover-can-happen: edge"], () => {
  const origins = ["main", "spare"].map((originId) => ({
    originId,
    domainName: new aws.s3.Bucket(originId).bucketRegionalDomainName,
  }));
  new aws.cloudfront.Distribution("edge", {
    enabled: true,
    origins,
    originGroups: [
      {
        originId: "both",
        failoverCriteria: { statusCodes: [404] },
        members: [{ originId: "main" }, { originId: "spare" }],
      },
    ],
    defaultCacheBehavior: {
      targetOriginId: "both",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
});

program("a function in one zone of a network", ["api"], () => {
  const land = landscape();
  const api = lambda("api", {
    vpcConfig: { subnetIds: ids(land.privateSubnets.slice(0, 1)), securityGroupIds: ["sg-1"] },
  });
  new aws.lambda.FunctionUrl("api", { functionName: api.name, authorizationType: "NONE" });
});

program(
  "two regions, each behind a load balancer in one zone: the other region does not excuse it",
  ["east", "west"],
  () => {
    const other = new aws.Provider("other", { region: "us-west-2" });
    [undefined, other].forEach((provider, i) => {
      const region = i === 0 ? "us-east-1" : "us-west-2";
      const name = i === 0 ? "east" : "west";
      const options = provider === undefined ? {} : { provider };
      const balancer = new aws.lb.LoadBalancer(
        name,
        { loadBalancerType: "network", subnets: [`subnet-${i}`] },
        options,
      );
      const target = new aws.lb.TargetGroup(name, { port: 80, protocol: "TCP", vpcId: `vpc-${i}` }, options);
      const forward = { type: "forward", targetGroupArn: target.arn };
      new aws.lb.Listener(name, { loadBalancerArn: balancer.arn, port: 80, defaultActions: [forward] }, options);
      const handler = lambda(`${name}-handler`);
      new aws.lb.TargetGroupAttachment(name, { targetGroupArn: target.arn, targetId: handler.arn }, options);
      new aws.route53.Record(name, {
        zoneId: "Z1",
        name: "www.example.com",
        type: "A",
        setIdentifier: name,
        latencyRoutingPolicies: [{ region }],
        aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
      });
    });
  },
);
