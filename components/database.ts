import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Access } from "./access";
import type { Alarm, Watched } from "./alarm";
import { instanceAlarms } from "./database-alarms";
import {
  DATABASE_NAME,
  DATABASE_USER,
  type InstanceSettings,
  primaryInstance,
  replicaInstance,
} from "./database-instances";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import { closedSecurityGroup } from "./security-group";
import { type Tags, tagged } from "./tags";
import { DATABASE_MAX_BACKUP_DAYS, POSTGRES } from "./versions";

export interface DatabaseArgs {
  /** Its data subnets hold the database: two zones or more. */
  readonly network: Network;
  /** Instance class of the primary, its standby and its replicas: `db.t4g.medium`. */
  readonly instanceClass: string;
  /**
   * Storage at the start, 20 to 65536 GiB. It grows by itself up to five times that.
   * @default 20
   */
  readonly storageGiB?: number;
  /**
   * Whether a standby in a second zone takes over when the primary or its zone fails.
   * @default true
   */
  readonly standby?: boolean;
  /**
   * Read replicas, 0 to 15, each in another zone than the one before.
   * @default 0
   */
  readonly replicas?: number;
  /**
   * Days that backups are kept and any second of them can be restored, 1 to 35.
   * @default 7
   */
  readonly backupRetentionDays?: number;
  /**
   * Whether AWS and Pulumi refuse to delete the database.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const MIN_STORAGE_GIB = 20;
const MAX_STORAGE_GIB = 65_536;

/** A PostgreSQL database that survives the loss of a zone, with replicas for reading. */
export class Database extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  /** Host of the primary; stays the same across a failover. */
  readonly address: pulumi.Output<string>;
  /** Hosts of the replicas. */
  readonly replicaAddresses: pulumi.Output<string[]>;
  readonly port: number;
  readonly securityGroupId: pulumi.Output<string>;
  /** Secret with `url` and `replicaUrls`, the latter separated by commas. */
  readonly secretArn: pulumi.Output<string>;
  private readonly secretVersion: aws.secretsmanager.SecretVersion;
  private readonly instances: readonly aws.rds.Instance[];
  private readonly storageGiB: number;

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:data:Database", name, args, opts);
    check(name, args);
    const { network, replicas = 0, storageGiB = MIN_STORAGE_GIB, tags } = args;
    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: "Connections to the database", tags },
      this,
    );
    // RDS can keep the password itself, but then refuses read replicas.
    const password = new random.RandomPassword(`${name}-password`, { length: 32, special: false }, { parent: this });
    const settings: InstanceSettings = {
      network,
      instanceClass: args.instanceClass,
      storageGiB,
      standby: args.standby ?? true,
      backupRetentionDays: args.backupRetentionDays ?? 7,
      deletionProtection: args.deletionProtection ?? true,
      securityGroup,
      tags,
    };
    const primary = primaryInstance(name, settings, password, this);
    const readers = Array.from({ length: replicas }, (_, index) =>
      replicaInstance(`${name}-replica-${index + 1}`, settings, { primary, index }, this),
    );
    const urls = connectionUrls(password.result, primary, readers);
    const secret = new aws.secretsmanager.Secret(
      name,
      { description: "How to connect to the database", tags: tagged(name, tags) },
      { parent: this },
    );
    this.secretVersion = new aws.secretsmanager.SecretVersion(
      name,
      { secretId: secret.id, secretString: pulumi.secret(pulumi.jsonStringify(urls)) },
      { parent: this },
    );

    this.watchName = `${name}-database`;
    this.instances = [primary, ...readers];
    this.storageGiB = storageGiB;
    this.address = primary.address;
    this.replicaAddresses = pulumi.output(readers.map((reader) => reader.address));
    this.port = POSTGRES.port;
    this.securityGroupId = securityGroup.id;
    this.secretArn = secret.arn;
    this.registerOutputs({
      address: this.address,
      replicaAddresses: this.replicaAddresses,
      port: this.port,
      securityGroupId: this.securityGroupId,
      secretArn: this.secretArn,
    });
  }

  /** What code needs to connect: the port, and `DATABASE_URL` and `DATABASE_REPLICA_URLS` as secrets. */
  access(): Access {
    return {
      name: this.watchName,
      endpoint: { securityGroupId: this.securityGroupId, port: this.port },
      secrets: {
        DATABASE_URL: { secretArn: this.secretArn, key: "url" },
        DATABASE_REPLICA_URLS: { secretArn: this.secretArn, key: "replicaUrls" },
      },
      after: [this.secretVersion],
    };
  }

  alarms(): readonly Alarm[] {
    return this.instances.flatMap((instance, index) =>
      instanceAlarms({
        instance,
        isReplica: index > 0,
        suffix: index > 0 ? `-replica-${index}` : "",
        storageGiB: this.storageGiB,
      }),
    );
  }
}

function check(name: string, args: DatabaseArgs): void {
  const { network, storageGiB = MIN_STORAGE_GIB, replicas = 0, backupRetentionDays = 7 } = args;
  new Mistakes()
    .require(network.zones >= 2, "network", `must span two zones or more for a database, got ${network.zones}`)
    .require(
      args.instanceClass.startsWith("db."),
      "instanceClass",
      `must be a database instance class such as db.t4g.medium, got ${args.instanceClass}`,
    )
    .requireRange("storageGiB", storageGiB, MIN_STORAGE_GIB, MAX_STORAGE_GIB)
    .requireRange("replicas", replicas, 0, POSTGRES.maxReplicas)
    .requireRange("backupRetentionDays", backupRetentionDays, 1, DATABASE_MAX_BACKUP_DAYS)
    .throwFor("Database", name);
}

function connectionUrls(
  password: pulumi.Output<string>,
  primary: aws.rds.Instance,
  readers: readonly aws.rds.Instance[],
): { readonly url: pulumi.Output<string>; readonly replicaUrls: pulumi.Output<string> } {
  const urlOf = ({ address }: aws.rds.Instance) =>
    pulumi.interpolate`postgres://${DATABASE_USER}:${password}@${address}:${POSTGRES.port}/${DATABASE_NAME}?sslmode=require`;
  return { url: urlOf(primary), replicaUrls: pulumi.all(readers.map(urlOf)).apply((urls) => urls.join(",")) };
}
