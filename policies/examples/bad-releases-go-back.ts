import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.ecs.Service("web", { cluster: "shop", taskDefinition: "web:1", desiredCount: 3 });
}

export function after(): void {
  new aws.ecs.Service("web", {
    cluster: "shop",
    taskDefinition: "web:1",
    desiredCount: 3,
    deploymentCircuitBreaker: { enable: true, rollback: true },
  });
}
