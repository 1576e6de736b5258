import { assumedBy, gather, policyDocument, secretStatements, valueFrom } from "../../components/access";
import { Cluster } from "../../components/cluster";
import { Network } from "../../components/network";
import { Server } from "../../components/server";
import { record, resolved } from "./recorded-resources";
import { DATABASE, IMAGE, statementsOf, UPLOADS } from "./task-programs";

describe("what code needs to use something", () => {
  it("is nothing where it uses nothing", () => {
    expect(gather([])).toEqual({ environment: {}, secrets: {}, statements: [], mounts: [], after: [] });
    expect(gather([{ name: "nothing" }])).toEqual(gather([]));
  });

  it("is all that each thing asks for", () => {
    expect(gather([DATABASE, UPLOADS])).toEqual({
      environment: UPLOADS.environment,
      secrets: DATABASE.secrets,
      statements: UPLOADS.statements,
      mounts: [],
      after: [],
    });
  });

  it("has what it waits for and what it mounts, of whatever asks for any", async () => {
    const after: Cluster[] = [];
    await record(() => {
      after.push(new Cluster("first"), new Cluster("second"));
    });
    const uses = after.map((cluster, index) => ({ name: `use-${index}`, after: [cluster] }));
    expect(gather([{ name: "nothing" }, ...uses]).after).toEqual(after);
  });

  it("names one key of a secret, of its newest version or of one", async () => {
    await record(() => undefined);
    expect(await resolved(valueFrom({ secretArn: "arn:secret", key: "url" }))).toBe("arn:secret:url::");
    expect(await resolved(valueFrom({ secretArn: "arn:secret", key: "url", versionId: "2" }))).toBe(
      "arn:secret:url::2",
    );
  });

  it("reads each secret by one statement, and none where there is none", () => {
    const secret = { secretArn: "arn:secret", key: "url" };
    expect(secretStatements({ URL: secret, PASSWORD: { ...secret, key: "password" } })).toEqual([
      { actions: ["secretsmanager:GetSecretValue"], resources: ["arn:secret"] },
    ]);
    expect(secretStatements({})).toEqual([]);
  });
});

describe("the documents of a role", () => {
  it("allow the statements and nothing else", async () => {
    await record(() => undefined);
    const document = policyDocument([{ actions: ["s3:GetObject"], resources: ["arn:uploads/*"] }]);
    expect(JSON.parse(await resolved(document))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:uploads/*"] }],
    });
  });

  it("let a server be taken by EC2, reached by a console without SSH, and write its own log, and nothing else", async () => {
    const recorded = await record(
      () => new Server("shop", { network: new Network("main"), image: IMAGE, instanceType: "t4g.small" }),
    );
    const log = recorded.one("aws:cloudwatch/logGroup:LogGroup");
    expect(statementsOf(recorded, "shop")).toEqual([
      {
        Effect: "Allow",
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resource: [`arn:aws:${log.name}:*`],
      },
    ]);
    expect(recorded.one("aws:iam/role:Role", "shop").inputs.assumeRolePolicy).toBe(assumedBy("ec2.amazonaws.com"));
    expect(recorded.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment", "shop-console").inputs).toEqual({
      role: "shop",
      policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
    });
    expect(recorded.one("aws:iam/instanceProfile:InstanceProfile").inputs).toMatchObject({ role: "shop" });
  });

  it("trust one service", () => {
    expect(JSON.parse(assumedBy("ec2.amazonaws.com"))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
  });
});
