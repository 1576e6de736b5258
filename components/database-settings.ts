import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { assumedBy } from "./access";
import { type DatabaseArgs, MIN_STORAGE_GIB } from "./database-args";
import { DatabaseEngine, engineTraits } from "./database-engine";
import type { InstanceSettings, PrimarySettings } from "./database-instances";
import { encryptionKey } from "./encryption-key";
import { closedSecurityGroup } from "./security-group";
import { type Tags, tagged } from "./tags";
import { DATABASE_BACKUP_DAYS } from "./versions";

const PASSWORD_LENGTH = 32;

/** What a database's instances are made with, and what has to exist for it: group, key, password and role. */
export function primarySettings(name: string, args: DatabaseArgs, parent: pulumi.Resource): PrimarySettings {
  const { network, engine = DatabaseEngine.Postgres, deletionProtection = true, tags } = args;
  const description = `The database ${name}`;
  const traits = engineTraits(engine);
  const shared: InstanceSettings = {
    network,
    traits,
    majorVersion: args.majorVersion ?? traits.major,
    instanceClass: args.instanceClass,
    storageGiB: args.storageGiB ?? MIN_STORAGE_GIB,
    deletionProtection,
    securityGroup: closedSecurityGroup(
      name,
      { vpcId: network.vpcId, description: "Connections to the database", tags },
      parent,
    ),
    keyArn: encryptionKey(name, { description, protect: deletionProtection, tags }, parent).arn,
    insights: args.insights ?? "standard",
    monitoring: monitoring(name, args, parent),
    applyImmediately: args.applyImmediately ?? false,
    tags,
  };
  return {
    ...shared,
    allowMajorVersionUpgrade: args.allowMajorVersionUpgrade ?? false,
    standby: args.standby ?? true,
    backupRetentionDays: args.backupRetentionDays ?? DATABASE_BACKUP_DAYS.least,
    password: args.managedPassword ? undefined : ownPassword(name, args, parent),
  };
}

/** RDS can keep the password itself, but then refuses read replicas. */
function ownPassword(name: string, args: DatabaseArgs, parent: pulumi.Resource): random.RandomPassword {
  const { passwordGeneration: generation } = args;
  // The first password has no keepers: one that is there must not be replaced because they were invented later.
  const keepers = generation === undefined || generation === 1 ? {} : { keepers: { generation: `${generation}` } };
  return new random.RandomPassword(
    `${name}-password`,
    { length: PASSWORD_LENGTH, special: false, ...keepers },
    { parent },
  );
}

/** Who writes the measurements of the operating system, and how often; nobody where none are asked for. */
export function monitoring(
  name: string,
  args: { readonly enhancedMonitoringSeconds?: number; readonly tags?: Tags },
  parent: pulumi.Resource,
): InstanceSettings["monitoring"] {
  const { enhancedMonitoringSeconds: seconds = 0, tags } = args;
  return seconds > 0 ? { seconds, roleArn: monitoringRole(name, tags, parent) } : undefined;
}

function monitoringRole(name: string, tags: Tags | undefined, parent: pulumi.Resource): pulumi.Output<string> {
  const roleName = `${name}-monitoring`;
  const role = new aws.iam.Role(
    roleName,
    { assumeRolePolicy: assumedBy("monitoring.rds.amazonaws.com"), tags: tagged(roleName, tags) },
    { parent },
  );
  const attachment = new aws.iam.RolePolicyAttachment(
    roleName,
    { role: role.name, policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole" },
    { parent },
  );
  // RDS asks at once whether the role may do what it is for.
  return pulumi.all([role.arn, attachment.id]).apply(([arn]) => arn);
}
