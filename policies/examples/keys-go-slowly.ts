import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.secretsmanager.Secret("token", { recoveryWindowInDays: 0 });
}

export function after(): void {
  new aws.secretsmanager.Secret("token", { recoveryWindowInDays: 30 });
}
