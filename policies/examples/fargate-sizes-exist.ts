import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.ecs.TaskDefinition("web", {
    family: "web",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "256",
    memory: "4096",
    containerDefinitions: JSON.stringify([{ name: "web", image: "nginx" }]),
  });
}

export function after(): void {
  new aws.ecs.TaskDefinition("web", {
    family: "web",
    requiresCompatibilities: ["FARGATE"],
    networkMode: "awsvpc",
    cpu: "512",
    memory: "4096",
    containerDefinitions: JSON.stringify([{ name: "web", image: "nginx" }]),
  });
}
