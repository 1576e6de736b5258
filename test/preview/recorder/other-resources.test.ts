import { UNKNOWN } from "../../../model/value";
import type { Recording } from "../../../preview/recorder";
import { record, resourceOf } from "./program";

describe("resources of other kinds", () => {
  let recording: Recording;
  beforeAll(async () => {
    recording = await record(`
      const provider: pulumi.dynamic.ResourceProvider = {
        async create(inputs) { return { id: "x", outs: inputs }; },
      };
      class Seed extends pulumi.dynamic.Resource {
        declare readonly made: pulumi.Output<string>;
        constructor(name: string) { super(provider, name, { made: undefined, size: 3 }); }
      }
      const seed = new Seed("seed");
      const bucket = aws.s3.Bucket.get("existing", "my-bucket", { bucket: "my-bucket" }, { protect: true });
      new aws.sqs.Queue("queue", { tags: { made: seed.made, bucket: bucket.id, domain: bucket.bucketDomainName } });

      class Remote extends pulumi.ComponentResource {
        declare readonly url: pulumi.Output<string>;
        constructor(name: string, args: pulumi.Inputs) {
          super("nobody:index:Remote", name, { ...args, url: undefined }, {}, true);
        }
        measure(): pulumi.Output<number> {
          return pulumi.runtime.call("nobody:index:Remote/measure", { __self__: this, by: 2 }, this) as pulumi.Output<any>;
        }
      }
      const remote = new Remote("remote", { queue: seed.made, size: 1, secret: pulumi.secret("hush") });
      export const url = remote.url;
      export const size = remote.measure();
      new aws.sqs.Queue("measured", { tags: { size: remote.measure().apply(String) } });
      export const stashed = new pulumi.Stash("stash", { input: "kept" }).output;
      class Packaged extends pulumi.CustomResource {
        constructor(name: string) {
          super("alien:index:Thing", name, { a: 1 }, {}, false, alien());
        }
      }
      const alien = () => pulumi.runtime.registerPackage({
        baseProviderName: "terraform-provider", baseProviderVersion: "0.1.0", baseProviderDownloadUrl: "",
        packageName: "alien", packageVersion: "1.0.0", base64Parameter: "e30=",
      });
      class AlienProvider extends pulumi.ProviderResource {
        constructor(name: string) { super("alien", name, { b: 2 }, {}, false, alien()); }
      }
      new AlienProvider("explicit");
      new Packaged("packaged");
    `);
  });

  it("records a dynamic resource with the code of its provider", () => {
    const seed = resourceOf(recording, "seed");
    expect(seed).toMatchObject({
      type: "pulumi-nodejs:dynamic:Resource",
      provider: "urn:pulumi:dev::sample::pulumi:providers:pulumi-nodejs::default",
      inputs: { size: 3 },
    });
    expect(String(seed.inputs.__provider)).toContain('return { id: "x", outs: inputs }');
  });

  it("records a resource that is read, with its id and nothing else known", () => {
    expect(resourceOf(recording, "existing")).toMatchObject({
      op: "read",
      external: true,
      id: "my-bucket",
      custom: true,
    });
    expect(resourceOf(recording, "queue").inputs.tags).toEqual({ made: UNKNOWN, bucket: "my-bucket", domain: UNKNOWN });
    expect(resourceOf(recording, "queue").dependencies).toEqual([
      resourceOf(recording, "existing").urn,
      resourceOf(recording, "seed").urn,
    ]);
  });

  it("records a remote component that nobody knows as one resource, and says so", () => {
    const remote = resourceOf(recording, "remote");
    expect(remote).toMatchObject({ custom: false, provider: null, inputs: { size: 1, queue: UNKNOWN } });
    expect(remote.dependencies).toEqual([resourceOf(recording, "seed").urn]);
    expect(recording.assumed).toContainEqual({
      subject: "nobody:index:Remote",
      urn: remote.urn,
      note: "The children of this remote component are not known here.",
    });
    expect(recording.plan.outputs).toMatchObject({ url: UNKNOWN, size: UNKNOWN });
    expect(resourceOf(recording, "measured").propertyDependencies.tags).toContain(remote.urn);
  });

  it("records resources of parameterised packages and of Pulumi itself", () => {
    expect(resourceOf(recording, "packaged").provider).toBe("urn:pulumi:dev::sample::pulumi:providers:alien::default");
    expect(resourceOf(recording, "explicit").inputs).toEqual({
      b: 2,
      __internal: { name: "terraform-provider", version: "0.1.0", parameterization: "e30=" },
    });
    expect(resourceOf(recording, "stash")).toMatchObject({ type: "pulumi:index:Stash", inputs: { input: "kept" } });
    expect(recording.plan.outputs.stashed).toBe("kept");
  });
});
