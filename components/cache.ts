import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Access } from "./access";
import type { Alarm, Watched } from "./alarm";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import { closedSecurityGroup } from "./security-group";
import { type Tags, tagged } from "./tags";
import { VALKEY } from "./versions";

export interface CacheArgs {
  /** Its data subnets hold the nodes. */
  readonly network: Network;
  /** Node type: `cache.t4g.small`. */
  readonly nodeType: string;
  /**
   * Nodes, 1 to 6, each in another zone than the one before. From two on, a replica takes over when the primary fails;
   * one alone takes everything it holds with it.
   * @default 2
   */
  readonly nodes?: number;
  /**
   * Days that a daily snapshot is kept, 0 to 35.
   * @default 1
   */
  readonly snapshotDays?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const TOKEN_LENGTH = 64;

/** A Valkey cache, spoken to as Redis: encrypted both ways, with a password, and replicas that take over. */
export class Cache extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  /** Host that takes writes; stays the same across a failover. */
  readonly address: pulumi.Output<string>;
  readonly port: number;
  readonly securityGroupId: pulumi.Output<string>;
  /** Secret with `url`. */
  readonly secretArn: pulumi.Output<string>;
  private readonly secretVersion: aws.secretsmanager.SecretVersion;
  private readonly groupId: pulumi.Output<string>;
  private readonly nodes: number;

  constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:data:Cache", name, args, opts);
    const { network, nodes = 2, tags } = args;
    check(name, args);

    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: "Connections to the cache", tags },
      this,
    );
    const token = new random.RandomPassword(
      `${name}-token`,
      { length: TOKEN_LENGTH, special: false },
      { parent: this },
    );
    const group = this.group(name, args, { securityGroup, token });
    const url = pulumi.interpolate`rediss://:${token.result}@${group.primaryEndpointAddress}:${VALKEY.port}`;
    const secret = new aws.secretsmanager.Secret(
      name,
      { description: "How to connect to the cache", tags: tagged(name, tags) },
      { parent: this },
    );
    this.secretVersion = new aws.secretsmanager.SecretVersion(
      name,
      { secretId: secret.id, secretString: pulumi.secret(pulumi.jsonStringify({ url })) },
      { parent: this },
    );

    this.watchName = `${name}-cache`;
    this.groupId = group.id;
    this.nodes = nodes;
    this.address = group.primaryEndpointAddress;
    this.port = VALKEY.port;
    this.securityGroupId = securityGroup.id;
    this.secretArn = secret.arn;
    this.registerOutputs({
      address: this.address,
      port: this.port,
      securityGroupId: this.securityGroupId,
      secretArn: this.secretArn,
    });
  }

  /** What code needs to connect: the port, and `REDIS_URL` as a secret. */
  access(): Access {
    return {
      name: this.watchName,
      endpoint: { securityGroupId: this.securityGroupId, port: this.port },
      secrets: { REDIS_URL: { secretArn: this.secretArn, key: "url" } },
      after: [this.secretVersion],
    };
  }

  alarms(): readonly Alarm[] {
    return Array.from({ length: this.nodes }, (_, index) => index + 1).flatMap((number) => {
      // AWS names the nodes of a group by their number, with three digits.
      const node = pulumi.interpolate`${this.groupId}-${`${number}`.padStart(3, "0")}`;
      const metric = { namespace: "AWS/ElastiCache", dimensions: { CacheClusterId: node } } as const;
      return [
        {
          ...metric,
          name: `cpu-${number}`,
          metricName: "EngineCPUUtilization",
          statistic: "Average",
          when: { above: 80 },
          description: "A cache node is close to its limit. Look for expensive commands, then choose a larger type.",
        },
        {
          ...metric,
          name: `memory-${number}`,
          metricName: "DatabaseMemoryUsagePercentage",
          statistic: "Maximum",
          when: { above: 85 },
          description:
            "A cache node is nearly full and will drop entries. Shorten their life, or choose a larger type.",
        },
      ];
    });
  }

  private group(name: string, args: CacheArgs, parts: Parts): aws.elasticache.ReplicationGroup {
    const { network, nodeType, nodes = 2, snapshotDays = 1, tags } = args;
    const subnetGroup = new aws.elasticache.SubnetGroup(
      name,
      { subnetIds: network.dataSubnetIds, tags: tagged(name, tags) },
      { parent: this },
    );
    const hasReplicas = nodes > 1;
    return new aws.elasticache.ReplicationGroup(
      name,
      {
        description: "Cache before the databases",
        engine: "valkey",
        engineVersion: VALKEY.version,
        parameterGroupName: VALKEY.parameterGroup,
        nodeType,
        port: VALKEY.port,
        numCacheClusters: nodes,
        preferredCacheClusterAzs: network.zoneNames.apply((zones) =>
          Array.from({ length: nodes }, (_, index) => zones[index % zones.length] ?? ""),
        ),
        automaticFailoverEnabled: hasReplicas,
        multiAzEnabled: hasReplicas,
        subnetGroupName: subnetGroup.name,
        securityGroupIds: [parts.securityGroup.id],
        atRestEncryptionEnabled: true,
        transitEncryptionEnabled: true,
        authToken: parts.token.result,
        autoMinorVersionUpgrade: true,
        snapshotRetentionLimit: snapshotDays,
        tags: tagged(name, tags),
      },
      { parent: this },
    );
  }
}

interface Parts {
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly token: random.RandomPassword;
}

function check(name: string, args: CacheArgs): void {
  const { network, nodeType, nodes = 2, snapshotDays = 1 } = args;
  new Mistakes()
    .require(
      nodes === 1 || network.zones >= 2,
      "network",
      `must span two zones or more for ${nodes} nodes, got ${network.zones}; or write nodes: 1`,
    )
    .require(nodeType.startsWith("cache."), "nodeType", `must be a node type such as cache.t4g.small, got ${nodeType}`)
    .requireRange("nodes", nodes, 1, VALKEY.maxNodes)
    .requireRange("snapshotDays", snapshotDays, 0, 35)
    .throwFor("Cache", name);
}
