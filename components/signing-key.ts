import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Access } from "./access";
import { Mistakes } from "./mistakes";
import { inRegion, isRegionName } from "./region-name";
import { type Tags, tagged } from "./tags";

export interface SigningKeyArgs {
  /** Environment variable in which code finds the key: `TOKEN_SECRET`. */
  readonly variable: string;
  /**
   * A higher number makes a new key: what was signed with the old one is refused from then on, and what runs is replaced.
   * @default 1
   */
  readonly generation?: number;
  /**
   * Further regions in which the key can be read, `eu-central-1`: what one region signs, the others believe.
   * @default []
   */
  readonly replicaRegions?: readonly string[];
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** Characters of 62 kinds, almost six bits each: more than the 256 bits that HS256 can use (RFC 7518, section 3.2). */
const KEY_LENGTH = 64;

/**
 * A random key that several processes share in order to sign and check tokens, kept in Secrets Manager. Nobody has to
 * know it, and it stands in no configuration.
 */
export class SigningKey extends pulumi.ComponentResource {
  readonly secretArn: pulumi.Output<string>;
  private readonly args: SigningKeyArgs;
  private readonly version: aws.secretsmanager.SecretVersion;

  constructor(name: string, args: SigningKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:data:SigningKey", name, args, opts);
    check(name, args);
    const { generation = 1, replicaRegions = [], tags } = args;

    // The first key has no keepers, as one that is there must not be replaced because they were invented later.
    const keepers = generation === 1 ? {} : { keepers: { generation: `${generation}` } };
    const key = new random.RandomPassword(
      `${name}-key`,
      { length: KEY_LENGTH, special: false, ...keepers },
      { parent: this },
    );
    const secret = new aws.secretsmanager.Secret(
      name,
      {
        description: "Signs and checks tokens",
        ...(replicaRegions.length > 0 ? { replicas: replicaRegions.map((region) => ({ region })) } : {}),
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    const secretString = pulumi.secret(pulumi.jsonStringify({ key: key.result }));
    this.version = new aws.secretsmanager.SecretVersion(name, { secretId: secret.id, secretString }, { parent: this });

    this.args = args;
    this.secretArn = secret.arn;
    this.registerOutputs({ secretArn: this.secretArn });
  }

  /**
   * What code needs to sign and check: the key as a secret, of which a new version is a new release.
   * @param region one of `replicaRegions` for code that runs there; the key's own if left out
   */
  access(region?: string): Access {
    const { variable, replicaRegions = [] } = this.args;
    if (region !== undefined && !replicaRegions.includes(region)) {
      throw new pulumi.InputPropertyError({
        propertyPath: "region",
        reason: `must be one of replicaRegions (${replicaRegions.join(", ") || "none"}), got ${region}`,
      });
    }
    // A copy has the ARN of the original with its own region in it, and the same versions.
    const secretArn = region === undefined ? this.secretArn : this.secretArn.apply((own) => inRegion(own, region));
    return {
      name: variable,
      secrets: { [variable]: { secretArn, key: "key", versionId: this.version.versionId } },
      after: [this.version],
    };
  }
}

function check(name: string, { variable, generation = 1, replicaRegions = [] }: SigningKeyArgs): void {
  new Mistakes()
    .require(
      /^[A-Z][A-Z0-9_]*$/.test(variable),
      "variable",
      `must be a name of capitals, digits and underscores such as TOKEN_SECRET, got ${variable}`,
    )
    .requireRange("generation", generation, 1, 1_000_000)
    .require(
      replicaRegions.every(isRegionName) && new Set(replicaRegions).size === replicaRegions.length,
      "replicaRegions",
      `must be different regions such as eu-central-1, got ${replicaRegions.join(", ")}`,
    )
    .throwFor("SigningKey", name);
}
