import { Secret, UNKNOWN } from "../../../model/value";
import { failureOf, record, resourceOf } from "./program";

const resource = (provider: string) => `
  const provider: pulumi.dynamic.ResourceProvider = {
    async create(inputs) { return { id: "x", outs: inputs }; },
    ${provider}
  };
  class Seed extends pulumi.dynamic.Resource {
    constructor(name: string, props: pulumi.Inputs, opts?: pulumi.CustomResourceOptions) {
      super(provider, name, props, opts);
    }
  }
`;

describe("dynamic providers", () => {
  it("check their resources in a preview: what they answer are the inputs", async () => {
    const recording = await record(`${resource(`
      async check(olds, news) {
        console.log("checking " + news.label);
        return { inputs: { label: news.label.toUpperCase(), from: news.topic, key: news.key, old: Object.keys(olds).length } };
      },
    `)}
      const topic = new aws.sns.Topic("topic");
      new Seed("seed", { label: "a", dropped: 1, key: pulumi.secret("hush"), topic: topic.arn });
      new Seed("adopted", { label: "b" }, { import: "x" });
    `);
    const { inputs, dependencies, propertyDependencies } = resourceOf(recording, "seed");
    expect(inputs).toEqual({
      label: "A",
      from: UNKNOWN,
      key: new Secret("hush"),
      old: 0,
      __provider: expect.stringContaining("toUpperCase"),
    });
    const topic = resourceOf(recording, "topic").urn;
    expect(dependencies).toEqual([topic]);
    expect(propertyDependencies).toEqual({ topic: [topic] });
    expect(resourceOf(recording, "adopted").inputs).toMatchObject({ label: "b" });
    expect(recording.messages).toContainEqual({ severity: "stdout", urn: null, text: "checking a" });
  });

  it("do not know of secrets: a list that holds one is secret as a whole", async () => {
    const recording = await record(`${resource("")}
      new Seed("seed", { list: [pulumi.secret("hush"), "open"], map: { a: pulumi.secret("hush"), b: "open" } });
    `);
    const { inputs } = resourceOf(recording, "seed");
    expect(inputs.list).toEqual(new Secret(["hush", "open"]));
    expect(inputs.map).toEqual({ a: new Secret("hush"), b: "open" });
  });

  it("fail the preview with what they refuse, without showing a secret", async () => {
    const check =
      'async check(olds, news) { return { inputs: news, failures: [{ property: "size", reason: "too big" }] }; },';
    const open = await failureOf(`${resource(check)}new Seed("seed", { size: 3 });`);
    expect(open.message).toBe(
      "pulumi-nodejs:dynamic:Resource resource 'seed': property size value {3} has a problem: too big",
    );
    const closed = await failureOf(`${resource(check)}new Seed("seed", { size: pulumi.secret("hush") });`);
    expect(closed.message).toContain("value [secret] has a problem");
    const thrown = await failureOf(
      `${resource('async check() { throw new Error("no such thing"); },')}new Seed("seed", {});`,
    );
    expect(thrown.message).toBe("pulumi-nodejs:dynamic:Resource resource 'seed' has a problem: no such thing");
  });

  it("are configured with the stack's configuration", async () => {
    const recording = await record({
      "index.ts": `import * as pulumi from "@pulumi/pulumi";${resource(`
        async configure(request) { (this as any).suffix = request.config.require("suffix"); },
        async check(olds, news) { return { inputs: { label: news.label + (this as any).suffix } }; },
      `)}new Seed("seed", { label: "a" });`,
      "Pulumi.dev.yaml": "config:\n  sample:suffix: -end\n",
    });
    expect(resourceOf(recording, "seed").inputs.label).toBe("a-end");
  });

  it("are named where their code cannot be loaded here", async () => {
    const recording = await record(`
      ${resource('async check(olds, news) { return { inputs: require("not-here-at-all")(news) }; },')}
      declare const require: any;
      new Seed("seed", { size: 3 });
    `);
    expect(resourceOf(recording, "seed").inputs).toMatchObject({ size: 3 });
    expect(recording.assumed).toContainEqual({
      subject: "pulumi-nodejs:dynamic:Resource",
      urn: resourceOf(recording, "seed").urn,
      note: expect.stringContaining("Cannot find module 'not-here-at-all'"),
    });
  });
});
