import * as aws from "@pulumi/aws";
import { program } from "./case";
import { fleet, front, ids, landscape, open, server, service } from "./landscape";

const behaviour = {
  viewerProtocolPolicy: "redirect-to-https",
  allowedMethods: ["GET", "HEAD"],
  cachedMethods: ["GET", "HEAD"],
};

program("pages in a bucket behind a distribution", [], () => {
  const pages = new aws.s3.Bucket("pages");
  const edge = new aws.cloudfront.Distribution("edge", {
    enabled: true,
    origins: [{ originId: "pages", domainName: pages.bucketRegionalDomainName }],
    defaultCacheBehavior: { targetOriginId: "pages", ...behaviour },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
  new aws.route53.Record("www", {
    zoneId: "Z1",
    name: "www.example.com",
    type: "A",
    aliases: [{ name: edge.domainName, zoneId: edge.hostedZoneId, evaluateTargetHealth: false }],
  });
});

program("one load balancer of the region, by one alias", [], () => {
  const land = landscape();
  const entry = front(land);
  fleet(land, entry);
  new aws.route53.Record("www", {
    zoneId: "Z1",
    name: "www.example.com",
    type: "A",
    aliases: [{ name: entry.balancer.dnsName, zoneId: entry.balancer.zoneId, evaluateTargetHealth: true }],
  });
});

program("two servers in two zones that Route 53 checks", [], () => {
  const land = landscape();
  const group = open("web", land.vpc);
  land.publicSubnets.slice(0, 2).forEach((subnet, i) => {
    const web = server(`web-${i}`, { subnetId: subnet.id, vpcSecurityGroupIds: [group.id] });
    const check = new aws.route53.HealthCheck(`web-${i}`, {
      ipAddress: web.publicIp,
      port: 443,
      type: "HTTPS",
      resourcePath: "/healthz",
      requestInterval: 30,
      failureThreshold: 3,
    });
    new aws.route53.Record(`web-${i}`, {
      zoneId: "Z1",
      name: "www.example.com",
      type: "A",
      ttl: 60,
      records: [web.publicIp],
      setIdentifier: `${i}`,
      weightedRoutingPolicies: [{ weight: 50 }],
      healthCheckId: check.id,
    });
  });
});

program("a regional NAT gateway", [], () => {
  const land = landscape(["a", "b", "c"], 0);
  const nat = new aws.ec2.NatGateway("nat", { vpcId: land.vpc.id, availabilityMode: "regional" });
  const table = new aws.ec2.RouteTable("out", {
    vpcId: land.vpc.id,
    routes: [{ cidrBlock: "0.0.0.0/0", natGatewayId: nat.id }],
  });
  const apps = ["a", "b", "c"].map((zone, i) => {
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

program("an endpoint for Session Manager in one zone", [], () => {
  const land = landscape();
  service("web", land, { front: front(land) });
  new aws.ec2.VpcEndpoint("ssm", {
    vpcId: land.vpc.id,
    vpcEndpointType: "Interface",
    serviceName: "com.amazonaws.us-east-1.ssmmessages",
    subnetIds: ids(land.privateSubnets.slice(0, 1)),
    privateDnsEnabled: true,
  });
});

program("a network load balancer in every zone", [], () => {
  const land = landscape();
  const target = new aws.lb.TargetGroup("web", { port: 80, protocol: "TCP", vpcId: land.vpc.id });
  const balancer = new aws.lb.LoadBalancer("front", {
    loadBalancerType: "network",
    subnets: ids(land.publicSubnets),
  });
  new aws.lb.Listener("front", {
    loadBalancerArn: balancer.arn,
    port: 80,
    protocol: "TCP",
    defaultActions: [{ type: "forward", targetGroupArn: target.arn }],
  });
  fleet(land, { balancer, target, group: new aws.ec2.SecurityGroup("front") });
});

program("records that prove who owns a name", [], () => {
  const certificate = new aws.acm.Certificate("site", { domainName: "example.com", validationMethod: "DNS" });
  new aws.route53.Record("proof", {
    zoneId: "Z1",
    ttl: 60,
    name: certificate.domainValidationOptions.apply((options) => options[0]?.resourceRecordName ?? ""),
    type: certificate.domainValidationOptions.apply((options) => options[0]?.resourceRecordType ?? "CNAME"),
    records: [certificate.domainValidationOptions.apply((options) => options[0]?.resourceRecordValue ?? "")],
  });
});

program("two regions, each of which survives its zones, by latency", [], () => {
  const land = landscape();
  const entry = front(land);
  fleet(land, entry);
  const west = new aws.Provider("west", { region: "us-west-2" });
  const far = new aws.lb.LoadBalancer("far", { subnets: ["subnet-1", "subnet-2", "subnet-3"] }, { provider: west });
  [
    { name: "east", region: "us-east-1", balancer: entry.balancer },
    { name: "west", region: "us-west-2", balancer: far },
  ].forEach(({ name, region, balancer }) => {
    new aws.route53.Record(name, {
      zoneId: "Z1",
      name: "www.example.com",
      type: "A",
      setIdentifier: name,
      latencyRoutingPolicies: [{ region }],
      aliases: [{ name: balancer.dnsName, zoneId: balancer.zoneId, evaluateTargetHealth: true }],
    });
  });
});

program("a container service that AWS spreads by itself", [], () => {
  new aws.apprunner.Service("app", {
    serviceName: "app",
    sourceConfiguration: {
      imageRepository: { imageIdentifier: "public.ecr.aws/nginx/nginx:1.27", imageRepositoryType: "ECR_PUBLIC" },
    },
  });
});
