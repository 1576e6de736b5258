import { UNKNOWN } from "../../../model/value";
import { failureOf, record, resourceOf } from "./program";

describe("functions of providers", () => {
  it("answers them at once, as an output, with unknown arguments and with dependencies", async () => {
    const recording = await record(`
      export = async () => {
        const region = await aws.getRegion();
        const queue = new aws.sqs.Queue("queue", { tags: { region: region.name } });
        const waits = aws.getAvailabilityZonesOutput({}, { dependsOn: [queue] });
        const asks = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [queue.arn] }] });
        const vpc = await aws.ec2.getVpc({ tags: { Name: "main" } });
        const zone = await aws.route53.getZone({ name: "example.com." });
        const secret = aws.getArnOutput({ arn: pulumi.secret("arn:aws:s3:::hush") });
        new aws.sns.Topic("topic", {
          tags: { zone: zone.zoneId, text: "zone " + zone.zoneId, list: waits.names[0], secret: secret.resource },
        });
        return { zone: zone.name, waits: waits.names, asks: asks.ids, vpc: vpc.id.slice(0, 4), text: \`\${zone.zoneId}/x\` };
      };
    `);
    expect(resourceOf(recording, "queue").inputs.tags).toEqual({ region: "eu-west-1" });
    expect(recording.plan.outputs).toEqual({
      zone: "example.com",
      waits: UNKNOWN,
      asks: UNKNOWN,
      vpc: "vpc-",
      text: UNKNOWN,
    });
    const tags: unknown = JSON.parse(JSON.stringify(resourceOf(recording, "topic").inputs.tags));
    expect(tags).toEqual({ zone: "<unknown>", text: "<unknown>", list: "<unknown>", secret: "[secret]" });
    expect(recording.assumed.map(({ subject }) => subject)).toEqual([
      "aws:ec2/getVpc:getVpc",
      "aws:route53/getZone:getZone",
    ]);
  });

  it("lets a program look into an answer that is not known", async () => {
    const { plan, assumed } = await record(`
      export = async () => {
        const organization = await aws.organizations.getOrganization();
        const policy = aws.iam.getPolicyOutput({ name: "x" });
        const made: string[] = [];
        for (const account of organization.accounts) made.push(account.name);
        const queue = new aws.sqs.Queue("queue", { name: organization.roots[0].id, policy: policy.policy });
        return {
          root: organization.roots[0].id,
          names: organization.accounts.map((account) => account.name),
          arn: policy.arn.apply((arn) => arn.length), name: policy.name, made, queueName: queue.name,
        };
      };
    `);
    expect(plan.outputs).toEqual({
      root: UNKNOWN,
      names: UNKNOWN,
      arn: UNKNOWN,
      name: "x",
      made: [],
      queueName: UNKNOWN,
    });
    expect(resourceOf({ plan, assumed } as never, "queue").inputs).toEqual({ name: UNKNOWN, policy: UNKNOWN });
  });

  it("fails a call as its provider would, so that the program can catch it", async () => {
    const call = 'aws.getArn({ arn: "nonsense" })';
    const { plan } = await record(`export const caught = ${call}.then(() => "no", (error) => String(error.message));`);
    expect(plan.outputs.caught).toContain('"nonsense" is not an ARN');
    expect((await failureOf(`export = async () => { await ${call}; };`)).message).toContain("is not an ARN");
  });
});
