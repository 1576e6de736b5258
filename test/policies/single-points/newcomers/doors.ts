import * as aws from "@pulumi/aws";
import { interpolate } from "@pulumi/pulumi";
import { program } from "../program/case";
import { flat, front, lambda, launch, machine, openTo, ROLE } from "./ground";

const zone = (i: number) => `us-east-1${"abc"[i]}`;

/** A function in these subnets of a network, or in no network. */
const inSubnets = (name: string, subnetIds: aws.ec2.Subnet["id"][]) =>
  lambda(name, { vpcConfig: { subnetIds, securityGroupIds: ["sg-1"] } });

function lightsail(zones: readonly string[]) {
  const lb = new aws.lightsail.Lb("shop", { instancePort: 80, healthCheckPath: "/up" });
  zones.forEach((availabilityZone, i) => {
    const instance = new aws.lightsail.Instance(`shop-${i}`, {
      availabilityZone,
      blueprintId: "wordpress",
      bundleId: "small_3_0",
    });
    new aws.lightsail.LbAttachment(`shop-${i}`, { lbName: lb.name, instanceName: instance.name });
  });
}

program("Lightsail balancer before one instance", ["shop-0"], () => lightsail(["us-east-1a"]));

program("Lightsail balancer before instances in two zones", [], () => lightsail(["us-east-1a", "us-east-1b"]));

/** A service of VPC Lattice before these instances. */
function lattice(targets: readonly aws.ec2.Instance[], vpcId: aws.ec2.Vpc["id"]) {
  const network = new aws.vpclattice.ServiceNetwork("mesh", { authType: "NONE" });
  new aws.vpclattice.ServiceNetworkVpcAssociation("mesh", {
    serviceNetworkIdentifier: network.id,
    vpcIdentifier: vpcId,
  });
  const service = new aws.vpclattice.Service("rates", { authType: "NONE" });
  new aws.vpclattice.ServiceNetworkServiceAssociation("rates", {
    serviceNetworkIdentifier: network.id,
    serviceIdentifier: service.id,
  });
  const group = new aws.vpclattice.TargetGroup("rates", {
    type: "INSTANCE",
    config: { port: 8080, protocol: "HTTP", vpcIdentifier: vpcId, healthCheck: { enabled: true, path: "/up" } },
  });
  targets.forEach(({ id }, i) => {
    new aws.vpclattice.TargetGroupAttachment(`rates-${i}`, { targetGroupIdentifier: group.id, target: { id } });
  });
  new aws.vpclattice.Listener("rates", {
    serviceIdentifier: service.id,
    protocol: "HTTP",
    defaultAction: { forwards: [{ targetGroups: [{ targetGroupIdentifier: group.id, weight: 100 }] }] },
  });
}

program("service of VPC Lattice that one machine answers", ["rates"], () => {
  const { vpc, subnets } = flat(2);
  lattice([machine("rates", { subnetId: subnets[0]?.id })], vpc.id);
});

program("service of VPC Lattice that two machines answer", [], () => {
  const { vpc, subnets } = flat(2, zone);
  lattice(
    subnets.map(({ id }, i) => machine(`rates-${i}`, { subnetId: id })),
    vpc.id,
  );
});

function dropBox(endpoint: Partial<aws.transfer.ServerArgs>) {
  const inbox = new aws.s3.Bucket("inbox");
  const server = new aws.transfer.Server("drop", {
    protocols: ["SFTP"],
    identityProviderType: "SERVICE_MANAGED",
    ...endpoint,
  });
  new aws.transfer.User("partner", {
    serverId: server.id,
    userName: "partner",
    role: ROLE,
    homeDirectory: interpolate`/${inbox.id}/partner`,
  });
}

program("SFTP for partners through one subnet", ["drop"], () => {
  const { vpc, subnets } = flat(2, zone);
  const address = new aws.ec2.Eip("drop", { domain: "vpc" });
  dropBox({
    endpointType: "VPC",
    endpointDetails: { vpcId: vpc.id, subnetIds: [subnets[0]?.id ?? ""], addressAllocationIds: [address.allocationId] },
  });
});

program("SFTP for partners that AWS serves in public", [], () => dropBox({ endpointType: "PUBLIC" }));

program("sign-in of which a trigger runs in one subnet", ["claims"], () => {
  const { subnets } = flat(2, zone);
  const claims = inSubnets("claims", [subnets[0]?.id as aws.ec2.Subnet["id"]]);
  const users = new aws.cognito.UserPool("users", { lambdaConfig: { preTokenGeneration: claims.arn } });
  new aws.cognito.UserPoolClient("web", { userPoolId: users.id });
});

function graph(source: Partial<aws.appsync.DataSourceArgs> & { type: string }) {
  const api = new aws.appsync.GraphQLApi("graph", {
    authenticationType: "API_KEY",
    schema: "type Query { item(id: ID!): String }",
  });
  const data = new aws.appsync.DataSource("items", { apiId: api.id, serviceRoleArn: ROLE, ...source });
  new aws.appsync.Resolver("item", { apiId: api.id, type: "Query", field: "item", dataSource: data.name });
}

program("GraphQL of AppSync that a function in one subnet resolves", ["resolver"], () => {
  const { subnets } = flat(2, zone);
  const resolver = inSubnets("resolver", [subnets[1]?.id as aws.ec2.Subnet["id"]]);
  graph({ type: "AWS_LAMBDA", lambdaConfig: { functionArn: resolver.arn } });
});

program("GraphQL of AppSync on a table", [], () => {
  const table = new aws.dynamodb.Table("items", {
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
  });
  graph({ type: "AMAZON_DYNAMODB", dynamodbConfig: { tableName: table.name } });
});

program("CDN that reaches into the network, to one machine", ["app"], () => {
  const { subnets } = flat(2);
  const app = machine("app", { subnetId: subnets[0]?.id });
  const inside = new aws.cloudfront.VpcOrigin("app", {
    vpcOriginEndpointConfig: {
      name: "app",
      arn: app.arn,
      httpPort: 80,
      httpsPort: 443,
      originProtocolPolicy: "http-only",
      originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
    },
  });
  new aws.cloudfront.Distribution("edge", {
    enabled: true,
    origins: [{ originId: "app", domainName: app.privateDns, vpcOriginConfig: { vpcOriginId: inside.id } }],
    defaultCacheBehavior: {
      targetOriginId: "app",
      viewerProtocolPolicy: "redirect-to-https",
      allowedMethods: ["GET", "HEAD"],
      cachedMethods: ["GET", "HEAD"],
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },
    viewerCertificate: { cloudfrontDefaultCertificate: true },
  });
});

program("accelerator before two machines in two zones", [], () => {
  const { subnets } = flat(2, zone);
  const accelerator = new aws.globalaccelerator.Accelerator("game", {});
  const listener = new aws.globalaccelerator.Listener("game", {
    acceleratorArn: accelerator.arn,
    protocol: "UDP",
    portRanges: [{ fromPort: 7777, toPort: 7777 }],
  });
  new aws.globalaccelerator.EndpointGroup("game", {
    listenerArn: listener.arn,
    healthCheckPort: 8080,
    endpointConfigurations: subnets.map(({ id }, i) => ({
      endpointId: machine(`game-${i}`, { subnetId: id }).id,
      weight: 128,
    })),
  });
});

program("machine of which the address is on an interface of its own", ["app"], () => {
  const { vpc, subnets } = flat(1);
  const card = new aws.ec2.NetworkInterface("app", {
    subnetId: subnets[0]?.id ?? "",
    securityGroups: [openTo(443, vpc.id).id],
  });
  machine("app", { primaryNetworkInterface: { networkInterfaceId: card.id } });
  const address = new aws.ec2.Eip("app", { networkInterface: card.id });
  new aws.route53.Record("www", { zoneId: "Z1", name: "www", type: "A", ttl: 300, records: [address.publicIp] });
});

/** Two choices of one name, the first of which is checked. */
function choices(first: Partial<aws.route53.RecordArgs>, second: Partial<aws.route53.RecordArgs>) {
  const common = { zoneId: "Z1", name: "www.example.com", type: "A" };
  new aws.route53.Record("first", {
    ...common,
    setIdentifier: "first",
    failoverRoutingPolicies: [{ type: "PRIMARY" }],
    ...first,
  });
  new aws.route53.Record("second", {
    ...common,
    setIdentifier: "second",
    failoverRoutingPolicies: [{ type: "SECONDARY" }],
    ...second,
  });
}

function checked(ip: aws.ec2.Eip["publicIp"]) {
  return new aws.route53.HealthCheck("web", {
    type: "HTTP",
    ipAddress: ip,
    port: 80,
    resourcePath: "/up",
    requestInterval: 30,
    failureThreshold: 3,
  });
}

/** Pages in a bucket that say sorry. */
function sorry() {
  const bucket = new aws.s3.Bucket("sorry", { bucket: "www.example.com" });
  const site = new aws.s3.BucketWebsiteConfiguration("sorry", {
    bucket: bucket.id,
    indexDocument: { suffix: "index.html" },
  });
  return { aliases: [{ name: site.websiteDomain, zoneId: bucket.hostedZoneId, evaluateTargetHealth: false }] };
}

program("failover in DNS from a machine to itself", ["web"], () => {
  const web = machine("web", { vpcSecurityGroupIds: [openTo(80).id] });
  const one = new aws.ec2.Eip("one", { instance: web.id });
  choices(
    { ttl: 60, records: [one.publicIp], healthCheckId: checked(one.publicIp).id },
    { ttl: 60, records: [web.publicIp] },
  );
});

program("one machine, and a page that says sorry", ["web"], () => {
  const web = machine("web", { vpcSecurityGroupIds: [openTo(80).id] });
  const one = new aws.ec2.Eip("one", { instance: web.id });
  choices({ ttl: 60, records: [one.publicIp], healthCheckId: checked(one.publicIp).id }, sorry());
});

/** A fleet of two behind a balancer. */
function fleet() {
  const { vpc, subnets, subnetIds } = flat(2, zone);
  const { lb, targets } = front(vpc.id, subnetIds);
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 2,
    maxSize: 6,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
  return { vpc, subnets, lb, alias: { name: lb.dnsName, zoneId: lb.zoneId, evaluateTargetHealth: true } };
}

program("a fleet, and a page that says sorry", [], () => {
  choices({ aliases: [fleet().alias] }, sorry());
});

program("one machine that tries the next release on a tenth of the users", [], () => {
  const { subnets, alias } = fleet();
  const next = machine("next", { subnetId: subnets[0]?.id, vpcSecurityGroupIds: [openTo(80).id] });
  const common = { zoneId: "Z1", name: "www.example.com", type: "A" };
  new aws.route53.Record("now", {
    ...common,
    setIdentifier: "now",
    weightedRoutingPolicies: [{ weight: 90 }],
    aliases: [alias],
  });
  new aws.route53.Record("next", {
    ...common,
    setIdentifier: "next",
    weightedRoutingPolicies: [{ weight: 10 }],
    ttl: 30,
    records: [next.publicIp],
    healthCheckId: checked(next.publicIp).id,
  });
});

program("fixed addresses before an application balancer", [], () => {
  const { vpc, subnetIds } = flat(2, zone);
  const { lb, listener, targets } = front(vpc.id, subnetIds);
  const nlb = new aws.lb.LoadBalancer("fixed", {
    loadBalancerType: "network",
    subnetMappings: subnetIds.map((subnetId, i) => ({
      subnetId,
      allocationId: new aws.ec2.Eip(`fixed-${i}`, { domain: "vpc" }).allocationId,
    })),
  });
  const group = new aws.lb.TargetGroup("fixed", { vpcId: vpc.id, port: 443, protocol: "TCP", targetType: "alb" });
  new aws.lb.TargetGroupAttachment("fixed", { targetGroupArn: group.arn, targetId: lb.arn }, { dependsOn: [listener] });
  new aws.lb.Listener("fixed", {
    loadBalancerArn: nlb.arn,
    port: 443,
    protocol: "TCP",
    defaultActions: [{ type: "forward", targetGroupArn: group.arn }],
  });
  new aws.autoscaling.Group("fleet", {
    vpcZoneIdentifiers: subnetIds,
    minSize: 2,
    maxSize: 6,
    healthCheckType: "ELB",
    targetGroupArns: [targets.arn],
    launchTemplate: { id: launch().id, version: "$Latest" },
  });
});
