import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Alarm, Watched } from "./alarm";
import { singleServerScript } from "./boot-script";
import { isImageReference } from "./container-image";
import { instanceProfile } from "./instance-role";
import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import { allowHttpsOut, closedSecurityGroup, openToInternet } from "./security-group";
import { serverAlarms } from "./server-alarms";
import { dailySnapshots } from "./snapshots";
import { type Tags, tagged } from "./tags";
import { POSTGRES, SERVER_IMAGE_PARAMETER } from "./versions";

export interface ServerArgs {
  /** The server stands in the first public subnet. */
  readonly network: Network;
  /** The container that serves the app. */
  readonly image: string;
  /** Graviton instance type, such as `t4g.small`. */
  readonly instanceType: string;
  /**
   * Size of the data volume, 8 to 16384 GiB.
   * @default 20
   */
  readonly dataGiB?: number;
  /**
   * Daily snapshots of the data volume that are kept, 1 to 1000.
   * @default 7
   */
  readonly snapshots?: number;
  /**
   * TCP port that the app listens on, behind nginx.
   * @default 8080
   */
  readonly appPort?: number;
  /**
   * Further environment variables of the app.
   * @default {}
   */
  readonly environment?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Whether Pulumi refuses to delete the data volume.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const STOP_SECONDS = 30;
const LOG_DAYS = 30;
const ROOT_GIB = 20;

/**
 * One server with nginx, the app and its database. The data lies on a volume of its own with daily snapshots, so a new
 * server finds it again; while there is none, the site is down.
 */
export class Server extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  /** Stays the same when the server is replaced. */
  readonly address: pulumi.Output<string>;
  readonly instanceId: pulumi.Output<string>;
  readonly volumeId: pulumi.Output<string>;
  readonly securityGroupId: pulumi.Output<string>;

  constructor(name: string, args: ServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:compute:Server", name, args, opts);
    check(name, args);
    const { network, tags } = args;

    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: "Web traffic from the internet", tags },
      this,
    );
    openToInternet(`${name}-http`, { securityGroupId: securityGroup.id, port: 80 }, this);
    allowHttpsOut(`${name}-https`, securityGroup.id, this);
    const volume = this.dataVolume(name, args);
    const instance = this.instance(name, args, { securityGroup, volume });
    new aws.ec2.VolumeAttachment(
      `${name}-data`,
      { deviceName: "/dev/sdf", instanceId: instance.id, volumeId: volume.id, stopInstanceBeforeDetaching: true },
      { parent: this },
    );
    const address = new aws.ec2.Eip(name, { domain: "vpc", tags: tagged(name, tags) }, { parent: this });
    new aws.ec2.EipAssociation(name, { instanceId: instance.id, allocationId: address.id }, { parent: this });

    this.watchName = name;
    this.address = address.publicIp;
    this.instanceId = instance.id;
    this.volumeId = volume.id;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({
      address: this.address,
      instanceId: this.instanceId,
      volumeId: this.volumeId,
      securityGroupId: this.securityGroupId,
    });
  }

  alarms(): readonly Alarm[] {
    return serverAlarms(this.instanceId);
  }

  private dataVolume(name: string, args: ServerArgs): aws.ebs.Volume {
    const { network, dataGiB = 20, snapshots = 7, deletionProtection = true, tags } = args;
    const marker = `${pulumi.getStack()}-${name}-data`;
    dailySnapshots(`${name}-snapshots`, { marker, keep: snapshots, tags }, this);
    return new aws.ebs.Volume(
      `${name}-data`,
      {
        availabilityZone: network.zoneNames.apply((zones) => zones[0] ?? ""),
        type: "gp3",
        size: dataGiB,
        encrypted: true,
        finalSnapshot: true,
        tags: { ...tagged(`${name}-data`, tags), Snapshots: marker },
      },
      { parent: this, protect: deletionProtection },
    );
  }

  private instance(name: string, args: ServerArgs, parts: Parts): aws.ec2.Instance {
    const { network, image, instanceType, appPort = 8080, environment, tags } = args;
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      { retentionInDays: LOG_DAYS, tags: tagged(name, tags) },
      { parent: this },
    );
    const { profile, policy } = instanceProfile(name, { statements: [], logGroup, image, tags }, this);
    const container = {
      image,
      stopSeconds: STOP_SECONDS,
      environment: { PORT: `${appPort}`, ...environment },
      secrets: {},
      logGroup: logGroup.name,
      region: aws.getRegionOutput({}, { parent: this }).region,
    };
    return new aws.ec2.Instance(
      name,
      {
        ami: aws.ssm.getParameterOutput({ name: SERVER_IMAGE_PARAMETER }, { parent: this }).value,
        instanceType,
        subnetId: network.publicSubnetIds[0] ?? "",
        vpcSecurityGroupIds: [parts.securityGroup.id],
        iamInstanceProfile: profile.name,
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        rootBlockDevice: { volumeType: "gp3", volumeSize: ROOT_GIB, encrypted: true },
        maintenanceOptions: { autoRecovery: "default" },
        userData: singleServerScript(container, {
          volumeId: parts.volume.id,
          databaseImage: POSTGRES.image,
          port: appPort,
        }),
        userDataReplaceOnChange: true,
        tags: tagged(name, tags),
      },
      // The volume can be attached to one server only; a newer image of the system alone is no reason to replace it.
      { parent: this, deleteBeforeReplace: true, ignoreChanges: ["ami"], dependsOn: [policy] },
    );
  }
}

interface Parts {
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly volume: aws.ebs.Volume;
}

function check(name: string, args: ServerArgs): void {
  new Mistakes()
    .require(
      isImageReference(args.image),
      "image",
      `must be a container image such as registry/name:tag, got ${args.image}`,
    )
    .require(
      /^[a-z]+\d+g[a-z]*\./.test(args.instanceType),
      "instanceType",
      `must be a Graviton type such as t4g.small, got ${args.instanceType}`,
    )
    .requireRange("dataGiB", args.dataGiB ?? 20, 8, 16_384)
    .requireRange("snapshots", args.snapshots ?? 7, 1, 1_000)
    .requireRange("appPort", args.appPort ?? 8080, 1, 65_535)
    .throwFor("Server", name);
}
