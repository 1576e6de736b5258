import { createHash } from "node:crypto";
import { inspect } from "node:util";
import { Secret, UNKNOWN } from "../../../model/value";
import type { Recording } from "../../../preview/recorder";
import { record, resourceOf } from "./program";

const SIGNATURE = "4dabf18193072939515e22adb298388d";
const hash = (content: string) => createHash("sha256").update(content).digest("hex");

describe("values", () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await record({
      "hello.txt": "hello",
      "site/a.txt": "aaa",
      "site/b.txt": "bb",
      "index.ts": `
        import * as pulumi from "@pulumi/pulumi";
        import * as aws from "@pulumi/aws";
        const topic = new aws.sns.Topic("topic", { displayName: "shown" });
        const bucket = new aws.s3.Bucket("bucket", {});
        const secret = pulumi.secret("hush");
        new aws.sns.Topic("derived", {
          displayName: topic.displayName.apply((name) => name + "!"),
          deliveryPolicy: pulumi.jsonStringify({ arn: topic.arn }),
          tags: { plain: "a", arn: topic.arn, secret, joined: pulumi.interpolate\`x-\${secret}\` },
        });
        new aws.s3.BucketObject("file", { bucket, source: new pulumi.asset.FileAsset("hello.txt") });
        new aws.s3.BucketObject("text", { bucket, source: new pulumi.asset.StringAsset("some text") });
        new aws.lambda.Function("function", {
          role: topic.arn,
          code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset("x"), dir: new pulumi.asset.FileArchive("site") }),
        });
        class Holder extends pulumi.ComponentResource {
          constructor() { super("sample:index:Holder", "holder", { bucket, list: [1, null, "two"] }); }
        }
        new Holder();
        let ran = false;
        topic.arn.apply(() => { ran = true; });
        export const applied = pulumi.output(Promise.resolve()).apply(() => ran);
        export const arn = topic.arn;
        export const password = secret;
        export const nested = { deep: [topic.arn, "known"], flag: true, none: null };
        export const resource = topic;
      `,
    });
  });

  it("keeps unknown what only the cloud knows, and does not run what waits for it", () => {
    const { inputs } = resourceOf(recording, "derived");
    expect(inputs.displayName).toBe("shown!");
    expect(inputs.deliveryPolicy).toBe(UNKNOWN);
    expect(inputs.tags).toMatchObject({ plain: "a", arn: UNKNOWN });
    expect(recording.plan.outputs).toMatchObject({ arn: UNKNOWN, applied: false });
    expect(recording.plan.outputs.nested).toEqual({ deep: [UNKNOWN, "known"], flag: true, none: null });
  });

  it("keeps secrets secret, and shows them nowhere", () => {
    const { inputs, outputs } = resourceOf(recording, "derived");
    const tags = inputs.tags as { readonly [tag: string]: unknown };
    expect(tags.secret).toBeInstanceOf(Secret);
    expect((tags.joined as Secret).reveal()).toBe("x-hush");
    expect(recording.plan.outputs.password).toBeInstanceOf(Secret);
    expect(inspect([recording, inputs, outputs], { depth: 20 })).not.toContain("hush");
    expect(JSON.stringify(recording)).not.toContain("hush");
  });

  it("knows where each input comes from", () => {
    const topic = resourceOf(recording, "topic", "sns").urn;
    expect(resourceOf(recording, "derived").propertyDependencies).toEqual({
      displayName: [topic],
      deliveryPolicy: [topic],
      tags: [topic],
    });
  });

  it("hands the provider the id of a resource among its inputs, and a component the resource", () => {
    expect(resourceOf(recording, "file").inputs.bucket).toBe(UNKNOWN);
    expect(resourceOf(recording, "file").propertyDependencies.bucket).toEqual([resourceOf(recording, "bucket").urn]);
    expect(resourceOf(recording, "holder").inputs).toMatchObject({
      bucket: { urn: resourceOf(recording, "bucket").urn, id: "", packageVersion: "" },
      list: [1, null, "two"],
    });
  });

  it("keeps assets and archives with the hash of what they hold", () => {
    expect(resourceOf(recording, "file").inputs.source).toMatchObject({ path: "hello.txt", hash: hash("hello") });
    expect(resourceOf(recording, "text").inputs.source).toMatchObject({ text: "some text", hash: hash("some text") });
    expect(resourceOf(recording, "function").inputs.code).toEqual({
      [SIGNATURE]: "0def7320c3a5731c473e5ecbe6d01bc7",
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      assets: {
        "index.js": { [SIGNATURE]: "c44067f5952c0a294b673a41bacd8c17", text: "x", hash: hash("x") },
        dir: {
          [SIGNATURE]: "0def7320c3a5731c473e5ecbe6d01bc7",
          path: "site",
          hash: expect.stringMatching(/^[0-9a-f]{64}$/),
        },
      },
    });
  });

  it("shows a resource among the stack's outputs by its properties", () => {
    expect(recording.plan.outputs.resource).toMatchObject({ displayName: "shown", arn: UNKNOWN });
  });
});
