import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type * as random from "@pulumi/random";
import type { Access } from "./access";
import type { Alarm, Watched } from "./alarm";
import { instanceAlarms } from "./database-alarms";
import { checkDatabase, type DatabaseArgs } from "./database-args";
import type { EngineTraits } from "./database-engine";
import { primaryInstance, replicaInstance } from "./database-instances";
import { databaseProxy, managedSecretArn } from "./database-proxy";
import { readerName } from "./database-reader";
import { connectionSecret, connectionUrl, type Hosts } from "./database-secret";
import { primarySettings } from "./database-settings";

export type { DatabaseArgs } from "./database-args";
export { DatabaseEngine } from "./database-engine";

/** A PostgreSQL or MySQL database that survives the loss of a zone, with replicas for reading. */
export class Database extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  /** Host that takes writes, the proxy's if there is one; stays the same across a failover. */
  readonly address: pulumi.Output<string>;
  /** Hosts of the replicas. */
  readonly replicaAddresses: pulumi.Output<string[]>;
  /** One host for reads: a name for all replicas that are well, or the primary's where there is none. */
  readonly readerAddress: pulumi.Output<string>;
  readonly port: number;
  readonly securityGroupId: pulumi.Output<string>;
  /** Secret with `url`, `replicaUrls` separated by commas, and `readerUrl`; RDS's own with a managed password. */
  readonly secretArn: pulumi.Output<string>;
  /** Of the primary: what a replica in another region, or a backup plan, is told. */
  readonly arn: pulumi.Output<string>;
  readonly instanceClass: string;
  readonly storageGiB: number;
  readonly majorVersion: string;
  /** What is particular to its engine. */
  readonly traits: EngineTraits;
  /** Without a password of our own: one that RDS manages. */
  private readonly password: random.RandomPassword | undefined;
  private readonly hosts: Hosts;
  private readonly secretVersion: aws.secretsmanager.SecretVersion | undefined;
  private readonly instances: readonly aws.rds.Instance[];

  constructor(name: string, args: DatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:data:Database", name, args, opts);
    checkDatabase(name, args);
    const { network, replicas = 0, tags } = args;
    const settings = primarySettings(name, args, this);
    const { securityGroup, traits, password } = settings;
    const primary = primaryInstance(name, settings, this);
    const readers = Array.from({ length: replicas }, (_, index) =>
      replicaInstance(`${name}-replica-${index + 1}`, settings, { primary, index }, this),
    );
    const writer = args.proxy
      ? databaseProxy(name, { network, traits, primary, securityGroup, password: password?.result, tags }, this)
      : primary.address;
    const reader =
      replicas > 0 ? readerName(name, { network, traits, primary, replicas: readers, tags }, this) : writer;
    this.hosts = { writer, replicas: readers.map(({ address }) => address), reader };
    this.password = password;
    this.traits = traits;
    const stored = password
      ? connectionSecret(
          name,
          { hosts: this.hosts, urlOf: (host) => this.urlOf(host), regions: args.secretRegions ?? [], tags },
          this,
        )
      : undefined;

    this.watchName = `${name}-database`;
    this.instances = [primary, ...readers];
    this.instanceClass = args.instanceClass;
    this.storageGiB = settings.storageGiB;
    this.majorVersion = settings.majorVersion;
    this.address = writer;
    this.replicaAddresses = pulumi.output(readers.map(({ address }) => address));
    this.readerAddress = pulumi.output(reader);
    this.port = traits.port;
    this.arn = primary.arn;
    this.securityGroupId = securityGroup.id;
    this.secretVersion = stored?.version;
    this.secretArn = stored?.secret.arn ?? managedSecretArn(primary);
    this.registerOutputs({
      address: this.address,
      replicaAddresses: this.replicaAddresses,
      readerAddress: this.readerAddress,
      port: this.port,
      arn: this.arn,
      securityGroupId: this.securityGroupId,
      secretArn: this.secretArn,
    });
  }

  /**
   * What code needs to connect: the port, and as secrets `DATABASE_URL`, `DATABASE_REPLICA_URLS`, separated by commas, and
   * `DATABASE_READER_URL`, one host for reads. With a password that RDS manages, `DATABASE_URL` is plain and without one, and
   * the password comes in the variable that the engine's clients read, `PGPASSWORD` or `MYSQL_PWD`.
   */
  access(): Access {
    const { secretArn, secretVersion, traits } = this;
    const base = {
      name: this.watchName,
      endpoint: { securityGroupId: this.securityGroupId, port: this.port },
    };
    if (!secretVersion) {
      const url = this.urlOf(this.hosts.writer);
      return {
        ...base,
        environment: { DATABASE_URL: url, DATABASE_READER_URL: url },
        secrets: { [traits.passwordVariable]: { secretArn, key: "password" } },
        after: this.instances,
      };
    }
    // A new version is a new definition of what runs: that is how a new password reaches it.
    const value = (key: string) => ({ secretArn, key, versionId: secretVersion.versionId });
    return {
      ...base,
      secrets: {
        DATABASE_URL: value("url"),
        DATABASE_REPLICA_URLS: value("replicaUrls"),
        DATABASE_READER_URL: value("readerUrl"),
      },
      after: [secretVersion],
    };
  }

  /** The URL of a host that has this database or a copy of it, with the password in it if it is ours. */
  urlOf(host: pulumi.Input<string>): pulumi.Output<string> {
    return connectionUrl(this.traits, this.password?.result, host);
  }

  /** The URLs as the secret has them, for whoever puts together those of several databases. */
  get urls(): { readonly url: pulumi.Output<string>; readonly replicaUrls: pulumi.Output<string[]> } {
    return {
      url: this.urlOf(this.hosts.writer),
      replicaUrls: pulumi.all(this.hosts.replicas.map((host) => this.urlOf(host))),
    };
  }

  /** Whether RDS makes the password and replaces it. */
  get hasManagedPassword(): boolean {
    return this.password === undefined;
  }

  alarms(): readonly Alarm[] {
    const { traits, instanceClass, storageGiB } = this;
    return this.instances.flatMap((instance, index) =>
      instanceAlarms({
        instance,
        traits,
        instanceClass,
        storageGiB,
        isReplica: index > 0,
        suffix: index > 0 ? `-replica-${index}` : "",
      }),
    );
  }
}
