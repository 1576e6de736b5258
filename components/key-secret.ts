import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Access } from "./access";
import type { Mistakes } from "./mistakes";
import { inRegion, isRegionName } from "./region-name";
import { type Tags, tagged } from "./tags";

/** Characters of 62 kinds, almost six bits each: more than the 256 bits that HS256 and AES-256 use (RFC 7518, section 3.2). */
const KEY_LENGTH = 64;

/** What the secret is and where it is read. */
export interface KeySecretArgs {
  /** Environment variable in which code finds it. */
  readonly variable: string;
  /** As people read it in the console. */
  readonly description: string;
  /** Secret texts of letters and digits. They reach code as one, separated by commas. */
  readonly keys: readonly pulumi.Input<string>[];
  readonly replicaRegions: readonly string[];
  /** Whether Pulumi refuses to delete it. */
  readonly protect: boolean;
  readonly tags: Tags | undefined;
}

/** A secret in Secrets Manager, in one region or more, and the way for code to read it. */
export interface KeySecret {
  readonly arn: pulumi.Output<string>;
  /**
   * What code needs to read it.
   * @param region one of the replicas' for code that runs there; the secret's own if left out
   */
  access(region?: string): Access;
}

/** A key that nobody has to know. Other keepers make another one. */
export function randomKey(
  name: string,
  keepers: Readonly<Record<string, string>>,
  parent: pulumi.Resource,
): random.RandomPassword {
  const kept = Object.keys(keepers).length > 0 ? { keepers } : {};
  return new random.RandomPassword(name, { length: KEY_LENGTH, special: false, ...kept }, { parent });
}

/** Keeps keys in Secrets Manager; a new version is a new release of whatever reads them. */
export function keySecret(name: string, args: KeySecretArgs, parent: pulumi.Resource): KeySecret {
  const { variable, description, keys, replicaRegions, protect, tags } = args;
  const secret = new aws.secretsmanager.Secret(
    name,
    {
      description,
      ...(replicaRegions.length > 0 ? { replicas: replicaRegions.map((region) => ({ region })) } : {}),
      tags: tagged(name, tags),
    },
    { parent, ...(protect ? { protect } : {}) },
  );
  const key = pulumi.all([...keys]).apply((texts) => texts.join(","));
  const secretString = pulumi.secret(pulumi.jsonStringify({ key }));
  const version = new aws.secretsmanager.SecretVersion(name, { secretId: secret.id, secretString }, { parent });
  return {
    arn: secret.arn,
    access: (region) => {
      requireReplica(region, replicaRegions);
      // A copy has the ARN of the original with its own region in it, and the same versions.
      const secretArn = region === undefined ? secret.arn : secret.arn.apply((own) => inRegion(own, region));
      return {
        name: variable,
        secrets: { [variable]: { secretArn, key: "key", versionId: version.versionId } },
        after: [version],
      };
    },
  };
}

/** Notes what is wrong with the arguments that every such component has. */
export function checkKeySecret(
  mistakes: Mistakes,
  { variable, replicaRegions = [] }: { readonly variable: string; readonly replicaRegions?: readonly string[] },
): Mistakes {
  return mistakes
    .require(
      /^[A-Z][A-Z0-9_]*$/.test(variable),
      "variable",
      `must be a name of capitals, digits and underscores such as TOKEN_SECRET, got ${variable}`,
    )
    .require(
      replicaRegions.every(isRegionName) && new Set(replicaRegions).size === replicaRegions.length,
      "replicaRegions",
      `must be different regions such as eu-central-1, got ${replicaRegions.join(", ")}`,
    );
}

function requireReplica(region: string | undefined, replicaRegions: readonly string[]): void {
  if (region === undefined || replicaRegions.includes(region)) return;
  throw new pulumi.InputPropertyError({
    propertyPath: "region",
    reason: `must be one of replicaRegions (${replicaRegions.join(", ") || "none"}), got ${region}`,
  });
}
