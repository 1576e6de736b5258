import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type Tags, tagged } from "./tags";

/** An AWS service that may write logs into a bucket, as its documentation asks to be let in. */
export interface LogWriter {
  /** Its service principal: `delivery.logs.amazonaws.com`. */
  readonly service: string;
  /**
   * Whether it looks at the bucket's access list before it writes.
   * @default false
   */
  readonly readsAcl?: boolean;
  /**
   * Whether it says on whose behalf it writes. One that does not writes under the number of that account anyway.
   * @default false
   */
  readonly namesAccount?: boolean;
  /**
   * What else the request must carry.
   * @default {}
   */
  readonly condition?: Readonly<Record<string, string>>;
}

/** A private bucket for one service's logs: encrypted, reached over TLS only, and emptied as the logs grow old. */
export function logBucket(
  name: string,
  args: { readonly writer: LogWriter; readonly days: number; readonly tags: Tags | undefined },
  parent: pulumi.Resource,
): { readonly bucket: aws.s3.Bucket; readonly writable: pulumi.Resource } {
  const bucket = new aws.s3.Bucket(name, { forceDestroy: false, tags: tagged(name, args.tags) }, { parent });
  new aws.s3.BucketOwnershipControls(
    name,
    { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
    { parent },
  );
  const closed = new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    { parent },
  );
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    // Load balancers write to buckets whose keys S3 manages, and to no others.
    { bucket: bucket.id, rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }] },
    { parent },
  );
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [{ id: "old-logs", status: "Enabled", filter: {}, expiration: { days: args.days } }],
    },
    { parent },
  );
  const { accountId } = aws.getCallerIdentityOutput({}, { parent });
  const writable = new aws.s3.BucketPolicy(
    `${name}-policy`,
    { bucket: bucket.id, policy: bucketPolicy(bucket.arn, accountId, args.writer) },
    { parent, dependsOn: [closed] },
  );
  return { bucket, writable };
}

function bucketPolicy(
  bucketArn: pulumi.Output<string>,
  accountId: pulumi.Output<string>,
  { service, readsAcl = false, namesAccount = false, condition = {} }: LogWriter,
): pulumi.Output<string> {
  const fromThisAccount = namesAccount ? { "aws:SourceAccount": accountId } : {};
  const write = {
    Sid: "ServiceWritesLogs",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "s3:PutObject",
    Resource: pulumi.interpolate`${bucketArn}/AWSLogs/${accountId}/*`,
    ...when({ ...fromThisAccount, ...condition }),
  };
  const look = {
    Sid: "ServiceReadsAcl",
    Effect: "Allow",
    Principal: { Service: service },
    Action: "s3:GetBucketAcl",
    Resource: bucketArn,
    ...when(fromThisAccount),
  };
  const tlsOnly = {
    Sid: "TlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, pulumi.interpolate`${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  return pulumi.jsonStringify({ Version: "2012-10-17", Statement: [tlsOnly, write, ...(readsAcl ? [look] : [])] });
}

/** A condition without a key is none: a policy's grammar wants one at least. */
function when(values: Readonly<Record<string, pulumi.Input<string>>>) {
  return Object.keys(values).length === 0 ? {} : { Condition: { StringEquals: values } };
}
