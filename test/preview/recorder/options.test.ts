import type { Recording } from "../../../preview/recorder";
import { record, resourceOf } from "./program";

const component = `
  class Shop extends pulumi.ComponentResource {
    readonly queue: aws.sqs.Queue;
    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
      super("sample:index:Shop", name, {}, opts);
      this.queue = new aws.sqs.Queue(name + "-orders", {}, { parent: this });
      this.registerOutputs({});
    }
  }
`;

describe("resource options", () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await record(`${component}
      const log = new aws.cloudwatch.LogGroup("log", {}, { retainOnDelete: true, protect: true });
      const shop = new Shop("shop", {
        protect: true, deletedWith: log, retainOnDelete: true,
        aliases: [{ name: "store" }, "urn:pulumi:dev::sample::sample:index:Old::shop"],
      });
      new aws.sns.Topic("topic", { displayName: "t" }, {
        ignoreChanges: ["displayName"], replaceOnChanges: ["name"], deleteBeforeReplace: true,
        additionalSecretOutputs: ["displayName"], customTimeouts: { create: "5m", delete: "1h30m" },
        dependsOn: [shop], aliases: [{ type: "aws:sns/old:Old", parent: shop }, { stack: "other", project: "else" }],
      });
      new aws.sqs.Queue("adopted", {}, { import: "https://sqs/adopted", protect: false, replaceWith: [log] });
      new aws.sqs.Queue("child", {}, { parent: shop.queue, protect: false });
    `);
  });

  it("lists what is set, and only that", () => {
    expect(resourceOf(recording, "topic").options).toMatchObject({
      ignoreChanges: ["displayName"],
      replaceOnChanges: ["name"],
      deleteBeforeReplace: true,
      additionalSecretOutputs: ["displayName"],
      customTimeouts: { create: 300, delete: 5400 },
    });
    expect(resourceOf(recording, "topic").options).not.toHaveProperty("protect");
  });

  it("passes protection and deletion on from parent to child", () => {
    const log = resourceOf(recording, "log").urn;
    expect(resourceOf(recording, "shop-orders").options).toMatchObject({
      protect: true,
      deletedWith: log,
      retainOnDelete: true,
    });
    expect(resourceOf(recording, "child").options).not.toHaveProperty("protect");
    expect(resourceOf(recording, "child").options).toMatchObject({ deletedWith: log });
  });

  it("makes URNs of aliases, and hands them on to children", () => {
    expect(resourceOf(recording, "shop").options.aliases).toEqual([
      "urn:pulumi:dev::sample::sample:index:Shop::store",
      "urn:pulumi:dev::sample::sample:index:Old::shop",
    ]);
    expect(resourceOf(recording, "shop-orders").options.aliases).toEqual([
      "urn:pulumi:dev::sample::sample:index:Shop$aws:sqs/queue:Queue::store-orders",
      "urn:pulumi:dev::sample::sample:index:Old$aws:sqs/queue:Queue::shop-orders",
    ]);
    expect(resourceOf(recording, "topic").options.aliases).toEqual([
      "urn:pulumi:dev::sample::sample:index:Shop$aws:sns/old:Old::topic",
      "urn:pulumi:other::else::aws:sns/topic:Topic::topic",
    ]);
  });

  it("waits for what a component holds where a resource depends on it", () => {
    expect(resourceOf(recording, "topic").dependencies).toEqual([resourceOf(recording, "shop-orders").urn]);
  });

  it("adopts under the id that is given, before a provider has made up a name", () => {
    const { op, id, options, inputs } = resourceOf(recording, "adopted");
    expect(op).toBe("import");
    expect(id).toBe("https://sqs/adopted");
    expect(inputs).toEqual({});
    expect(options).toEqual({
      import: "https://sqs/adopted",
      version: expect.any(String),
      replaceWith: [resourceOf(recording, "log").urn],
    });
  });
});

// The SDK hands protection down itself; what a provider registers for a remote component gets it from the engine.
it("protects what a provider registers below a protected component", async () => {
  const recording = await record(`
    import * as awsx from "@pulumi/awsx";
    new awsx.ecr.Repository("images", {}, { protect: true });
  `);
  const children = recording.plan.resources.filter(({ parent }) => parent?.endsWith("awsx:ecr:Repository::images"));
  expect(children.map(({ type }) => type)).toContain("aws:ecr/repository:Repository");
  expect(children.map(({ options }) => options.protect)).toEqual(children.map(() => true));
});
