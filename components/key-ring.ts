import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import { checkKeySecret, type KeySecret, keySecret, randomKey } from "./key-secret";
import { Mistakes } from "./mistakes";
import type { Tags } from "./tags";

export interface KeyRingArgs {
  /** Environment variable in which code finds the keys, separated by commas: `WEBHOOK_SECRET_KEYS`. */
  readonly variable: string;
  /**
   * Names of the keys. A name that was not there before makes a key, one that is left out deletes it. The first key
   * encrypts and all of them decrypt, so a new one is added last, put first once all that runs knows it, and the old one
   * is left out when nothing is encrypted with it any more.
   * @default ["first"]
   */
  readonly keys?: readonly string[];
  /**
   * Further regions in which the keys can be read, `eu-central-1`: what one region encrypts, the others decrypt.
   * @default []
   */
  readonly replicaRegions?: readonly string[];
  /**
   * Whether Pulumi refuses to delete the secret: what is encrypted with its keys is lost with it.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const KEY_NAME = /^[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?$/;
const MOST_KEYS = 10;

/**
 * Random keys by which an app encrypts single values before it stores them, kept in Secrets Manager. Nobody has to know
 * them, they stand in no configuration, and they are changed while the app runs.
 */
export class KeyRing extends pulumi.ComponentResource {
  readonly secretArn: pulumi.Output<string>;
  private readonly kept: KeySecret;

  constructor(name: string, args: KeyRingArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:data:KeyRing", name, args, opts);
    const { variable, keys = ["first"], replicaRegions = [], deletionProtection = true, tags } = args;
    checkKeySecret(new Mistakes(), args)
      .require(
        keys.length > 0 && keys.length <= MOST_KEYS && keys.every((key) => KEY_NAME.test(key)),
        "keys",
        `must be 1 to ${MOST_KEYS} names of lower-case letters, digits and hyphens such as second, got ${keys.join(", ") || "none"}`,
      )
      .require(
        new Set(keys).size === keys.length,
        "keys",
        `must be different names, as each is a key of its own, got ${keys.join(", ")}`,
      )
      .throwFor("KeyRing", name);

    const made = keys.map((key) => randomKey(`${name}-${key}`, {}, this).result);
    const description = "Encrypts values before they are stored";
    const kept = { variable, description, keys: made, replicaRegions, protect: deletionProtection, tags };
    this.kept = keySecret(name, kept, this);

    this.secretArn = this.kept.arn;
    this.registerOutputs({ secretArn: this.secretArn });
  }

  /**
   * What code needs to encrypt and decrypt: the keys as one secret, of which a new version is a new release.
   * @param region one of `replicaRegions` for code that runs there; the ring's own if left out
   */
  access(region?: string): Access {
    return this.kept.access(region);
  }
}
