import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { type Tags, tagged } from "./tags";

/** Days in which a key that was deleted can still be brought back: the most that KMS allows. */
const WAITING_DAYS = 30;

/**
 * A KMS key of one's own, with new key material every year. What is encrypted with it is lost with it, so it is guarded
 * as the data is. Who may use it is decided by IAM: its policy is the default one, which leaves that to the account.
 */
export function encryptionKey(
  name: string,
  args: {
    /** What is encrypted with it, as people read it in the console. */
    readonly description: string;
    readonly protect: boolean;
    readonly tags: Tags | undefined;
    /** @default - the provider's region */
    readonly region?: string;
  },
  parent: pulumi.Resource,
): aws.kms.Key {
  const { description, protect, tags, region } = args;
  return new aws.kms.Key(
    name,
    {
      description,
      enableKeyRotation: true,
      deletionWindowInDays: WAITING_DAYS,
      tags: tagged(name, tags),
      ...(region === undefined ? {} : { region }),
    },
    { parent, protect },
  );
}
