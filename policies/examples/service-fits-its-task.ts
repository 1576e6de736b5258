import * as aws from "@pulumi/aws";

export function before(): void {
  const task = new aws.ecs.TaskDefinition("web", {
    family: "web",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: JSON.stringify([{ name: "web", image: "nginx" }]),
  });
  new aws.ecs.Service("web", { cluster: "shop", taskDefinition: task.arn, launchType: "FARGATE", desiredCount: 2 });
}

export function after(): void {
  const task = new aws.ecs.TaskDefinition("web", {
    family: "web",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "512",
    containerDefinitions: JSON.stringify([{ name: "web", image: "nginx" }]),
  });
  new aws.ecs.Service("web", {
    cluster: "shop",
    taskDefinition: task.arn,
    launchType: "FARGATE",
    desiredCount: 2,
    networkConfiguration: { subnets: ["subnet-1", "subnet-2"] },
  });
}
