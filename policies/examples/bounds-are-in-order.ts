import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.autoscaling.Group("web", { minSize: 4, maxSize: 2, launchTemplate: { id: "lt-0123456789abcdef0" } });
}

export function after(): void {
  new aws.autoscaling.Group("web", { minSize: 4, maxSize: 8, launchTemplate: { id: "lt-0123456789abcdef0" } });
}
