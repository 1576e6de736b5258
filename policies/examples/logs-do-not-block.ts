import * as aws from "@pulumi/aws";

/** A task of one container that logs to CloudWatch. */
function task(options: { [option: string]: string }): void {
  new aws.ecs.TaskDefinition("web", {
    family: "web",
    containerDefinitions: JSON.stringify([
      {
        name: "web",
        image: "web",
        logConfiguration: {
          logDriver: "awslogs",
          options: { "awslogs-group": "web", "awslogs-region": "us-east-1", ...options },
        },
      },
    ]),
  });
}

export function before(): void {
  task({ mode: "blocking" });
}

export function after(): void {
  task({ mode: "non-blocking", "max-buffer-size": "25m" });
}
