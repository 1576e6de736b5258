import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy, policyDocument } from "./access";
import { Mistakes } from "./mistakes";
import type { ObjectStore } from "./object-store";
import { type Tags, tagged } from "./tags";

export interface ObjectReplicationArgs {
  /** Where objects are written. */
  readonly from: ObjectStore;
  /** Where they are copied to: best in another region, given to that store by its provider. */
  readonly to: ObjectStore;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/**
 * Copies every new object, new version and deletion from one store to another, most within minutes. Objects that were
 * there before are not copied. One each way keeps two stores alike. It belongs to the store that it copies from.
 */
export class ObjectReplication extends pulumi.ComponentResource {
  readonly roleArn: pulumi.Output<string>;
  /** What must exist before objects are written that shall be copied. */
  readonly configuration: pulumi.Resource;

  constructor(name: string, args: ObjectReplicationArgs, opts?: pulumi.ComponentResourceOptions) {
    const { from, to, tags } = args;
    // The configuration is the source bucket's, so it needs the provider of that region. As a child of the store it must
    // not have it among its inputs: these wait for all that is in the store, itself included.
    super("zero-to-millions:data:ObjectReplication", name, {}, pulumi.mergeOptions({ parent: from }, opts));
    new Mistakes().require(from !== to, "to", "must be another store than `from`").throwFor("ObjectReplication", name);

    const role = new aws.iam.Role(
      name,
      { assumeRolePolicy: assumedBy("s3.amazonaws.com"), tags: tagged(name, tags) },
      { parent: this },
    );
    const allowed = new aws.iam.RolePolicy(name, { role: role.id, policy: copyPolicy(from, to) }, { parent: this });
    this.configuration = new aws.s3.BucketReplicationConfig(
      name,
      {
        bucket: from.bucketName,
        role: role.arn,
        rules: [
          {
            id: "everything",
            status: "Enabled",
            filter: {},
            priority: 0,
            deleteMarkerReplication: { status: "Enabled" },
            // Without it, a change of tags on a copy stays on the copy, and two stores drift apart.
            sourceSelectionCriteria: { replicaModifications: { status: "Enabled" } },
            destination: { bucket: to.arn },
          },
        ],
      },
      { parent: this, dependsOn: [from.versioning, to.versioning, allowed] },
    );

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }
}

/** docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html */
function copyPolicy(from: ObjectStore, to: ObjectStore): pulumi.Output<string> {
  return policyDocument([
    { actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"], resources: [from.arn] },
    {
      actions: ["s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging"],
      resources: [pulumi.interpolate`${from.arn}/*`],
    },
    {
      actions: ["s3:ReplicateObject", "s3:ReplicateDelete", "s3:ReplicateTags"],
      resources: [pulumi.interpolate`${to.arn}/*`],
    },
  ]);
}
