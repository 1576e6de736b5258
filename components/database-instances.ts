import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Network } from "./network";
import { type Tags, tagged } from "./tags";
import { POSTGRES } from "./versions";

/** User and database that the instance is created with. */
export const DATABASE_USER = "app";
export const DATABASE_NAME = "app";

const GROWTH = 5;
const INSIGHTS_DAYS = 7;

export interface InstanceSettings {
  readonly network: Network;
  readonly instanceClass: string;
  readonly storageGiB: number;
  readonly standby: boolean;
  readonly backupRetentionDays: number;
  readonly deletionProtection: boolean;
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly tags: Tags | undefined;
}

/** The instance that takes writes. With a standby, AWS chooses the zones of both and may swap them. */
export function primaryInstance(
  name: string,
  settings: InstanceSettings,
  password: random.RandomPassword,
  parent: pulumi.Resource,
): aws.rds.Instance {
  const { network, storageGiB, standby, backupRetentionDays, deletionProtection, tags } = settings;
  const subnetGroup = new aws.rds.SubnetGroup(
    name,
    { subnetIds: network.dataSubnetIds, tags: tagged(name, tags) },
    { parent },
  );
  const parameters = new aws.rds.ParameterGroup(
    `${name}-${POSTGRES.family}`,
    { family: POSTGRES.family, parameters: [{ name: "rds.force_ssl", value: "1" }], tags: tagged(name, tags) },
    { parent },
  );
  const suffix = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4 }, { parent });
  return new aws.rds.Instance(
    name,
    {
      ...sharedArgs(name, settings),
      engine: "postgres",
      engineVersion: POSTGRES.major,
      dbName: DATABASE_NAME,
      username: DATABASE_USER,
      password: password.result,
      port: POSTGRES.port,
      allocatedStorage: storageGiB,
      maxAllocatedStorage: storageGiB * GROWTH,
      dbSubnetGroupName: subnetGroup.name,
      parameterGroupName: parameters.name,
      multiAz: standby,
      ...(standby ? {} : { availabilityZone: zoneAt(network, 0) }),
      backupRetentionPeriod: backupRetentionDays,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: pulumi.interpolate`${name}-final-${suffix.hex}`,
    },
    // A change of zone replaces the database, and adding or dropping the standby must not.
    { parent, protect: deletionProtection, ignoreChanges: ["availabilityZone"] },
  );
}

/** The `index`-th copy that answers reads: one zone further than the one before, so that no zone takes them all. */
export function replicaInstance(
  name: string,
  settings: InstanceSettings,
  { primary, index }: { readonly primary: aws.rds.Instance; readonly index: number },
  parent: pulumi.Resource,
): aws.rds.Instance {
  return new aws.rds.Instance(
    name,
    {
      ...sharedArgs(name, settings),
      replicateSourceDb: primary.identifier,
      parameterGroupName: primary.parameterGroupName,
      availabilityZone: zoneAt(settings.network, index + 1),
      // AWS takes no final snapshot of a replica: its data is the primary's.
      skipFinalSnapshot: true,
    },
    { parent },
  );
}

function sharedArgs(name: string, settings: InstanceSettings) {
  const { instanceClass, deletionProtection, securityGroup, tags } = settings;
  return {
    instanceClass,
    storageType: "gp3",
    storageEncrypted: true,
    publiclyAccessible: false,
    vpcSecurityGroupIds: [securityGroup.id],
    deletionProtection,
    autoMinorVersionUpgrade: true,
    copyTagsToSnapshot: true,
    performanceInsightsEnabled: true,
    performanceInsightsRetentionPeriod: INSIGHTS_DAYS,
    enabledCloudwatchLogsExports: ["postgresql", "upgrade"],
    tags: tagged(name, tags),
  };
}

/** Round robin over the zones of a network. */
function zoneAt(network: Network, index: number): pulumi.Output<string> {
  return network.zoneNames.apply((names) => names[index % names.length] ?? "");
}
