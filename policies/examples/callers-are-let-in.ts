import * as aws from "@pulumi/aws";

/** Two servers behind a load balancer; `source` is the group that the servers' own lets in. */
function shop(source: (front: aws.ec2.SecurityGroup, office: aws.ec2.SecurityGroup) => aws.ec2.SecurityGroup): void {
  const front = new aws.ec2.SecurityGroup("front", { vpcId: "vpc-1" });
  const office = new aws.ec2.SecurityGroup("office", { vpcId: "vpc-1" });
  const servers = new aws.ec2.SecurityGroup("servers", { vpcId: "vpc-1" });
  new aws.vpc.SecurityGroupIngressRule("servers", {
    securityGroupId: servers.id,
    referencedSecurityGroupId: source(front, office).id,
    ipProtocol: "tcp",
    fromPort: 8080,
    toPort: 8080,
  });
  const balancer = new aws.lb.LoadBalancer("front", {
    subnets: ["subnet-1", "subnet-2"],
    securityGroups: [front.id],
  });
  const targets = new aws.lb.TargetGroup("web", { port: 8080, protocol: "HTTP", vpcId: "vpc-1" });
  new aws.lb.Listener("web", {
    loadBalancerArn: balancer.arn,
    port: 443,
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
  for (const zone of ["a", "b"]) {
    const server = new aws.ec2.Instance(`web-${zone}`, {
      availabilityZone: `us-east-1${zone}`,
      vpcSecurityGroupIds: [servers.id],
    });
    new aws.lb.TargetGroupAttachment(`web-${zone}`, { targetGroupArn: targets.arn, targetId: server.id });
  }
}

export function before(): void {
  shop((_front, office) => office);
}

export function after(): void {
  shop((front) => front);
}
