import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import type { ShardRange } from "./shard-map";
import { type Tags, tagged } from "./tags";

/** Where one shard takes writes, and where it may be read. */
export interface ShardUrls {
  readonly url: pulumi.Output<string>;
  readonly replicaUrls: pulumi.Output<string[]>;
}

/** A secret of which `shards` is the map as JSON: whose rows are where, and how to get there from this region. */
export function shardMapSecret(
  name: string,
  args: {
    readonly ranges: readonly ShardRange[];
    readonly urls: ReadonlyMap<string, ShardUrls>;
    readonly tags: Tags | undefined;
  },
  parent: pulumi.Resource,
): { readonly secret: aws.secretsmanager.Secret; readonly version: aws.secretsmanager.SecretVersion } {
  const { ranges, urls, tags } = args;
  const secret = new aws.secretsmanager.Secret(
    name,
    { description: "Which users are in which database", tags: tagged(name, tags) },
    { parent },
  );
  const map = pulumi.jsonStringify({
    version: 1,
    hash: "sha256-32",
    ranges: [...ranges].sort((a, b) => a.from - b.from),
    shards: Object.fromEntries(urls),
  });
  const version = new aws.secretsmanager.SecretVersion(
    name,
    { secretId: secret.id, secretString: pulumi.secret(pulumi.jsonStringify({ shards: map })) },
    { parent },
  );
  return { secret, version };
}

/** What code needs of shards: the way to each, what the first alone would give, and the map as a secret. */
export function shardAccess(
  mapName: string,
  shards: readonly Access[],
  map: { readonly secretArn: pulumi.Input<string>; readonly version: aws.secretsmanager.SecretVersion },
): readonly Access[] {
  const [first, ...further] = shards;
  const { secretArn, version } = map;
  return [
    ...(first ? [first] : []),
    // Their addresses stand in the map.
    ...further.map(({ secrets: _own, ...rest }) => rest),
    {
      name: mapName,
      secrets: { DATABASE_SHARDS: { secretArn, key: "shards", versionId: version.versionId } },
      after: [version],
    },
  ];
}
