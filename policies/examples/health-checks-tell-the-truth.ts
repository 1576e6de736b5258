import * as aws from "@pulumi/aws";

export function before(): void {
  const front = new aws.lb.LoadBalancer("front", { subnets: ["subnet-1", "subnet-2"] });
  const targets = new aws.lb.TargetGroup("web", {
    port: 80,
    protocol: "HTTP",
    vpcId: "vpc-1",
    healthCheck: { path: "/healthz", matcher: "200-599" },
  });
  new aws.lb.Listener("front", {
    loadBalancerArn: front.arn,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
}

export function after(): void {
  const front = new aws.lb.LoadBalancer("front", { subnets: ["subnet-1", "subnet-2"] });
  const targets = new aws.lb.TargetGroup("web", {
    port: 80,
    protocol: "HTTP",
    vpcId: "vpc-1",
    healthCheck: { path: "/healthz", matcher: "200" },
  });
  new aws.lb.Listener("front", {
    loadBalancerArn: front.arn,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
}
