import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { gather, type Statement, secretStatements } from "./access";
import type { AnyAlarm, Watched } from "./alarm";
import { instanceProfile } from "./instance-role";
import { ObjectStore } from "./object-store";
import { allowHttpsOut, closedSecurityGroup, connectAll, openToInternet } from "./security-group";
import { AGENT_STATEMENT, agentAlarms } from "./server-agent";
import { serverAlarms } from "./server-alarms";
import { checkServer, LocalDatabase, type ServerArgs } from "./server-args";
import { singleServerScript } from "./single-server-script";
import { dailySnapshots } from "./snapshots";
import { tagged } from "./tags";
import { POSTGRES, SERVER_IMAGE_PARAMETER } from "./versions";

export { LocalDatabase, type ServerArgs } from "./server-args";

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
  /** The data volume; undefined without one. */
  readonly volumeId: pulumi.Output<string> | undefined;
  /** Bucket of the nightly dumps; undefined without them. */
  readonly dumpBucket: pulumi.Output<string> | undefined;
  readonly securityGroupId: pulumi.Output<string>;
  readonly appLog: pulumi.Output<string>;
  private readonly hasAgent: boolean;
  private readonly instanceType: string;

  constructor(name: string, args: ServerArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:compute:Server", name, args, opts);
    checkServer(name, args);
    const { network, localDatabase = LocalDatabase.Serving, uses = [], keys = [], agent = false, tags } = args;

    const securityGroup = closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: "Web traffic from the internet", tags },
      this,
    );
    openToInternet(`${name}-http`, { securityGroupId: securityGroup.id, port: 80 }, this);
    allowHttpsOut(`${name}-https`, securityGroup.id, this);
    connectAll(name, securityGroup.id, [...keys, ...uses], this);
    const volume = localDatabase === LocalDatabase.None ? undefined : this.dataVolume(name, args);
    const dumps = this.dumps(name, args);
    const logGroup = new aws.cloudwatch.LogGroup(
      name,
      { retentionInDays: LOG_DAYS, tags: tagged(name, tags) },
      { parent: this },
    );
    const instance = this.instance(name, args, { securityGroup, volume, dumps, logGroup });
    if (volume) {
      new aws.ec2.VolumeAttachment(
        `${name}-data`,
        { deviceName: "/dev/sdf", instanceId: instance.id, volumeId: volume.id, stopInstanceBeforeDetaching: true },
        { parent: this },
      );
    }
    const address = new aws.ec2.Eip(name, { domain: "vpc", tags: tagged(name, tags) }, { parent: this });
    new aws.ec2.EipAssociation(name, { instanceId: instance.id, allocationId: address.id }, { parent: this });

    this.watchName = name;
    this.appLog = logGroup.name;
    this.hasAgent = agent;
    this.instanceType = args.instanceType;
    this.address = address.publicIp;
    this.instanceId = instance.id;
    this.volumeId = volume?.id;
    this.dumpBucket = dumps?.bucketName;
    this.securityGroupId = securityGroup.id;
    this.registerOutputs({
      address: this.address,
      instanceId: this.instanceId,
      volumeId: this.volumeId,
      dumpBucket: this.dumpBucket,
      securityGroupId: this.securityGroupId,
    });
  }

  alarms(): readonly AnyAlarm[] {
    const full = this.hasAgent ? agentAlarms(this.instanceId, this.volumeId !== undefined) : [];
    return [...serverAlarms(this.instanceId, this.instanceType), ...full];
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

  private dumps(name: string, { dumpDays = 0, deletionProtection = true, tags }: ServerArgs): ObjectStore | undefined {
    if (dumpDays === 0) {
      return undefined;
    }
    const args = { expireAfterDays: dumpDays, deletionProtection, ...(tags ? { tags } : {}) };
    return new ObjectStore(`${name}-dumps`, args, { parent: this });
  }

  private instance(name: string, args: ServerArgs, parts: Parts): aws.ec2.Instance {
    const { network, image, instanceType, uses = [], keys = [], tags } = args;
    const { statements, secrets, after } = gather([...keys, ...uses]);
    const { profile, policy } = instanceProfile(
      name,
      {
        statements: [...statements, ...secretStatements(secrets), ...ownStatements(args, parts)],
        logGroup: parts.logGroup,
        image,
        tags,
      },
      this,
    );
    return new aws.ec2.Instance(
      name,
      {
        ami: aws.ssm.getParameterOutput({ name: SERVER_IMAGE_PARAMETER }, { parent: this }).insecureValue,
        instanceType,
        subnetId: network.publicSubnetIds[0] ?? "",
        vpcSecurityGroupIds: [parts.securityGroup.id],
        iamInstanceProfile: profile.name,
        metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
        rootBlockDevice: { volumeType: "gp3", volumeSize: ROOT_GIB, encrypted: true },
        maintenanceOptions: { autoRecovery: "default" },
        userData: this.script(args, parts),
        userDataReplaceOnChange: true,
        tags: tagged(name, tags),
      },
      // The volume can be attached to one server only; a newer image of the system alone is no reason to replace it.
      { parent: this, deleteBeforeReplace: true, ignoreChanges: ["ami"], dependsOn: [policy, ...after] },
    );
  }

  private script(args: ServerArgs, parts: Parts) {
    const { image, appPort = 8080, localDatabase = LocalDatabase.Serving, uses = [], keys = [], agent = false } = args;
    const isServing = localDatabase === LocalDatabase.Serving;
    const used = gather([...keys, ...(isServing ? [] : uses)]);
    return singleServerScript(
      {
        image,
        stopSeconds: STOP_SECONDS,
        environment: { PORT: `${appPort}`, ...used.environment, ...args.environment },
        secrets: used.secrets,
        logGroup: parts.logGroup.name,
        region: aws.getRegionOutput({}, { parent: this }).region,
      },
      {
        port: appPort,
        agent,
        volumeId: parts.volume?.id,
        database: isServing ? { image: POSTGRES.image, dumpBucket: parts.dumps?.bucketName } : undefined,
      },
    );
  }
}

interface Parts {
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly volume: aws.ebs.Volume | undefined;
  readonly dumps: ObjectStore | undefined;
  readonly logGroup: aws.cloudwatch.LogGroup;
}

/** What the server does for itself: it may add dumps and delete none. */
function ownStatements({ agent = false }: ServerArgs, { dumps }: Parts): readonly Statement[] {
  return [
    ...(agent ? [AGENT_STATEMENT] : []),
    ...(dumps ? [{ actions: ["s3:PutObject"], resources: [pulumi.interpolate`${dumps.arn}/*`] }] : []),
  ];
}
