import { Secret, UNKNOWN } from "../../../model/value";
import { record, resourceOf } from "./program";

describe("transforms", () => {
  it("runs a resource's own, then its parents', then the stack's, and keeps what each changed", async () => {
    const recording = await record(`
      const add = (tag: string): pulumi.ResourceTransform => ({ type, props, opts }) =>
        type === "aws:sns/topic:Topic"
          ? { props: { ...props, tags: { ...props.tags, order: (props.tags?.order ?? "") + tag } }, opts }
          : undefined;
      class Parent extends pulumi.ComponentResource {
        constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
          super("sample:index:Parent", name, {}, opts);
          new aws.sns.Topic("topic", {}, { parent: this, transforms: [add("own ")] });
        }
      }
      pulumi.runtime.registerResourceTransform(add("stack"));
      new Parent("parent", { transforms: [add("parent ")] });
    `);
    expect(resourceOf(recording, "topic").inputs.tags).toEqual({ order: "own parent stack" });
  });

  it("lets a transform change options and see where inputs come from", async () => {
    const recording = await record(`
      const log = new aws.cloudwatch.LogGroup("log", {});
      const other = new aws.sns.Topic("other", {});
      new aws.cloudwatch.LogStream("stream", { logGroupName: log.name }, {
        transforms: [async ({ props, opts }) => ({
          props: { ...props, name: "renamed" },
          opts: pulumi.mergeOptions(opts, { protect: true, dependsOn: [other] }),
        })],
      });
    `);
    const stream = resourceOf(recording, "stream");
    expect(stream.inputs.name).toBe("renamed");
    expect(stream.autoNamed).toEqual([]);
    expect(stream.options.protect).toBe(true);
    expect(stream.dependencies).toEqual([resourceOf(recording, "log").urn, resourceOf(recording, "other").urn]);
  });

  it("hands unknowns and secrets over as outputs, so that what stands beside them stays as it is", async () => {
    const recording = await record(`
      const log = new aws.cloudwatch.LogGroup("log", {});
      pulumi.runtime.registerResourceTransform(({ props, opts }) =>
        props.tags === undefined ? undefined : { props: { ...props, tags: { ...props.tags, team: "a" } }, opts });
      new aws.sns.Topic("topic", { tags: { arn: log.arn, key: pulumi.secret("hush"), app: "shop" } });
    `);
    const { inputs, propertyDependencies } = resourceOf(recording, "topic");
    expect(inputs.tags).toEqual({ arn: UNKNOWN, key: expect.any(Secret), app: "shop", team: "a" });
    expect(propertyDependencies).toEqual({ tags: [resourceOf(recording, "log").urn] });
  });

  it("keeps the dependencies of what a parent's transform takes away", async () => {
    const recording = await record(`
      const log = new aws.cloudwatch.LogGroup("log", {});
      class Parent extends pulumi.ComponentResource {
        constructor(opts: pulumi.ComponentResourceOptions) {
          super("sample:index:Parent", "parent", {}, opts);
          new aws.sns.Topic("topic", { displayName: log.arn }, { parent: this });
        }
      }
      new Parent({ transforms: [({ props: { displayName: _, ...props }, opts }) => ({ props, opts })] });
    `);
    expect(resourceOf(recording, "topic").inputs).not.toHaveProperty("displayName");
    expect(resourceOf(recording, "topic").propertyDependencies).toEqual({
      displayName: [resourceOf(recording, "log").urn],
    });
  });

  it("runs the older transformations, which stay in the program", async () => {
    const recording = await record(`
      pulumi.runtime.registerStackTransformation(({ props, opts }) => ({ props: { ...props, displayName: "all" }, opts }));
      new aws.sns.Topic("topic", {});
    `);
    expect(resourceOf(recording, "topic").inputs.displayName).toBe("all");
  });

  it("runs the transforms of data sources", async () => {
    const { plan } = await record(`
      pulumi.runtime.registerInvokeTransform(({ token, args, opts }) =>
        token === "aws:index/getAvailabilityZones:getAvailabilityZones"
          ? { args: { ...args, excludeNames: ["eu-west-1a"] }, opts }
          : undefined);
      export const zones = aws.getAvailabilityZonesOutput({}).names;
    `);
    expect(plan.outputs.zones).toEqual(["eu-west-1b", "eu-west-1c"]);
  });
});

it("hands every option through a transform that changes none", async () => {
  const { plan } = await record(`
    const first = new aws.sqs.Queue("first");
    const hook = new pulumi.ResourceHook("hook", () => undefined);
    class Shop extends pulumi.ComponentResource {
      constructor(name: string, opts: pulumi.ComponentResourceOptions) {
        super("sample:index:Shop", name, {}, opts);
        const options: pulumi.CustomResourceOptions = {
          parent: this, dependsOn: [first], protect: true, retainOnDelete: false, deletedWith: first, replaceWith: [first],
          ignoreChanges: ["tags"], replaceOnChanges: ["name"], deleteBeforeReplace: true, hideDiffs: ["tags.a"],
          additionalSecretOutputs: ["arn"], customTimeouts: { create: "5m", delete: "1h" }, aliases: [{ name: "old" }, { parent: pulumi.rootStackResource }],
          replacementTrigger: { a: first.arn, b: 1 }, version: "6.0.0", pluginDownloadURL: "https://example.com",
          hooks: { beforeCreate: [hook], afterDelete: [hook] },
        };
        new aws.sns.Topic(name, { displayName: first.name, tags: { a: pulumi.secret("b") } }, options);
      }
    }
    new Shop("plain", {});
    new Shop("passed", { transforms: [({ props, opts }) => ({ props, opts })] });
  `);
  const topic = (name: string) => plan.resources.find((each) => each.name === name && each.type.includes("Topic"));
  // The SDK itself drops hideDiffs on the way to a transform and back, under an engine too.
  const { hideDiffs: _, ...kept } = topic("plain")?.options ?? {};
  const renamed = JSON.parse(
    JSON.stringify({ ...topic("plain"), options: kept }).replaceAll(/plain(-\w{7})?/g, "passed"),
  );
  expect(JSON.parse(JSON.stringify(topic("passed")).replaceAll(/passed(-\w{7})?/g, "passed"))).toEqual(renamed);
  expect(Object.keys(kept)).toHaveLength(13);
});
