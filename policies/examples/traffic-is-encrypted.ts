import * as aws from "@pulumi/aws";

export function before(): void {
  const front = new aws.lb.LoadBalancer("front", { subnets: ["subnet-1", "subnet-2"] });
  const targets = new aws.lb.TargetGroup("web", { port: 80, protocol: "HTTP", vpcId: "vpc-1" });
  new aws.lb.Listener("front", {
    loadBalancerArn: front.arn,
    port: 80,
    protocol: "HTTP",
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
}

export function after(): void {
  const front = new aws.lb.LoadBalancer("front", { subnets: ["subnet-1", "subnet-2"] });
  const targets = new aws.lb.TargetGroup("web", { port: 80, protocol: "HTTP", vpcId: "vpc-1" });
  new aws.lb.Listener("front", {
    loadBalancerArn: front.arn,
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/web",
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
}
