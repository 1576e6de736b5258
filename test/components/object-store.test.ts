import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "../../components/access";
import { ObjectReplication } from "../../components/object-replication";
import { ObjectStore, type ObjectStoreArgs } from "../../components/object-store";
import { mistakesOf, type RecordedResources, record, resolved } from "./recorded-resources";

const BUCKET = "aws:s3/bucket:Bucket";
const CORS = "aws:s3/bucketCorsConfiguration:BucketCorsConfiguration";
const LIFECYCLE = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

function json(text: unknown) {
  return JSON.parse(String(text));
}

describe("ObjectStore", () => {
  const store = (args?: ObjectStoreArgs) => record(() => new ObjectStore("uploads", args));
  const statements = (recorded: RecordedResources) =>
    json(recorded.one("aws:s3/bucketPolicy:BucketPolicy").inputs.policy).Statement;

  it("closes every way of making it public", async () => {
    expect((await store()).one("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock").inputs).toMatchObject({
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  });

  it("belongs to the account alone: access lists have no effect", async () => {
    const { inputs } = (await store()).one("aws:s3/bucketOwnershipControls:BucketOwnershipControls");
    expect(inputs.rule).toEqual({ objectOwnership: "BucketOwnerEnforced" });
  });

  it("keeps replaced and deleted objects for thirty days, then lets them go", async () => {
    const recorded = await store();
    expect(recorded.one("aws:s3/bucketVersioning:BucketVersioning").inputs.versioningConfiguration).toEqual({
      status: "Enabled",
    });
    const { rules } = recorded.one("aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration").inputs;
    expect(rules).toMatchObject([
      { status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 }, abortIncompleteMultipartUpload: {} },
    ]);
    expect(rules).not.toMatchObject([{ expiration: expect.anything() }]);
  });

  it("is encrypted", async () => {
    const type = "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration";
    expect((await store()).one(type).inputs.rules).toMatchObject([
      { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } },
    ]);
  });

  it("refuses every request without TLS, and allows nobody by itself", async () => {
    expect(statements(await store())).toEqual([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["arn:aws:uploads", "arn:aws:uploads/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("lets the distributions that are named read, and no other", async () => {
    const [, reader] = statements(await store({ distributionArns: ["arn:aws:edge"] }));
    expect(reader).toMatchObject({
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Action: "s3:GetObject",
      Condition: { StringEquals: { "AWS:SourceArn": ["arn:aws:edge"] } },
    });
  });

  it("lets code list, read, write and delete its objects, and touch no setting", async () => {
    let access: Access | undefined;
    await record(() => {
      access = new ObjectStore("uploads").access();
    });
    const resources = (access?.statements ?? []).flatMap((statement) => statement.resources);
    expect(access?.statements?.map(({ actions }) => actions)).toEqual([
      ["s3:ListBucket"],
      ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
    ]);
    expect(await resolved(pulumi.all(resources))).toEqual(["arn:aws:uploads", "arn:aws:uploads/*"]);
    expect(await resolved(pulumi.all(access?.environment ?? {}))).toEqual({ BUCKET: "uploads" });
  });

  it("is closed before it has a policy, and keeps versions before it lets old ones go", async () => {
    const recorded = await store();
    expect(recorded.one("aws:s3/bucketPolicy:BucketPolicy").dependsOnTypes).toContain(
      "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
    );
    expect(recorded.one(LIFECYCLE).dependsOnTypes).toContain("aws:s3/bucketVersioning:BucketVersioning");
  });

  it("deletes objects that never move, and clears uploads that nobody ended after a week", async () => {
    const { rules } = (await store({ expireAfterDays: 90 })).one(LIFECYCLE).inputs;
    expect(rules).toEqual([
      expect.objectContaining({ abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }),
      { id: "objects", status: "Enabled", filter: {}, expiration: { days: 90 } },
    ]);
  });

  it("deletes no object before it moved", async () => {
    const wrong = (args: ObjectStoreArgs) => mistakesOf(() => new ObjectStore("uploads", args));
    expect(await wrong({ infrequentAccessAfterDays: 60, expireAfterDays: 60 })).toHaveProperty("expireAfterDays");
    expect(await wrong({ archiveAfterDays: 60, expireAfterDays: 60 })).toHaveProperty("expireAfterDays");
    expect(await wrong({ archiveAfterDays: 60, expireAfterDays: 61 })).toEqual({});
  });

  it("is protected, and never emptied to be deleted", async () => {
    const bucket = (await store()).one(BUCKET);
    expect(bucket.protect).toBe(true);
    expect(bucket.inputs.forceDestroy).toBe(false);
    expect((await store({ deletionProtection: false })).one(BUCKET).protect).toBe(false);
  });

  it("rejects old versions kept for no time", async () => {
    expect(await mistakesOf(() => new ObjectStore("uploads", { oldVersionDays: 0 }))).toHaveProperty("oldVersionDays");
  });

  it("lets no page of another origin in by default", async () => {
    expect((await store()).names(CORS)).toEqual([]);
  });

  it("lets the pages that are named upload and read by presigned URL, and learn the entity tag", async () => {
    const recorded = await store({ uploadOrigins: ["https://app.example.com"] });
    expect(recorded.one(CORS).inputs).toMatchObject({
      bucket: "uploads-id",
      corsRules: [
        {
          allowedOrigins: ["https://app.example.com"],
          allowedMethods: ["GET", "HEAD", "PUT"],
          allowedHeaders: ["*"],
          exposeHeaders: ["ETag"],
        },
      ],
    });
  });

  it.each(["*", "https://*.example.com/", "https://app.example.com/page", "app.example.com"])(
    "rejects %s as an origin",
    async (origin) => {
      expect(await mistakesOf(() => new ObjectStore("uploads", { uploadOrigins: [origin] }))).toEqual({
        uploadOrigins: `must be origins without a path, such as https://app.example.com, got ${origin}`,
      });
    },
  );

  it("moves and deletes objects when told so, each in its time", async () => {
    const recorded = await store({ infrequentAccessAfterDays: 30, archiveAfterDays: 90, expireAfterDays: 365 });
    const { rules } = recorded.one(LIFECYCLE).inputs;
    expect(rules).toEqual([
      expect.objectContaining({ id: "old-versions" }),
      {
        id: "objects",
        status: "Enabled",
        filter: {},
        transitions: [
          { days: 30, storageClass: "STANDARD_IA" },
          { days: 90, storageClass: "GLACIER_IR" },
        ],
        expiration: { days: 365 },
      },
    ]);
  });

  it("moves objects without ever deleting them", async () => {
    const { rules } = (await store({ archiveAfterDays: 1 })).one(LIFECYCLE).inputs;
    expect(rules).toMatchObject([{}, { transitions: [{ days: 1, storageClass: "GLACIER_IR" }] }]);
    expect(JSON.stringify(rules)).not.toContain('"expiration"');
  });

  it("rejects an order of days that S3 refuses, all at once", async () => {
    const args = { infrequentAccessAfterDays: 10, archiveAfterDays: 20, expireAfterDays: 15 };
    expect(await mistakesOf(() => new ObjectStore("uploads", args))).toEqual({
      infrequentAccessAfterDays: "must be a whole number between 30 and 3650, got 10",
      archiveAfterDays: "must be a whole number between 40 and 3650, got 20",
      expireAfterDays: "must be a whole number between 21 and 3650, got 15",
    });
  });
});

describe("ObjectReplication", () => {
  const CONFIG = "aws:s3/bucketReplicationConfig:BucketReplicationConfig";
  const pair = () =>
    record(() => {
      const from = new ObjectStore("uploads");
      const to = new ObjectStore("copy");
      new ObjectReplication("uploads-to-copy", { from, to });
    });

  it("copies everything, deletions included, to the other store", async () => {
    expect((await pair()).one(CONFIG).inputs).toMatchObject({
      bucket: "uploads",
      role: "arn:aws:uploads-to-copy",
      rules: [
        {
          status: "Enabled",
          filter: {},
          deleteMarkerReplication: { status: "Enabled" },
          sourceSelectionCriteria: { replicaModifications: { status: "Enabled" } },
          destination: { bucket: "arn:aws:copy" },
        },
      ],
    });
  });

  it("starts when both stores keep versions, which S3 asks for", async () => {
    const { dependsOn, dependsOnTypes } = (await pair()).one(CONFIG);
    const versioned = dependsOn.filter((_, i) => dependsOnTypes[i] === "aws:s3/bucketVersioning:BucketVersioning");
    expect([...versioned].sort()).toEqual(["copy", "uploads"]);
    expect(dependsOnTypes).toContain("aws:iam/rolePolicy:RolePolicy");
  });

  it("may read the one and write copies to the other, and nothing else", async () => {
    const recorded = await pair();
    const { Statement } = json(recorded.one("aws:iam/rolePolicy:RolePolicy").inputs.policy);
    const allowed = Statement.map(({ Action, Resource }: { Action: string[]; Resource: string[] }) => [
      Resource,
      Action.every((action) => /^s3:(Get|List)/.test(action)),
    ]);
    expect(allowed).toEqual([
      [["arn:aws:uploads"], true],
      [["arn:aws:uploads/*"], true],
      [["arn:aws:copy/*"], false],
    ]);
    expect(Statement[2].Action).toEqual(["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"]);
    expect(json(recorded.one("aws:iam/role:Role").inputs.assumeRolePolicy).Statement[0].Principal).toEqual({
      Service: "s3.amazonaws.com",
    });
  });

  it("belongs to the store that it copies from, and is where that is", async () => {
    const recorded = await record(() => {
      const from = new ObjectStore("uploads", {}, { provider: new aws.Provider("second", { region: "eu-central-1" }) });
      new ObjectReplication("uploads-to-copy", { from, to: new ObjectStore("copy") });
    });
    expect(recorded.one("zero-to-millions:data:ObjectReplication").parent).toBe("uploads");
    expect(recorded.one(CONFIG).provider).toContain("::second::");
    expect(recorded.one(BUCKET, "copy").provider).toBe("");
  });

  it("does not wait for all that is in its stores, which it is itself", async () => {
    expect((await pair()).one("zero-to-millions:data:ObjectReplication").inputs).toEqual({});
  });

  it("rejects a store that is copied to itself", async () => {
    const itself = () => {
      const store = new ObjectStore("uploads");
      new ObjectReplication("loop", { from: store, to: store });
    };
    expect(await mistakesOf(itself)).toHaveProperty("to");
  });
});
