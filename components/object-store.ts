import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import { Mistakes } from "./mistakes";
import { type Tags, tagged } from "./tags";

export interface ObjectStoreArgs {
  /**
   * Days that replaced and deleted versions of an object are kept, 1 to 3650.
   * @default 30
   */
  readonly oldVersionDays?: number;
  /**
   * ARNs of CloudFront distributions that may read every object.
   * @default - nobody but those with IAM permissions
   */
  readonly distributionArns?: readonly pulumi.Input<string>[];
  /**
   * Whether Pulumi refuses to delete the bucket. AWS itself refuses while there are objects in it.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const ABANDONED_UPLOAD_DAYS = 7;
const MAX_VERSION_DAYS = 3_650;

/** A private S3 bucket: encrypted, versioned, reached over TLS only. S3 keeps objects in three zones or more. */
export class ObjectStore extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Host that the objects are read from, for a CDN. */
  readonly domainName: pulumi.Output<string>;
  private readonly accessName: string;

  constructor(name: string, args: ObjectStoreArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    // Left out of the component's own inputs, which must be known before its children: a distribution may read from it.
    super("zero-to-millions:data:ObjectStore", name, { ...args, distributionArns: undefined }, opts);
    const { oldVersionDays = 30, distributionArns = [], deletionProtection = true, tags } = args;
    new Mistakes().requireRange("oldVersionDays", oldVersionDays, 1, MAX_VERSION_DAYS).throwFor("ObjectStore", name);

    const bucket = new aws.s3.Bucket(
      name,
      { forceDestroy: false, tags: tagged(name, tags) },
      { parent: this, protect: deletionProtection },
    );
    const closed = this.closePublicAccess(name, bucket);
    this.protectObjects(name, bucket, oldVersionDays);
    new aws.s3.BucketPolicy(
      name,
      { bucket: bucket.id, policy: bucketPolicy(bucket.arn, distributionArns) },
      { parent: this, dependsOn: [closed] },
    );

    this.accessName = name;
    this.bucketName = bucket.bucket;
    this.arn = bucket.arn;
    this.domainName = bucket.bucketRegionalDomainName;
    this.registerOutputs({ bucketName: this.bucketName, arn: this.arn, domainName: this.domainName });
  }

  /** What code needs to read and write objects: `BUCKET` and the permissions. */
  access(): Access {
    return {
      name: this.accessName,
      environment: { BUCKET: this.bucketName },
      statements: [
        { actions: ["s3:ListBucket"], resources: [this.arn] },
        {
          actions: ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"],
          resources: [pulumi.interpolate`${this.arn}/*`],
        },
      ],
    };
  }

  private closePublicAccess(name: string, bucket: aws.s3.Bucket): pulumi.Resource {
    new aws.s3.BucketOwnershipControls(
      name,
      { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
      { parent: this },
    );
    return new aws.s3.BucketPublicAccessBlock(
      name,
      {
        bucket: bucket.id,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      { parent: this },
    );
  }

  private protectObjects(name: string, bucket: aws.s3.Bucket, oldVersionDays: number): void {
    new aws.s3.BucketServerSideEncryptionConfiguration(
      name,
      {
        bucket: bucket.id,
        rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" }, bucketKeyEnabled: true }],
      },
      { parent: this },
    );
    const versioning = new aws.s3.BucketVersioning(
      name,
      { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
      { parent: this },
    );
    new aws.s3.BucketLifecycleConfiguration(
      name,
      {
        bucket: bucket.id,
        rules: [
          {
            id: "old-versions",
            status: "Enabled",
            filter: {},
            noncurrentVersionExpiration: { noncurrentDays: oldVersionDays },
            abortIncompleteMultipartUpload: { daysAfterInitiation: ABANDONED_UPLOAD_DAYS },
          },
        ],
      },
      { parent: this, dependsOn: [versioning] },
    );
  }
}

function bucketPolicy(
  bucketArn: pulumi.Output<string>,
  distributionArns: readonly pulumi.Input<string>[],
): pulumi.Output<string> {
  const objects = pulumi.interpolate`${bucketArn}/*`;
  const tlsOnly = {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, objects],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const cdn = {
    Sid: "CdnReads",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: objects,
    Condition: { StringEquals: { "AWS:SourceArn": distributionArns } },
  };
  return pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: distributionArns.length > 0 ? [tlsOnly, cdn] : [tlsOnly],
  });
}
