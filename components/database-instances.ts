import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { MAX_STORAGE_GIB } from "./database-capacity";
import { type EngineTraits, hasInsights, parameterFamily } from "./database-engine";
import type { Network } from "./network";
import { type Tags, tagged } from "./tags";

/** User and database that the instance is created with. */
export const DATABASE_USER = "app";
export const DATABASE_NAME = "app";

const GROWTH = 5;
const LEAST_GROWTH = 1.1;
const INSIGHTS_DAYS = { standard: 7, advanced: 465 } as const;

/** What the primary and its replicas have in common. */
export interface InstanceSettings {
  readonly network: Network;
  readonly traits: EngineTraits;
  readonly majorVersion: string;
  readonly instanceClass: string;
  readonly storageGiB: number;
  readonly deletionProtection: boolean;
  readonly securityGroup: aws.ec2.SecurityGroup;
  readonly keyArn: pulumi.Output<string>;
  readonly insights: "standard" | "advanced";
  /** Who writes the measurements of the operating system, and how often; none without it. */
  readonly monitoring: { readonly seconds: number; readonly roleArn: pulumi.Output<string> } | undefined;
  readonly applyImmediately: boolean;
  readonly tags: Tags | undefined;
}

export interface PrimarySettings extends InstanceSettings {
  readonly allowMajorVersionUpgrade: boolean;
  readonly standby: boolean;
  readonly backupRetentionDays: number;
  /** RDS makes one where there is none. */
  readonly password: random.RandomPassword | undefined;
}

/**
 * What is decided when an instance is made and can only be changed by making another: what is written otherwise later
 * must not replace a database that is there. A change of zone comes with adding or dropping the standby.
 */
export const DECIDED_AT_CREATION = ["availabilityZone", "kmsKeyId", "performanceInsightsKmsKeyId"];

/** The instance that takes writes. With a standby, AWS chooses the zones of both and may swap them. */
export function primaryInstance(name: string, settings: PrimarySettings, parent: pulumi.Resource): aws.rds.Instance {
  const { network, traits, storageGiB, standby, backupRetentionDays, deletionProtection, password } = settings;
  return new aws.rds.Instance(
    name,
    {
      ...sharedArgs(name, settings),
      engine: traits.engine,
      engineVersion: settings.majorVersion,
      ...(settings.allowMajorVersionUpgrade ? { allowMajorVersionUpgrade: true } : {}),
      dbName: DATABASE_NAME,
      username: DATABASE_USER,
      ...(password ? { password: password.result } : { manageMasterUserPassword: true }),
      port: traits.port,
      allocatedStorage: storageGiB,
      kmsKeyId: settings.keyArn,
      dbSubnetGroupName: dataSubnets(name, settings, parent).name,
      parameterGroupName: engineParameters(name, settings, parent).name,
      deletionProtection,
      multiAz: standby,
      ...(standby ? {} : { availabilityZone: zoneAt(network, 0) }),
      backupRetentionPeriod: backupRetentionDays,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: finalSnapshot(name, parent),
    },
    { parent, protect: deletionProtection, ignoreChanges: DECIDED_AT_CREATION },
  );
}

/**
 * The `index`-th copy that answers reads: one zone further than the one before, so that no zone takes them all. It may be
 * deleted, by AWS and Pulumi: its data is the primary's, and fewer replicas must be a matter of configuration.
 */
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
      deletionProtection: false,
      // AWS takes no final snapshot of a replica.
      skipFinalSnapshot: true,
    },
    // Where it is stays: a further zone in the network must not replace it.
    { parent, ignoreChanges: ["availabilityZone", "performanceInsightsKmsKeyId"] },
  );
}

/** The subnets that instances may be placed in. */
export function dataSubnets(
  name: string,
  { network, tags }: Pick<InstanceSettings, "network" | "tags">,
  parent: pulumi.Resource,
): aws.rds.SubnetGroup {
  return new aws.rds.SubnetGroup(name, { subnetIds: network.dataSubnetIds, tags: tagged(name, tags) }, { parent });
}

/**
 * Parameters under a name with the major version, so that an upgrade finds a group of its own beside the old one. In effect
 * from an instance's first start. A value that happens to be the engine's default AWS reports as waiting for a restart,
 * whatever it was told: told anything else, it would differ at every preview for ever.
 * registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/db_parameter_group (read on 2026-11-21)
 */
export function engineParameters(
  name: string,
  { traits, majorVersion, tags }: Pick<InstanceSettings, "traits" | "majorVersion" | "tags">,
  parent: pulumi.Resource,
): aws.rds.ParameterGroup {
  const family = parameterFamily(traits.engine, majorVersion);
  return new aws.rds.ParameterGroup(
    // Pulumi's names hold letters, digits and hyphens where AWS makes a name of them: no dot.
    `${name}-${family.replace(".", "-")}`,
    {
      family,
      parameters: traits.parameters.map((parameter) => ({ ...parameter, applyMethod: "pending-reboot" })),
      tags: tagged(name, tags),
    },
    { parent },
  );
}

/** Name of the snapshot that is taken when an instance is deleted, not yet taken by an earlier one. */
export function finalSnapshot(name: string, parent: pulumi.Resource): pulumi.Output<string> {
  const suffix = new random.RandomId(`${name}-final-snapshot`, { byteLength: 4 }, { parent });
  return pulumi.interpolate`${name}-final-${suffix.hex}`;
}

/** What every instance is given, primary or copy. */
export function sharedArgs(name: string, settings: InstanceSettings) {
  const { traits, instanceClass, insights, monitoring } = settings;
  const measured = monitoring && { monitoringInterval: monitoring.seconds, monitoringRoleArn: monitoring.roleArn };
  return {
    instanceClass,
    storageType: "gp3",
    storageEncrypted: true,
    ...growth(settings.storageGiB),
    publiclyAccessible: false,
    vpcSecurityGroupIds: [settings.securityGroup.id],
    autoMinorVersionUpgrade: true,
    ...(settings.applyImmediately ? { applyImmediately: true } : {}),
    copyTagsToSnapshot: true,
    ...(hasInsights(traits.engine, instanceClass)
      ? {
          performanceInsightsEnabled: true,
          performanceInsightsKmsKeyId: settings.keyArn,
          performanceInsightsRetentionPeriod: INSIGHTS_DAYS[insights],
          databaseInsightsMode: insights,
        }
      : {}),
    ...measured,
    enabledCloudwatchLogsExports: [...traits.logs],
    tags: tagged(name, settings.tags),
  };
}

/**
 * How far the storage grows by itself. A replica whose storage stays smaller than its primary's stops replicating once
 * that has grown. AWS refuses an end above the most that there is, or less than a tenth above the beginning.
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PIOPS.Autoscaling.html (read on 2026-11-21)
 */
function growth(storageGiB: number): { readonly maxAllocatedStorage?: number } {
  const maxAllocatedStorage = Math.min(storageGiB * GROWTH, MAX_STORAGE_GIB);
  return maxAllocatedStorage < storageGiB * LEAST_GROWTH ? {} : { maxAllocatedStorage };
}

/** Round robin over the zones of a network. */
function zoneAt(network: Network, index: number): pulumi.Output<string> {
  return network.zoneNames.apply((names) => names[index % names.length] ?? "");
}
