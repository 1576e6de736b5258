import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import { Mistakes } from "./mistakes";
import { checkLifecycle, lifecycleRules, type ObjectLifecycleArgs } from "./object-lifecycle";
import { type Tags, tagged } from "./tags";

export interface ObjectStoreArgs extends ObjectLifecycleArgs {
  /**
   * Origins of the pages that upload and read objects by presigned URL, such as `https://app.example.com`. Browsers let
   * no others; who may do what is decided by the URL's signature.
   * @default - no page: servers and distributions only
   */
  readonly uploadOrigins?: readonly pulumi.Input<string>[];
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

/** Seconds that a browser may remember whom the bucket lets in. */
const CORS_SECONDS = 3_600;

/** A private S3 bucket: encrypted, versioned, reached over TLS only. S3 keeps objects in three zones or more. */
export class ObjectStore extends pulumi.ComponentResource {
  readonly bucketName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  /** Host that the objects are read from, for a CDN. */
  readonly domainName: pulumi.Output<string>;
  /** What must exist before objects are copied from here or to here. */
  readonly versioning: pulumi.Resource;
  private readonly accessName: string;

  constructor(name: string, args: ObjectStoreArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    // Left out of the component's own inputs, which must be known before its children: a distribution may read from it.
    const early = { ...args, distributionArns: undefined, uploadOrigins: undefined };
    super("zero-to-millions:data:ObjectStore", name, early, opts);
    const { uploadOrigins = [], distributionArns = [], deletionProtection = true, tags } = args;
    const wrong = uploadOrigins.filter((origin) => typeof origin === "string" && !isOrigin(origin));
    checkLifecycle(new Mistakes(), args)
      .require(
        wrong.length === 0,
        "uploadOrigins",
        `must be origins without a path, such as https://app.example.com, got ${wrong.join(", ")}`,
      )
      .throwFor("ObjectStore", name);

    const bucket = new aws.s3.Bucket(
      name,
      { forceDestroy: false, tags: tagged(name, tags) },
      { parent: this, protect: deletionProtection },
    );
    const closed = this.closePublicAccess(name, bucket);
    this.versioning = this.protectObjects(name, bucket, args);
    if (uploadOrigins.length > 0) {
      this.letPagesIn(name, bucket, uploadOrigins);
    }
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

  /** Encryption, and old versions for a while; returns the versioning, which other settings of the bucket build on. */
  private protectObjects(name: string, bucket: aws.s3.Bucket, args: ObjectLifecycleArgs): pulumi.Resource {
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
      { bucket: bucket.id, rules: lifecycleRules(args) },
      { parent: this, dependsOn: [versioning] },
    );
    return versioning;
  }

  private letPagesIn(name: string, bucket: aws.s3.Bucket, origins: readonly pulumi.Input<string>[]): void {
    new aws.s3.BucketCorsConfiguration(
      name,
      {
        bucket: bucket.id,
        corsRules: [
          {
            allowedOrigins: [...origins],
            allowedMethods: ["GET", "HEAD", "PUT"],
            allowedHeaders: ["*"],
            exposeHeaders: ["ETag"],
            maxAgeSeconds: CORS_SECONDS,
          },
        ],
      },
      { parent: this },
    );
  }
}

/** Scheme and host, nothing after them, and not everybody. */
function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
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
