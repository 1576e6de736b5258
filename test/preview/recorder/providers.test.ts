import { UNKNOWN } from "../../../model/value";
import type { Recording } from "../../../preview/recorder";
import { record, resourceOf } from "./program";

describe("providers", () => {
  let recording: Recording;
  const providerOf = (name: string) => resourceOf(recording, name).provider;

  beforeAll(async () => {
    recording = await record(`
      class Site extends pulumi.ComponentResource {
        constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
          super("sample:index:Site", name, {}, opts);
          const bucket = new aws.s3.Bucket(name, {}, { parent: this });
          new aws.s3.BucketVersioning(name + "-versions", {
            bucket: bucket.id, versioningConfiguration: { status: "Enabled" },
          }, { parent: bucket });
        }
      }
      const west = new aws.Provider("west", { region: "us-west-2", defaultTags: { tags: { team: "a" } } });
      const role = new aws.iam.Role("role", { assumeRolePolicy: "{}" });
      const assuming = new aws.Provider("assuming", { region: "eu-west-1", assumeRoles: [{ roleArn: role.arn }] });
      const asked = new aws.sqs.Queue("asked-nothing", { delaySeconds: 5 }, { provider: assuming });
      new aws.sqs.Queue("unchecked", { tags: { role: role as unknown as string } }, { provider: assuming });
      new aws.sqs.Queue("checked", { tags: { role: role as unknown as string } });
      new aws.sns.Topic("after", { displayName: pulumi.interpolate\`\${asked.delaySeconds}\` });
      const withKey = new aws.Provider("keyed", { secretKey: pulumi.secret("hush") }, { envVarMappings: { A: "B" } });
      new aws.sqs.Queue("named", {}, { provider: withKey });
      new aws.sqs.Queue("plain");
      new aws.sqs.Queue("west-queue", {}, { provider: west });
      new aws.sqs.Queue("elsewhere", { region: "ap-south-1" });
      new Site("local");
      new Site("remote", { provider: west });
      new Site("listed", { providers: { aws: west } });
      const zones = aws.getAvailabilityZonesOutput({}, { provider: west });
      export const names = zones.names;
      export const nobody = aws.getCallerIdentityOutput({}, { provider: assuming }).accountId;
      export const elsewhere = aws.getAvailabilityZonesOutput({ region: "ap-northeast-1" }).names;
    `);
  });

  it("names the default provider without listing it", () => {
    expect(providerOf("plain")).toBe("urn:pulumi:dev::sample::pulumi:providers:aws::default");
    expect(recording.plan.resources.map(({ name }) => name)).not.toContain("default");
  });

  it("names an explicit provider, which is a resource without one of its own", () => {
    expect(providerOf("west-queue")).toBe("urn:pulumi:dev::sample::pulumi:providers:aws::west");
    expect(resourceOf(recording, "west")).toMatchObject({
      custom: true,
      provider: null,
      inputs: { region: "us-west-2", __internal: {}, defaultTags: '{"tags":{"team":"a"}}' },
    });
  });

  it.each(["remote", "listed"])("passes the providers of the component %s to its children and theirs", (name) => {
    expect(providerOf(`${name}-versions`)).toBe("urn:pulumi:dev::sample::pulumi:providers:aws::west");
    expect(resourceOf(recording, name, "s3/bucket:").provider).toBe(providerOf(`${name}-versions`));
    expect(resourceOf(recording, "local", "s3/bucket:").provider).toContain("::default");
  });

  it("asks nothing of a provider whose configuration is not known yet", () => {
    expect(resourceOf(recording, "asked-nothing").inputs).toEqual({ delaySeconds: 5 });
    expect(resourceOf(recording, "after").inputs.displayName).toBe(UNKNOWN);
    // Only what a provider is asked has an id in place of a resource.
    expect(resourceOf(recording, "checked").inputs.tags).toEqual({ role: UNKNOWN });
    expect(resourceOf(recording, "unchecked").inputs.tags).toMatchObject({
      role: { urn: resourceOf(recording, "role").urn, id: "" },
    });
    expect(resourceOf(recording, "named").autoNamed).toEqual(["name"]);
  });

  it("has an empty answer from it, as an engine has, and says so", () => {
    expect(recording.plan.outputs).not.toHaveProperty("nobody");
    expect(recording.assumed).toContainEqual({
      subject: "aws:index/getCallerIdentity:getCallerIdentity",
      urn: null,
      note: expect.stringContaining("pulumi:providers:aws::assuming is not known before a deployment"),
    });
  });

  it("lists the environment that a provider is started with", () => {
    expect(resourceOf(recording, "keyed").inputs.__internal).toEqual({ envVarMappings: { A: "B" } });
  });

  it("keeps the region that a resource names itself", () => {
    expect(resourceOf(recording, "elsewhere").inputs.region).toBe("ap-south-1");
  });

  it("answers data sources for the region of the provider, or of the call", () => {
    expect(recording.plan.outputs).toMatchObject({
      names: ["us-west-2a", "us-west-2b", "us-west-2c", "us-west-2d"],
      elsewhere: ["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"],
    });
  });

  it("knows the region of the default provider", () => {
    expect(recording.plan.region).toBe("eu-west-1");
  });
});
