import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Access } from "./access";
import type { Alarm, Watched } from "./alarm";
import { nodeAlarms } from "./cache-alarms";
import { type CacheArgs, CacheAuth, CacheEngine, cacheRelease, checkCache } from "./cache-args";
import { CACHE_USER, cacheUsers } from "./cache-user";
import { closedSecurityGroup } from "./security-group";
import { tagged } from "./tags";
import { CACHE_LIMITS } from "./versions";

export type { CacheArgs } from "./cache-args";
export { CacheAuth, CacheEngine } from "./cache-args";

const TOKEN_LENGTH = 64;

/** A cache of Valkey or Redis: encrypted both ways, with a password, and replicas that take over. */
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
  private readonly nodeType: string;

  constructor(name: string, args: CacheArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:data:Cache", name, args, opts);
    checkCache(name, args);
    const { network, nodes = 2, auth = CacheAuth.Token, tags } = args;

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
    const user = auth === CacheAuth.User ? CACHE_USER : "";
    const url = pulumi.interpolate`rediss://${user}:${token.result}@${group.primaryEndpointAddress}:${CACHE_LIMITS.port}`;
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
    this.nodeType = args.nodeType;
    this.address = group.primaryEndpointAddress;
    this.port = CACHE_LIMITS.port;
    this.securityGroupId = securityGroup.id;
    this.secretArn = secret.arn;
    this.registerOutputs({
      address: this.address,
      port: this.port,
      securityGroupId: this.securityGroupId,
      secretArn: this.secretArn,
    });
  }

  /** What code needs to connect: the port, and `REDIS_URL` as a secret, of which a new version is a new release. */
  access(): Access {
    return {
      name: this.watchName,
      endpoint: { securityGroupId: this.securityGroupId, port: this.port },
      secrets: {
        REDIS_URL: { secretArn: this.secretArn, key: "url", versionId: this.secretVersion.versionId },
      },
      after: [this.secretVersion],
    };
  }

  alarms(): readonly Alarm[] {
    const { groupId, nodes, nodeType } = this;
    const numbers = Array.from({ length: nodes }, (_, index) => index + 1);
    return numbers.flatMap((number) => nodeAlarms({ groupId, number, nodes, nodeType }));
  }

  private group(name: string, args: CacheArgs, parts: Parts): aws.elasticache.ReplicationGroup {
    const { network, nodes = 2, snapshotDays = 1, snapshotWindow, maintenanceWindow, tags } = args;
    const { engine = CacheEngine.Valkey, auth = CacheAuth.Token, applyImmediately } = args;
    const subnetGroup = new aws.elasticache.SubnetGroup(
      name,
      { subnetIds: network.dataSubnetIds, tags: tagged(name, tags) },
      { parent: this },
    );
    const hasReplicas = nodes > 1;
    const password = parts.token.result;
    const proof =
      auth === CacheAuth.User
        ? { userGroupIds: [cacheUsers(name, { engine, password, tags }, this).userGroupId] }
        : { authToken: password };
    return new aws.elasticache.ReplicationGroup(
      name,
      {
        description: "Cache before the databases",
        engine,
        engineVersion: cacheRelease(engine).version,
        parameterGroupName: this.parameters(name, args).name,
        nodeType: args.nodeType,
        port: CACHE_LIMITS.port,
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
        ...proof,
        autoMinorVersionUpgrade: true,
        snapshotRetentionLimit: snapshotDays,
        ...(snapshotWindow === undefined ? {} : { snapshotWindow }),
        ...(maintenanceWindow === undefined ? {} : { maintenanceWindow }),
        ...(applyImmediately ? { applyImmediately } : {}),
        tags: tagged(name, tags),
      },
      { parent: this },
    );
  }

  /** Parameters under a name with the family, so that a major version finds a group of its own beside the old one. */
  private parameters(name: string, args: CacheArgs): aws.elasticache.ParameterGroup {
    const { engine = CacheEngine.Valkey, evictionPolicy = "volatile-lru", tags } = args;
    const { family } = cacheRelease(engine);
    return new aws.elasticache.ParameterGroup(
      `${name}-${family}`,
      { family, parameters: [{ name: "maxmemory-policy", value: evictionPolicy }], tags: tagged(name, tags) },
      { parent: this },
    );
  }
}

interface Parts {
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly token: random.RandomPassword;
}
