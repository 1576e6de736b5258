import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.rds.ParameterGroup("shop", {
    family: "postgres17",
    parameters: [{ name: "synchronous_commit", value: "off" }],
  });
}

export function after(): void {
  new aws.rds.ParameterGroup("shop", {
    family: "postgres17",
    parameters: [{ name: "synchronous_commit", value: "on" }],
  });
}
