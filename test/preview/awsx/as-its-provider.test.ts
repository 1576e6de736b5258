import { failureOf, record, resourceOf } from "../recorder/program";

const program = (body: string): string => `import * as awsx from "@pulumi/awsx";\n${body}`;

describe("what the provider of awsx says of a network", () => {
  const endpoints = `[
    { serviceName: "s3" }, { serviceName: "sqs", vpcEndpointType: "Interface" },
    { serviceName: "dynamodb", routeTableIds: ["rtb-1"] }, { serviceName: "sns", vpcEndpointType: "Interface", subnetIds: ["a"] },
  ]`;

  it("warns of endpoints in no subnet and no route table, each with its name", async () => {
    const { messages } = await record(program(`new awsx.ec2.Vpc("net", { vpcEndpointSpecs: ${endpoints} });`));
    expect(messages).toEqual([
      expect.objectContaining({ severity: "warning", text: expect.stringContaining("s3 Gateway endpoint") }),
      expect.objectContaining({ severity: "warning", text: expect.stringContaining("sqs Interface endpoint") }),
    ]);
  });

  it("says nothing where the endpoints' places are filled in", async () => {
    const spec = '[{ serviceName: "s3" }, { serviceName: "sqs", vpcEndpointType: "Interface" }]';
    const args = `{ vpcEndpointStrategy: "Auto", subnetStrategy: "Auto", vpcEndpointSpecs: ${spec} }`;
    expect((await record(program(`new awsx.ec2.Vpc("net", ${args});`))).messages).toEqual([]);
  });

  it("warns of subnets described without a strategy, and writes out what to set", async () => {
    const specs = '[{ type: "Public", cidrMask: 24 }, { type: "Private", cidrMask: 20 }]';
    const { messages } = await record(program(`new awsx.ec2.Vpc("net", { subnetSpecs: ${specs} });`));
    const urn = "urn:pulumi:dev::sample::awsx:ec2:Vpc::net";
    expect(messages).toEqual([{ severity: "warning", urn, text: expect.stringMatching(/"Auto": \[.*"cidrMask":20/) }]);
  });
});

describe("options of a component that its provider registers", () => {
  const repository = (options: string): string =>
    `import * as pulumi from "@pulumi/pulumi"; import * as aws from "@pulumi/aws"; import * as awsx from "@pulumi/awsx";
    const log = new aws.s3.Bucket("log");
    const options = ${options} as pulumi.CustomResourceOptions;
    new awsx.ecr.Repository("images", {}, options);`;
  const optionsOf = async (options: string) =>
    resourceOf(await record({ "index.ts": repository(options) }), "images", "awsx:").options;

  it("loses those that its provider's SDK does not hand on", async () => {
    const lost = `{ protect: true, ignoreChanges: ["a"], customTimeouts: { create: "5m", delete: "1h" }, deleteBeforeReplace: true,
      hideDiffs: ["b"], replaceWith: [log], replacementTrigger: "x", additionalSecretOutputs: ["url"] }`;
    expect(await optionsOf(lost)).toEqual({
      protect: true,
      ignoreChanges: ["a"],
      customTimeouts: { create: 300 },
      version: expect.any(String),
    });
  });

  it("refuses deletedWith, of its own or of its parent, as an engine does", async () => {
    const { message } = await failureOf({ "index.ts": repository("{ deletedWith: log }") });
    expect(message).toContain('The component awsx:ecr:Repository "images" cannot have deletedWith');
  });
});
