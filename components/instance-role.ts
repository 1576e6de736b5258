import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { assumedBy, policyDocument, type Statement } from "./access";
import { pullStatements } from "./container-image";
import { type Tags, tagged } from "./tags";

/** A role for EC2 instances: what its code may do, its log group, its image, and a console without SSH. */
export function instanceProfile(
  name: string,
  args: {
    readonly statements: readonly Statement[];
    readonly logGroup: aws.cloudwatch.LogGroup;
    readonly image: string;
    readonly tags: Tags | undefined;
  },
  parent: pulumi.Resource,
): { readonly profile: aws.iam.InstanceProfile; readonly policy: aws.iam.RolePolicy } {
  const role = new aws.iam.Role(
    name,
    { assumeRolePolicy: assumedBy("ec2.amazonaws.com"), tags: tagged(name, args.tags) },
    { parent },
  );
  new aws.iam.RolePolicyAttachment(
    `${name}-console`,
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore" },
    { parent },
  );
  const policy = new aws.iam.RolePolicy(
    name,
    {
      role: role.id,
      policy: policyDocument([...args.statements, ...logStatements(args.logGroup), ...pullStatements(args.image)]),
    },
    { parent },
  );
  return { profile: new aws.iam.InstanceProfile(name, { role: role.name }, { parent }), policy };
}

/** What lets a role write to a log group. */
export function logStatements(logGroup: aws.cloudwatch.LogGroup): readonly Statement[] {
  return [
    { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [logGroup.arn.apply((arn) => `${arn}:*`)] },
  ];
}
