import * as aws from "@pulumi/aws";

export function before(): void {
  const front = new aws.lb.LoadBalancer("front", { loadBalancerType: "network", subnets: ["subnet-1"] });
  const targets = new aws.lb.TargetGroup("web", { port: 80, protocol: "TCP", vpcId: "vpc-1" });
  new aws.lb.Listener("front", {
    loadBalancerArn: front.arn,
    port: 80,
    protocol: "HTTP",
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
}

export function after(): void {
  const front = new aws.lb.LoadBalancer("front", { loadBalancerType: "network", subnets: ["subnet-1"] });
  const targets = new aws.lb.TargetGroup("web", { port: 80, protocol: "TCP", vpcId: "vpc-1" });
  new aws.lb.Listener("front", {
    loadBalancerArn: front.arn,
    port: 80,
    protocol: "TCP",
    defaultActions: [{ type: "forward", targetGroupArn: targets.arn }],
  });
}
