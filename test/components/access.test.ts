import { assumedBy, gather, policyDocument, secretStatements, valueFrom } from "../../components/access";
import { record, resolved } from "./recorded-resources";
import { DATABASE, UPLOADS } from "./task-programs";

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

  it("trust one service", () => {
    expect(JSON.parse(assumedBy("ec2.amazonaws.com"))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
  });
});
