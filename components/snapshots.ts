import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { assumedBy } from "./access";
import { type Tags, tagged } from "./tags";

/** Snapshots once a day of every volume that carries the tag `Snapshots` with the marker as its value. */
export function dailySnapshots(
  name: string,
  args: { readonly marker: string; readonly keep: number; readonly tags: Tags | undefined },
  parent: pulumi.Resource,
): aws.dlm.LifecyclePolicy {
  const role = new aws.iam.Role(
    name,
    { assumeRolePolicy: assumedBy("dlm.amazonaws.com"), tags: tagged(name, args.tags) },
    { parent },
  );
  const attachment = new aws.iam.RolePolicyAttachment(
    name,
    {
      role: role.name,
      policyArn: "arn:aws:iam::aws:policy/service-role/AWSDataLifecycleManagerServiceRole",
    },
    { parent },
  );
  return new aws.dlm.LifecyclePolicy(
    name,
    {
      description: "Daily snapshots of the data volume",
      executionRoleArn: role.arn,
      policyDetails: {
        resourceTypes: ["VOLUME"],
        targetTags: { Snapshots: args.marker },
        schedules: [
          {
            name: "daily",
            createRule: { interval: 24, intervalUnit: "HOURS", times: "03:00" },
            retainRule: { count: args.keep },
            copyTags: true,
          },
        ],
      },
      tags: tagged(name, args.tags),
    },
    { parent, dependsOn: [attachment] },
  );
}
