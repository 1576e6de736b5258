import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import { DatabaseReplica, type DatabaseReplicaArgs } from "./database-replica";
import { shardAccess, shardMapSecret } from "./shard-secret";
import type { ShardedDatabase } from "./sharded-database";

export interface ShardedDatabaseReplicaArgs extends Omit<DatabaseReplicaArgs, "of"> {
  /** The shards that it copies, in another region. The other arguments are those of each copy. */
  readonly of: ShardedDatabase;
}

/**
 * A copy of every shard in another region, the one of the provider that it is given, and the map as code of this region
 * should see it: reads from the copies, writes to the other region until the copies are promoted, all of them together.
 */
export class ShardedDatabaseReplica extends pulumi.ComponentResource {
  /** The copy of each shard, by the shard's name. */
  readonly copies: ReadonlyMap<string, DatabaseReplica>;
  /** Secret of which `shards` is the map as JSON. */
  readonly secretArn: pulumi.Output<string>;
  private readonly mapName: string;
  private readonly secretVersion: aws.secretsmanager.SecretVersion;

  constructor(name: string, args: ShardedDatabaseReplicaArgs, opts?: pulumi.ComponentResourceOptions) {
    // What it copies is no input: a component's inputs are waited for by all that is in it.
    super("zero-to-millions:data:ShardedDatabaseReplica", name, { ...args, of: undefined, network: undefined }, opts);
    const { of, ...copy } = args;
    this.copies = new Map(
      [...of.databases].map(([shard, database]) => [
        shard,
        new DatabaseReplica(`${name}-${shard}`, { ...copy, of: database }, { parent: this }),
      ]),
    );
    const urls = new Map([...this.copies].map(([shard, each]) => [shard, each.urls]));
    const { secret, version } = shardMapSecret(name, { ranges: of.ranges, urls, tags: args.tags }, this);

    this.mapName = `${name}-shard-map`;
    this.secretArn = secret.arn;
    this.secretVersion = version;
    this.registerOutputs({ secretArn: this.secretArn });
  }

  /** What code of this region needs: as `ShardedDatabase.access()`. */
  access(): readonly Access[] {
    return shardAccess(
      this.mapName,
      [...this.copies.values()].map((each) => each.access()),
      { secretArn: this.secretArn, version: this.secretVersion },
    );
  }
}
