import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import type { Alarm, Watched } from "./alarm";
import { instanceAlarms } from "./database-alarms";
import {
  DECIDED_AT_CREATION,
  dataSubnets,
  engineParameters,
  finalSnapshot,
  type InstanceSettings,
  sharedArgs,
} from "./database-instances";
import { checkReplica, type DatabaseReplicaArgs } from "./database-replica-args";
import { connectionSecret } from "./database-secret";
import { monitoring } from "./database-settings";
import { encryptionKey } from "./encryption-key";
import { closedSecurityGroup } from "./security-group";
import { DATABASE_BACKUP_DAYS } from "./versions";

export type { DatabaseReplicaArgs } from "./database-replica-args";

/**
 * A copy of a database in another region, the one of the provider that it is given: encrypted with a key of that region,
 * with the addresses in a secret of that region, ready to be promoted.
 */
export class DatabaseReplica extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  /** Host of the copy; stays the same when it is promoted. */
  readonly address: pulumi.Output<string>;
  readonly port: number;
  readonly securityGroupId: pulumi.Output<string>;
  /** Secret with `url`, `replicaUrls` and `readerUrl`, as code in this region should see them. */
  readonly secretArn: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  private readonly secretVersion: aws.secretsmanager.SecretVersion;
  private readonly instance: aws.rds.Instance;
  private readonly args: DatabaseReplicaArgs;

  constructor(name: string, args: DatabaseReplicaArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:data:DatabaseReplica", name, args, opts);
    checkReplica(name, args);
    const { of, network, deletionProtection = true, promoted = false, tags } = args;
    const settings: InstanceSettings = {
      network,
      traits: of.traits,
      majorVersion: of.majorVersion,
      instanceClass: args.instanceClass ?? of.instanceClass,
      storageGiB: of.storageGiB,
      deletionProtection,
      securityGroup: closedSecurityGroup(
        name,
        { vpcId: network.vpcId, description: "Connections to the copy of the database", tags },
        this,
      ),
      // A key stays in its region: what comes from the other one is encrypted anew.
      keyArn: encryptionKey(
        name,
        { description: `The database's copy ${name}`, protect: deletionProtection, tags },
        this,
      ).arn,
      insights: "standard",
      monitoring: monitoring(name, args, this),
      applyImmediately: false,
      tags,
    };
    this.instance = this.copy(name, args, settings);
    const { address } = this.instance;
    const { secret, version } = connectionSecret(
      name,
      {
        hosts: { writer: promoted ? address : of.address, replicas: promoted ? [] : [address], reader: address },
        urlOf: (host) => of.urlOf(host),
        regions: [],
        tags,
      },
      this,
    );

    this.watchName = `${name}-database`;
    this.args = args;
    this.secretVersion = version;
    this.address = address;
    this.port = of.port;
    this.arn = this.instance.arn;
    this.securityGroupId = settings.securityGroup.id;
    this.secretArn = secret.arn;
    this.registerOutputs({
      address: this.address,
      port: this.port,
      arn: this.arn,
      securityGroupId: this.securityGroupId,
      secretArn: this.secretArn,
    });
  }

  /**
   * What code in this region needs: as secrets `DATABASE_URL`, which takes writes (in the other region until this copy is
   * promoted, over a way between the networks that is not part of this), `DATABASE_REPLICA_URLS` and `DATABASE_READER_URL`.
   */
  access(): Access {
    const { versionId } = this.secretVersion;
    const value = (key: string) => ({ secretArn: this.secretArn, key, versionId });
    return {
      name: this.watchName,
      endpoint: { securityGroupId: this.securityGroupId, port: this.port },
      secrets: {
        DATABASE_URL: value("url"),
        DATABASE_REPLICA_URLS: value("replicaUrls"),
        DATABASE_READER_URL: value("readerUrl"),
      },
      after: [this.secretVersion],
    };
  }

  /** The URLs as the secret has them, for whoever puts together those of several databases. */
  get urls(): { readonly url: pulumi.Output<string>; readonly replicaUrls: pulumi.Output<string[]> } {
    const { of, promoted = false } = this.args;
    const own = of.urlOf(this.address);
    return promoted
      ? { url: own, replicaUrls: pulumi.output([]) }
      : { url: of.urlOf(of.address), replicaUrls: pulumi.all([own]) };
  }

  alarms(): readonly Alarm[] {
    const { of, instanceClass = of.instanceClass, promoted = false } = this.args;
    const { traits, storageGiB } = of;
    return instanceAlarms({
      instance: this.instance,
      traits,
      instanceClass,
      storageGiB,
      isReplica: !promoted,
      suffix: "",
    });
  }

  private copy(name: string, args: DatabaseReplicaArgs, settings: InstanceSettings): aws.rds.Instance {
    const { of, promoted = false, standby = false, backupRetentionDays = DATABASE_BACKUP_DAYS.least } = args;
    const { deletionProtection, traits, majorVersion } = settings;
    return new aws.rds.Instance(
      name,
      {
        ...sharedArgs(name, settings),
        // Leaving out the source is what promotes it.
        ...(promoted ? { engine: traits.engine, engineVersion: majorVersion } : { replicateSourceDb: of.arn }),
        kmsKeyId: settings.keyArn,
        dbSubnetGroupName: dataSubnets(name, settings, this).name,
        parameterGroupName: engineParameters(name, settings, this).name,
        multiAz: standby,
        backupRetentionPeriod: backupRetentionDays,
        deletionProtection,
        // AWS takes no final snapshot of a replica.
        skipFinalSnapshot: !promoted,
        finalSnapshotIdentifier: finalSnapshot(name, this),
      },
      // A copy has its engine from its source and keeps it: naming it later must not replace what is promoted.
      { parent: this, protect: deletionProtection, ignoreChanges: [...DECIDED_AT_CREATION, "engine"] },
    );
  }
}
