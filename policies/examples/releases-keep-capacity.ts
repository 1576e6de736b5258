import * as aws from "@pulumi/aws";

export function before(): void {
  const targets = new aws.lb.TargetGroup("web", { port: 80, protocol: "HTTP", vpcId: "vpc-1", targetType: "ip" });
  new aws.ecs.Service("web", {
    cluster: "shop",
    taskDefinition: "web:1",
    desiredCount: 3,
    deploymentMinimumHealthyPercent: 0,
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 80 }],
  });
}

export function after(): void {
  const targets = new aws.lb.TargetGroup("web", { port: 80, protocol: "HTTP", vpcId: "vpc-1", targetType: "ip" });
  new aws.ecs.Service("web", {
    cluster: "shop",
    taskDefinition: "web:1",
    desiredCount: 3,
    deploymentMinimumHealthyPercent: 100,
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "web", containerPort: 80 }],
  });
}
