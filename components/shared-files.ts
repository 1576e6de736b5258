import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import type { Alarm, Watched } from "./alarm";
import { encryptionKey } from "./encryption-key";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import { closedSecurityGroup } from "./security-group";
import { sharedFilesPolicy } from "./shared-files-policy";
import { type Tags, tagged } from "./tags";

export interface SharedFilesArgs {
  /** Each of its data subnets has a way to the files. */
  readonly network: Network;
  /**
   * Where tasks find the files.
   * @default "/mnt/" and the name of the component
   */
  readonly path?: string;
  /**
   * Number of the user and group that own the files, which is what the container runs as.
   * @default 1000
   */
  readonly ownerId?: number;
  /**
   * Days without a read after which a file is kept on slower and cheaper storage: 1, 7, 14, 30, 60, 90, 180, 270 or 365. The next
   * read brings it back.
   * @default 30
   */
  readonly coldAfterDays?: number;
  /**
   * Whether AWS Backup copies the files every day and keeps the copies for 35 days.
   * @default true
   */
  readonly backup?: boolean;
  /**
   * Whether Pulumi refuses to delete the files.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** Port of NFS, by which files are mounted. */
const NFS_PORT = 2049;
const COLD_DAYS = [1, 7, 14, 30, 60, 90, 180, 270, 365];

/** Files that every task sees, on EFS: kept in three zones or more, encrypted, with a way to them in each zone. */
export class SharedFiles extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly fileSystemId: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly accessPointId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;
  /** Where tasks find the files. */
  readonly path: string;
  private readonly mountName: string;
  private readonly mountTargets: readonly aws.efs.MountTarget[];

  constructor(name: string, args: SharedFilesArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:data:SharedFiles", name, args, opts);
    check(name, args);
    const { network, tags } = args;
    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: "Connections to the shared files", tags },
      this,
    );
    const files = this.fileSystem(name, args);
    const accessPoint = this.accessPoint(name, files, args);
    this.mountTargets = network.dataSubnetIds.map(
      (subnetId, index) =>
        new aws.efs.MountTarget(
          `${name}-${index + 1}`,
          { fileSystemId: files.id, subnetId, securityGroups: [securityGroup.id] },
          { parent: this },
        ),
    );

    this.watchName = `${name}-files`;
    this.mountName = name;
    this.path = args.path ?? `/mnt/${name}`;
    this.fileSystemId = files.id;
    this.arn = files.arn;
    this.accessPointId = accessPoint.id;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({
      fileSystemId: this.fileSystemId,
      arn: this.arn,
      accessPointId: this.accessPointId,
      securityGroupId: this.securityGroupId,
      path: this.path,
    });
  }

  /** What a task needs: the port, the permission to read and write, the folder itself, and its path as `SHARED_FILES_DIR`. */
  access(): Access {
    const { fileSystemId, accessPointId, path } = this;
    return {
      name: this.watchName,
      endpoint: { securityGroupId: this.securityGroupId, port: NFS_PORT },
      environment: { SHARED_FILES_DIR: path },
      statements: [
        {
          actions: ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
          resources: [this.arn],
        },
      ],
      mounts: [{ name: this.mountName, path, fileSystemId, accessPointId }],
      after: this.mountTargets,
    };
  }

  alarms(): readonly Alarm[] {
    const metric = { namespace: "AWS/EFS", dimensions: { FileSystemId: this.fileSystemId } } as const;
    return [
      {
        ...metric,
        name: "io-limit",
        runbook: "files-io-limit",
        metricName: "PercentIOLimit",
        statistic: "Maximum",
        when: { above: 90 },
        minutes: 15,
        description:
          "The files are close to the operations a second that EFS serves. Look for code that lists or locks much.",
      },
      {
        ...metric,
        name: "connections",
        runbook: "files-connections",
        metricName: "ClientConnections",
        statistic: "Sum",
        // Of 25,000. docs.aws.amazon.com/efs/latest/ug/limits.html (as known in 2026-11)
        when: { above: 20_000 },
        description: "Four fifths of the clients that EFS serves are connected; the next ones are refused.",
      },
    ];
  }

  private fileSystem(name: string, args: SharedFilesArgs): aws.efs.FileSystem {
    const { coldAfterDays = 30, backup = true, deletionProtection = true, tags } = args;
    const key = encryptionKey(
      name,
      { description: `The shared files ${name}`, protect: deletionProtection, tags },
      this,
    );
    const files = new aws.efs.FileSystem(
      name,
      {
        encrypted: true,
        kmsKeyId: key.arn,
        throughputMode: "elastic",
        lifecyclePolicies: [
          { transitionToIa: coldAfterDays === 1 ? "AFTER_1_DAY" : `AFTER_${coldAfterDays}_DAYS` },
          { transitionToPrimaryStorageClass: "AFTER_1_ACCESS" },
        ],
        tags: tagged(name, tags),
      },
      // Another key would be another file system.
      { parent: this, protect: deletionProtection, ignoreChanges: ["kmsKeyId"] },
    );
    new aws.efs.BackupPolicy(
      name,
      { fileSystemId: files.id, backupPolicy: { status: backup ? "ENABLED" : "DISABLED" } },
      { parent: this },
    );
    new aws.efs.FileSystemPolicy(
      name,
      { fileSystemId: files.id, policy: sharedFilesPolicy(files.arn) },
      { parent: this },
    );
    return files;
  }

  /** The only folder that tasks see, whose files all belong to the user that they run as. */
  private accessPoint(name: string, files: aws.efs.FileSystem, args: SharedFilesArgs): aws.efs.AccessPoint {
    const { ownerId = 1000, tags } = args;
    return new aws.efs.AccessPoint(
      name,
      {
        fileSystemId: files.id,
        posixUser: { uid: ownerId, gid: ownerId },
        rootDirectory: {
          path: "/shared",
          creationInfo: { ownerUid: ownerId, ownerGid: ownerId, permissions: "0750" },
        },
        tags: tagged(name, tags),
      },
      { parent: this },
    );
  }
}

function check(name: string, args: SharedFilesArgs): void {
  const { coldAfterDays = 30, ownerId = 1000, path = `/mnt/${name}` } = args;
  new Mistakes()
    .require(
      COLD_DAYS.includes(coldAfterDays),
      "coldAfterDays",
      `must be one of ${COLD_DAYS.join(", ")}, got ${coldAfterDays}`,
    )
    // 0 would be root, who may do what the files' modes forbid.
    .requireRange("ownerId", ownerId, 1, 4_294_967_295)
    .require(/^\/[\w.-]+(\/[\w.-]+)*$/.test(path), "path", `must be an absolute path such as /mnt/files, got ${path}`)
    .throwFor("SharedFiles", name);
}
