import { Secret, UNKNOWN } from "../../../model/value";
import { record, resourceOf } from "./program";

const program = {
  "Pulumi.dev.yaml": "config:\n  sample:other: base\n",
  "Pulumi.base.yaml": "config:\n  sample:other: dev\n",
  "index.ts": `
    import * as pulumi from "@pulumi/pulumi";
    import * as aws from "@pulumi/aws";
    const other = new pulumi.StackReference("other", { name: "organization/sample/" + new pulumi.Config().require("other") });
    const queue = new aws.sqs.Queue("queue", { visibilityTimeoutSeconds: 9 });
    export const seconds = queue.visibilityTimeoutSeconds;
    export const arn = queue.arn;
    export const key = pulumi.secret("k");
    export const theirs = other.getOutput("seconds");
    export const theirArn = other.requireOutput("arn");
    export const theirKey = other.getOutput("key");
    export const doubled = other.getOutput("seconds").apply((s) => s * 2);
  `,
};

describe("stack references", () => {
  it("previews another stack of the project beside this one, and no stack twice", async () => {
    const recording = await record(program);
    expect(recording.plan.outputs).toMatchObject({ theirs: 9, doubled: 18, theirArn: UNKNOWN });
    expect(recording.plan.outputs.theirKey).toBeInstanceOf(Secret);
    expect(resourceOf(recording, "other")).toMatchObject({
      op: "read",
      external: true,
      id: "organization/sample/base",
      provider: "urn:pulumi:dev::sample::pulumi:providers:pulumi::default",
    });
    expect(recording.plan.resources.filter(({ name }) => name === "queue")).toHaveLength(1);
  });

  it("leaves the outputs of any other stack unknown, and says so", async () => {
    const { plan, assumed } = await record(`
      const other = new pulumi.StackReference("acme/network/prod");
      export const vpc = other.getOutput("vpcId");
      export const required = other.requireOutput("vpcId").apply((id) => id.length);
    `);
    expect(plan.outputs).toEqual({ vpc: UNKNOWN, required: UNKNOWN });
    expect(assumed).toEqual([
      {
        subject: "pulumi:pulumi:StackReference",
        urn: null,
        note: "The outputs of stack acme/network/prod are unknown here.",
      },
    ]);
  });
});
