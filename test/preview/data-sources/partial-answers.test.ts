import { isUnknown } from "../../../model/value";
import { record, resourceOf } from "../recorder/program";

const PROGRAM = `
const vpc = aws.ec2.getVpcOutput({ default: true });
const topic = (name: string, displayName: pulumi.Input<string>) => new aws.sns.Topic(name, { displayName });
topic("known", vpc.apply((v) => v.cidrBlock));
topic("later", vpc.apply(async (v) => v.cidrBlock));
topic("whole", vpc.apply((v) => v).cidrBlock);
topic("own", vpc.cidrBlock);
topic("unknown", vpc.apply((v) => v.mainRouteTableId));
topic("unknown-later", vpc.apply(async (v) => "rtb " + v.mainRouteTableId));
topic("written", vpc.apply((v) => JSON.stringify(v)));
topic("never", vpc.apply((v) => v.mainRouteTableId).apply(() => { throw new Error("called without a value"); }));
topic("decoded", aws.ecr.getAuthorizationTokenOutput({}).apply((token) => {
  const [user, password] = Buffer.from(token.authorizationToken, "base64").toString().split(":");
  if (!password) throw new Error("called with something else");
  return user;
}));
const made = new aws.ec2.Vpc("made");
topic("of-unknown", aws.ec2.getVpcOutput({ id: made.id }).apply((v) => v.cidrBlock));
vpc.apply((v) => { topic("inside", v.cidrBlock); });
aws.secretsmanager.getSecretVersion({ secretId: "s" }).then((version) => {
  const { user } = JSON.parse(version.secretString);
  topic("parsed", user);
});
topic("parsed-own", JSON.parse('{ "a": "b" }').a);
`;

describe("an answer that is known in part", () => {
  it("is known where a callback looks at nothing else, and unknown from where it does", async () => {
    const recording = await record(PROGRAM);
    const displayed = (name: string) => resourceOf(recording, name).inputs.displayName;
    for (const name of ["known", "later", "whole", "own", "inside"])
      expect([name, displayed(name)]).toEqual([name, "172.31.0.0/16"]);
    expect(displayed("parsed-own")).toBe("b");
    for (const name of ["unknown", "unknown-later", "written", "never", "decoded", "of-unknown", "parsed"]) {
      expect([name, isUnknown(displayed(name))]).toEqual([name, true]);
    }
  });

  it("lets an error of the callback's own through", async () => {
    await expect(
      record(`aws.ec2.getVpcOutput({ default: true }).apply((v) => { throw new Error("own " + v.cidrBlock); });`),
    ).rejects.toThrow("own 172.31.0.0/16");
  });
});
