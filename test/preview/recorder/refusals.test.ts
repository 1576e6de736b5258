import { failureOf, record, resourceOf } from "./program";

describe("what an engine refuses", () => {
  it.each([
    ["new pulumi.asset.FileArchive('./dist')", "couldn't read archive path './dist': it does not exist"],
    ["new pulumi.asset.FileArchive('./index.ts')", "'./index.ts' is neither a recognized archive type nor a directory"],
    [
      "new pulumi.asset.AssetArchive({ 'a.js': new pulumi.asset.FileAsset('a.js') })",
      "asset file 'a.js' does not exist",
    ],
  ])("code of %s", async (code, problem) => {
    const { message } = await failureOf(`new aws.lambda.LayerVersion("layer", { layerName: "l", code: ${code} });`);
    expect(message).toBe(`aws:lambda/layerVersion:LayerVersion resource 'layer' has a problem: ${problem}`);
  });

  it("a folder as a file", async () => {
    const { message } = await failureOf(
      'new aws.s3.BucketObjectv2("object", { bucket: "b", source: new pulumi.asset.FileAsset("..") });',
    );
    expect(message).toContain("asset path '..' is a directory; try using an archive");
  });

  it("variables of the environment for what is no provider", async () => {
    const { message } = await failureOf(
      'new aws.sqs.Queue("queue", {}, { envVarMappings: { A: "B" } } as pulumi.CustomResourceOptions);',
    );
    expect(message).toContain("envVarMappings can only be used with provider resources");
  });

  it("a parent that was never registered, and a provider that was not", async () => {
    const parent = await failureOf(`
      const gone = new pulumi.DependencyResource("urn:pulumi:dev::sample::a:b:C::gone");
      new aws.sqs.Queue("queue", {}, { parent: gone });
    `);
    expect(parent.message).toContain("Could not find parent resource urn:pulumi:dev::sample::a:b:C::gone");
    const provider = await failureOf(`
      const gone = new pulumi.DependencyProviderResource("urn:pulumi:dev::sample::pulumi:providers:aws::gone::id");
      new aws.sqs.Queue("queue", {}, { provider: gone });
    `);
    expect(provider.message).toContain("Unknown provider 'urn:pulumi:dev::sample::pulumi:providers:aws::gone'");
  });

  it("but not an alias to what the same program makes", async () => {
    const recording = await record(`
      new aws.sqs.Queue("one");
      new aws.sqs.Queue("two", {}, { aliases: [{ name: "one" }] });
    `);
    expect(resourceOf(recording, "two").op).toBe("create");
  });
});
