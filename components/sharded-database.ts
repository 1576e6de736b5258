import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import { Database, type DatabaseArgs } from "./database";
import { Mistakes } from "./mistakes";
import { HASH_SPACE, mistakesInRanges, type ShardRange } from "./shard-map";
import { shardAccess, shardMapSecret } from "./shard-secret";

export type { ShardRange } from "./shard-map";

export interface ShardedDatabaseArgs extends Omit<DatabaseArgs, "managedPassword"> {
  /**
   * The shard that was there before: a database that keeps its name, its place in the stack and its users. The other
   * arguments are those of the further shards.
   */
  readonly first: { readonly name: string; readonly database: Database };
  /**
   * Names of the further shards, `shard-2`. Adding one adds a database and moves nobody.
   * @default []
   */
  readonly shards?: readonly string[];
  /**
   * Which hashes of user ids belong to which shard: all of them, each to one. Changing it tells the app where users are; it
   * does not carry their rows there, which the app's own tool does before.
   * @default - all belong to the first shard
   */
  readonly ranges?: readonly ShardRange[];
}

/** Several databases that share the users, and the map by which the app finds the right one. */
export class ShardedDatabase extends pulumi.ComponentResource {
  /** Every shard by its name, the first one included. */
  readonly databases: ReadonlyMap<string, Database>;
  /** Which hashes of user ids belong to which shard. */
  readonly ranges: readonly ShardRange[];
  /** Secret of which `shards` is the map as JSON. */
  readonly secretArn: pulumi.Output<string>;
  private readonly mapName: string;
  private readonly secretVersion: aws.secretsmanager.SecretVersion;

  constructor(name: string, args: ShardedDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:data:ShardedDatabase", name, args, opts);
    const { first, shards = [], ranges = [{ from: 0, to: HASH_SPACE - 1, shard: first.name }], ...database } = args;
    check(name, args, ranges);
    const further = shards.map(
      (shard) => [shard, new Database(`${name}-${shard}`, database, { parent: this })] as const,
    );
    this.databases = new Map([[first.name, first.database], ...further]);
    this.ranges = ranges;
    const urls = new Map([...this.databases].map(([shard, each]) => [shard, each.urls]));
    const { secret, version } = shardMapSecret(name, { ranges, urls, tags: args.tags }, this);
    this.secretVersion = version;

    this.mapName = `${name}-shard-map`;
    this.secretArn = secret.arn;
    this.registerOutputs({ secretArn: this.secretArn });
  }

  /**
   * What code needs, one for each shard and one for the map: the ports, what the first shard alone would give, and
   * `DATABASE_SHARDS` as a secret. The map is JSON: `version`, `hash`, `ranges` of `from`, `to` and `shard`, and `shards` with
   * the `url` and the `replicaUrls` of each.
   */
  access(): readonly Access[] {
    return shardAccess(
      this.mapName,
      [...this.databases.values()].map((database) => database.access()),
      { secretArn: this.secretArn, version: this.secretVersion },
    );
  }
}

function check(name: string, args: ShardedDatabaseArgs, ranges: readonly ShardRange[]): void {
  const { first, shards = [] } = args;
  const names = [first.name, ...shards];
  const twice = names.filter((each, index) => names.indexOf(each) !== index);
  const wrong = mistakesInRanges(ranges, names);
  new Mistakes()
    .require(
      !first.database.hasManagedPassword,
      "first",
      "must keep its own password: the map holds those of all shards, and RDS changes one that it manages",
    )
    .require(
      shards.every((shard) => /^[a-z][a-z0-9-]*$/.test(shard)),
      "shards",
      `must be names of lower-case letters, digits and hyphens, such as shard-2, got ${shards.join(", ")}`,
    )
    .require(twice.length === 0, "shards", `must be different names, got ${twice.join(", ")} twice`)
    .require(wrong.length === 0, "ranges", `must give each of ${HASH_SPACE} hashes one shard: ${wrong.join("; ")}`)
    .throwFor("ShardedDatabase", name);
}
