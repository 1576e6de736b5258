import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import { checkKeySecret, type KeySecret, keySecret, randomKey } from "./key-secret";
import { Mistakes } from "./mistakes";
import type { Tags } from "./tags";

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

/**
 * A random key that several processes share in order to sign and check tokens, kept in Secrets Manager. Nobody has to
 * know it, and it stands in no configuration.
 */
export class SigningKey extends pulumi.ComponentResource {
  readonly secretArn: pulumi.Output<string>;
  private readonly kept: KeySecret;

  constructor(name: string, args: SigningKeyArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:data:SigningKey", name, args, opts);
    const { variable, generation = 1, replicaRegions = [], tags } = args;
    checkKeySecret(new Mistakes(), args)
      .requireRange("generation", generation, 1, 1_000_000)
      .throwFor("SigningKey", name);

    // The first key has no keepers, as one that is there must not be replaced because they were invented later.
    const key = randomKey(`${name}-key`, generation === 1 ? {} : { generation: `${generation}` }, this);
    const description = "Signs and checks tokens";
    const keys = [key.result];
    this.kept = keySecret(name, { variable, description, keys, replicaRegions, protect: false, tags }, this);

    this.secretArn = this.kept.arn;
    this.registerOutputs({ secretArn: this.secretArn });
  }

  /**
   * What code needs to sign and check: the key as a secret, of which a new version is a new release.
   * @param region one of `replicaRegions` for code that runs there; the key's own if left out
   */
  access(region?: string): Access {
    return this.kept.access(region);
  }
}
