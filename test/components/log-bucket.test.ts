import { FlowLogs } from "../../components/flow-logs";
import { LoadBalancer, Target } from "../../components/load-balancer";
import { Network } from "../../components/network";
import { type RecordedResources, record } from "./recorded-resources";

interface Statement {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string;
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

function statements(recorded: RecordedResources): readonly Statement[] {
  return JSON.parse(String(recorded.one("aws:s3/bucketPolicy:BucketPolicy").inputs.policy)).Statement;
}

describe("A bucket for logs", () => {
  it("lets a service write that says nothing of itself, without a condition that has no key", async () => {
    const recorded = await record(
      () =>
        new LoadBalancer("front", {
          network: new Network("main"),
          targets: Target.Tasks,
          plainHttp: true,
          accessLogDays: 30,
        }),
    );
    const [write] = statements(recorded).filter(({ Sid }) => Sid === "ServiceWritesLogs");
    expect(write).toBeDefined();
    expect(write).not.toHaveProperty("Condition");
  });

  it("lets one that names the account write and look for this account alone", async () => {
    const recorded = await record(() => new Network("main", { flowLogs: FlowLogs.S3 }));
    const byName = new Map(statements(recorded).map(({ Sid, Condition }) => [Sid, Condition]));
    const account = { "aws:SourceAccount": "111122223333" };
    expect(byName.get("ServiceWritesLogs")).toEqual({
      StringEquals: { ...account, "s3:x-amz-acl": "bucket-owner-full-control" },
    });
    expect(byName.get("ServiceReadsAcl")).toEqual({ StringEquals: account });
  });

  it("is private and encrypted, refuses what is not encrypted on its way, and keeps what is in it when it is taken away", async () => {
    const recorded = await record(() => new Network("main", { flowLogs: FlowLogs.S3 }));
    const { name, inputs } = recorded.one("aws:s3/bucket:Bucket");
    expect(inputs).toMatchObject({ forceDestroy: false, tags: { Name: name } });
    expect(recorded.one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).toEqual({
      bucket: `${name}-id`,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    expect(recorded.one("aws:s3/bucketOwnershipControls:BucketOwnershipControls").inputs).toEqual({
      bucket: `${name}-id`,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    expect(
      recorded.one("aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration").inputs,
    ).toEqual({ bucket: `${name}-id`, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] });
    const policy = recorded.one("aws:s3/bucketPolicy:BucketPolicy");
    expect(policy.dependsOnTypes).toContain("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock");
    expect(JSON.parse(String(policy.inputs.policy)).Version).toBe("2012-10-17");
    expect(statements(recorded)[0]).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Action: "s3:*",
      Resource: [`arn:aws:${name}`, `arn:aws:${name}/*`],
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    });
  });

  it("is written by one service, under the number of this account, and emptied as logs grow old", async () => {
    const recorded = await record(
      () =>
        new LoadBalancer("front", {
          network: new Network("main"),
          targets: Target.Tasks,
          plainHttp: true,
          accessLogDays: 30,
        }),
    );
    const { name } = recorded.one("aws:s3/bucket:Bucket");
    expect(statements(recorded).slice(1)).toEqual([
      {
        Sid: "ServiceWritesLogs",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `arn:aws:${name}/AWSLogs/111122223333/*`,
      },
    ]);
    expect(recorded.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs).toEqual({
      bucket: `${name}-id`,
      rules: [{ id: "old-logs", status: "Enabled", filter: {}, expiration: { days: 30 } }],
    });
  });
});
