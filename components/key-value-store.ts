import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import type { Alarm, Watched } from "./alarm";
import { Mistakes } from "./mistakes";
import { inRegion, isRegionName } from "./region-name";
import { type Tags, tagged } from "./tags";

export interface KeyValueStoreArgs {
  /**
   * Attribute that an item is found by. Another one is another table.
   * @default "pk"
   */
  readonly partitionKey?: string;
  /**
   * Attribute by which items of one partition key are told apart and sorted.
   * @default - one item for each partition key
   */
  readonly sortKey?: string;
  /**
   * Attribute with the second since 1970 after which an item may go; DynamoDB deletes it within a few days of it, so code that
   * reads must look at it too.
   * @default "expiresAt"
   */
  readonly expiryAttribute?: string;
  /**
   * Further regions in which the table can be read and written. What is written in two of them at once is decided by the
   * later one.
   * @default []
   */
  readonly replicaRegions?: readonly string[];
  /**
   * Whether AWS and Pulumi refuse to delete the table.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** All that code does with items it knows the key of; a scan of the whole table is none of it. */
const ACTIONS = [
  "dynamodb:BatchGetItem",
  "dynamodb:BatchWriteItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:DeleteItem",
  "dynamodb:DescribeTable",
  "dynamodb:GetItem",
  "dynamodb:PutItem",
  "dynamodb:Query",
  "dynamodb:UpdateItem",
];

/** A DynamoDB table that is paid by request: kept in three zones, restorable to any second of the last 35 days. */
export class KeyValueStore extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  /** The same in every region. */
  readonly tableName: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  private readonly replicaRegions: readonly string[];

  constructor(name: string, args: KeyValueStoreArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:data:KeyValueStore", name, args, opts);
    check(name, args);
    const { partitionKey = "pk", sortKey, expiryAttribute = "expiresAt", replicaRegions = [], tags } = args;
    const { deletionProtection = true } = args;
    const keys = sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
    const table = new aws.dynamodb.Table(
      name,
      {
        billingMode: "PAY_PER_REQUEST",
        hashKey: partitionKey,
        ...(sortKey === undefined ? {} : { rangeKey: sortKey }),
        attributes: keys.map((key) => ({ name: key, type: "S" })),
        ttl: { attributeName: expiryAttribute, enabled: true },
        pointInTimeRecovery: { enabled: true },
        // AWS's own key for DynamoDB in this account, whose use CloudTrail shows.
        serverSideEncryption: { enabled: true },
        deletionProtectionEnabled: deletionProtection,
        ...(replicaRegions.length > 0 ? spread(replicaRegions, deletionProtection) : {}),
        tags: tagged(name, tags),
      },
      { parent: this, protect: deletionProtection },
    );

    this.watchName = `${name}-table`;
    this.replicaRegions = replicaRegions;
    this.tableName = table.name;
    this.arn = table.arn;
    this.registerOutputs({ tableName: this.tableName, arn: this.arn });
  }

  /**
   * What code needs to read and write items: `KEY_VALUE_TABLE` and the permissions.
   * @param region one of `replicaRegions` for code that runs there; the table's own if left out
   */
  access(region?: string): Access {
    if (region !== undefined && !this.replicaRegions.includes(region)) {
      throw new pulumi.InputPropertyError({
        propertyPath: "region",
        reason: `must be one of replicaRegions (${this.replicaRegions.join(", ") || "none"}), got ${region}`,
      });
    }
    const arn = region === undefined ? this.arn : this.arn.apply((own) => inRegion(own, region));
    return {
      name: this.watchName,
      environment: { KEY_VALUE_TABLE: this.tableName },
      statements: [{ actions: ACTIONS, resources: [arn] }],
    };
  }

  alarms(): readonly Alarm[] {
    const metric = { namespace: "AWS/DynamoDB", statistic: "Sum", dimensions: { TableName: this.tableName } } as const;
    const throttled = {
      ...metric,
      runbook: "table-throttled",
      when: { above: 0 },
      description: "DynamoDB turns requests away: one key is asked for too often, or load has doubled within minutes.",
    };
    return [
      { ...throttled, name: "throttled-reads", metricName: "ReadThrottleEvents" },
      { ...throttled, name: "throttled-writes", metricName: "WriteThrottleEvents" },
      ...this.replicaRegions.map((region) => ({
        ...metric,
        name: `lag-${region}`,
        runbook: "table-lag",
        metricName: "ReplicationLatency",
        dimensions: { TableName: this.tableName, ReceivingRegion: region },
        statistic: "Average" as const,
        // Milliseconds.
        when: { above: 60_000 },
        description: "A region sees what is written here more than a minute later: it may be cut off.",
      })),
    ];
  }
}

/** Every region's table is as safe as the first. Streams are how changes travel. */
function spread(regions: readonly string[], deletionProtection: boolean) {
  return {
    streamEnabled: true,
    streamViewType: "NEW_AND_OLD_IMAGES",
    replicas: regions.map((regionName) => ({
      regionName,
      pointInTimeRecovery: true,
      deletionProtectionEnabled: deletionProtection,
      propagateTags: true,
    })),
  };
}

function check(name: string, args: KeyValueStoreArgs): void {
  const { partitionKey = "pk", sortKey, expiryAttribute = "expiresAt", replicaRegions = [] } = args;
  const keys = [partitionKey, ...(sortKey === undefined ? [] : [sortKey]), expiryAttribute];
  const wrong = replicaRegions.filter((region) => !isRegionName(region));
  new Mistakes()
    .require(partitionKey !== "", "partitionKey", "must be the name of an attribute, got none")
    .require(
      new Set(keys).size === keys.length,
      "expiryAttribute",
      `must be another attribute than the keys, and these than each other, got ${keys.join(", ")}`,
    )
    .require(
      wrong.length === 0 && new Set(replicaRegions).size === replicaRegions.length,
      "replicaRegions",
      `must be different regions such as eu-central-1, got ${replicaRegions.join(", ")}`,
    )
    .throwFor("KeyValueStore", name);
}
