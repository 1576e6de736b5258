import * as aws from "@pulumi/aws";

export function before(): void {
  const front = new aws.lb.LoadBalancer("front", { subnets: ["subnet-1", "subnet-2"] });
  const targets = new aws.lb.TargetGroup("web", { port: 80, protocol: "HTTP", vpcId: "vpc-1" });
  new aws.lb.Listener("front", {
    loadBalancerArn: front.arn,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
  new aws.autoscaling.Group("web", {
    minSize: 2,
    maxSize: 8,
    availabilityZones: ["us-east-1a", "us-east-1b"],
    launchTemplate: { id: "lt-0123456789abcdef0" },
    targetGroupArns: [targets.arn],
  });
}

export function after(): void {
  const front = new aws.lb.LoadBalancer("front", { subnets: ["subnet-1", "subnet-2"] });
  const targets = new aws.lb.TargetGroup("web", { port: 80, protocol: "HTTP", vpcId: "vpc-1" });
  new aws.lb.Listener("front", {
    loadBalancerArn: front.arn,
    port: 80,
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
  new aws.autoscaling.Group("web", {
    minSize: 4,
    maxSize: 8,
    availabilityZones: ["us-east-1a", "us-east-1b"],
    launchTemplate: { id: "lt-0123456789abcdef0" },
    targetGroupArns: [targets.arn],
  });
}
