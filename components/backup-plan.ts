import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { assumedBy } from "./access";
import { encryptionKey } from "./encryption-key";
import { Mistakes } from "./mistakes";
import { isRegionName } from "./region-name";
import { type Tags, tagged } from "./tags";

/** Whether, and from whom, a vault keeps its backups until their time is over. */
export const VaultLock = {
  /** Whoever may delete a backup may do so. */
  None: "none",
  /** Only those who may also unlock the vault. */
  Governance: "governance",
  /** Nobody, AWS included, from three days after the vault was made; nor is there any way to unlock it. */
  Compliance: "compliance",
} as const;
export type VaultLock = (typeof VaultLock)[keyof typeof VaultLock];

export interface BackupPlanArgs {
  /**
   * ARNs of what is backed up: databases, tables, file systems, buckets.
   * @default []
   */
  readonly resources?: readonly pulumi.Input<string>[];
  /**
   * A tag of what is backed up beside `resources`, anything in the account that carries it.
   * @default - `resources` alone
   */
  readonly tag?: { readonly key: string; readonly value: string };
  /**
   * Days that a day's backup is kept, 7 to 365.
   * @default 35
   */
  readonly dailyDays?: number;
  /**
   * Days that the backup of a month's first day is kept, 90 to 3650; 0 for none.
   * @default 365
   */
  readonly monthlyDays?: number;
  /**
   * A second region that every backup is copied to, so that the loss of the first is not the loss of all.
   * @default - no copies
   */
  readonly copyRegion?: string;
  /**
   * Whether backups can be deleted before their time.
   * @default VaultLock.None
   */
  readonly lock?: VaultLock;
  /**
   * Whether Pulumi refuses to delete the vaults. AWS itself refuses while there are backups in them.
   * @default true
   */
  readonly deletionProtection?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** Least that AWS lets one think about a lock that cannot be undone. */
const COOLING_OFF_DAYS = 3;
const START_MINUTES = 60;
const COMPLETION_MINUTES = 480;
/** At night in UTC, not at the full hour, when everybody else's start. */
const DAILY = "cron(20 3 * * ? *)";
const MONTHLY = "cron(20 4 1 * ? *)";

/** Backups of whatever holds data, by AWS Backup: every day and every month, in a vault of their own and a copy elsewhere. */
export class BackupPlan extends pulumi.ComponentResource {
  readonly vaultArn: pulumi.Output<string>;
  /** Of the vault in the second region; none without one. */
  readonly copyVaultArn: pulumi.Output<string> | undefined;
  readonly planId: pulumi.Output<string>;

  constructor(name: string, args: BackupPlanArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:operations:BackupPlan", name, args, opts);
    check(name, args);
    const { dailyDays = 35, monthlyDays = 365, copyRegion, tags } = args;
    const vault = this.vault(name, args, undefined);
    const copy = copyRegion === undefined ? undefined : this.vault(`${name}-copy`, args, copyRegion);
    const rule = (ruleName: string, schedule: string, deleteAfter: number) => ({
      ruleName,
      targetVaultName: vault.name,
      schedule,
      startWindow: START_MINUTES,
      completionWindow: COMPLETION_MINUTES,
      lifecycle: { deleteAfter },
      ...(copy ? { copyActions: [{ destinationVaultArn: copy.arn, lifecycle: { deleteAfter } }] } : {}),
    });
    const plan = new aws.backup.Plan(
      name,
      {
        rules: [rule("daily", DAILY, dailyDays), ...(monthlyDays > 0 ? [rule("monthly", MONTHLY, monthlyDays)] : [])],
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    this.select(name, plan, args);

    this.vaultArn = vault.arn;
    this.copyVaultArn = copy?.arn;
    this.planId = plan.id;
    this.registerOutputs({ vaultArn: this.vaultArn, copyVaultArn: this.copyVaultArn, planId: this.planId });
  }

  private vault(name: string, args: BackupPlanArgs, region: string | undefined): aws.backup.Vault {
    const { deletionProtection = true, tags } = args;
    const elsewhere = region === undefined ? {} : { region };
    const key = encryptionKey(
      name,
      { description: `The backups ${name}`, protect: deletionProtection, tags, ...elsewhere },
      this,
    );
    const vault = new aws.backup.Vault(
      name,
      { kmsKeyArn: key.arn, forceDestroy: false, tags: tagged(name, tags), ...elsewhere },
      // Another key would be another vault.
      { parent: this, protect: deletionProtection, ignoreChanges: ["kmsKeyArn"] },
    );
    this.lock(name, vault, args, elsewhere);
    return vault;
  }

  private lock(name: string, vault: aws.backup.Vault, args: BackupPlanArgs, elsewhere: { region?: string }): void {
    const { lock = VaultLock.None, dailyDays = 35, monthlyDays = 365 } = args;
    if (lock === VaultLock.None) {
      return;
    }
    const days = [dailyDays, ...(monthlyDays > 0 ? [monthlyDays] : [])];
    new aws.backup.VaultLockConfiguration(
      name,
      {
        backupVaultName: vault.name,
        minRetentionDays: Math.min(...days),
        maxRetentionDays: Math.max(...days),
        // With a date from which it cannot be changed, a lock is one of compliance.
        ...(lock === VaultLock.Compliance ? { changeableForDays: COOLING_OFF_DAYS } : {}),
        ...elsewhere,
      },
      { parent: this },
    );
  }

  private select(name: string, plan: aws.backup.Plan, args: BackupPlanArgs): void {
    const { resources = [], tag, tags } = args;
    const role = new aws.iam.Role(
      name,
      { assumeRolePolicy: assumedBy("backup.amazonaws.com"), tags: tagged(name, tags) },
      { parent: this },
    );
    const policies = ["ForBackup", "ForRestores"].map(
      (what) =>
        new aws.iam.RolePolicyAttachment(
          `${name}-${what === "ForBackup" ? "backup" : "restore"}`,
          { role: role.name, policyArn: `arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicy${what}` },
          { parent: this },
        ),
    );
    // AWS takes what is in a list and has the tags of that selection: to have either, there are two.
    const selection = (
      selectionName: string,
      selected: Pick<aws.backup.SelectionArgs, "resources" | "selectionTags">,
    ) =>
      new aws.backup.Selection(
        selectionName,
        { planId: plan.id, iamRoleArn: role.arn, ...selected },
        { parent: this, dependsOn: policies },
      );
    if (resources.length > 0) {
      selection(name, { resources: [...resources] });
    }
    if (tag) {
      selection(`${name}-tagged`, { selectionTags: [{ type: "STRINGEQUALS", ...tag }] });
    }
  }
}

function check(name: string, args: BackupPlanArgs): void {
  const { resources = [], tag, dailyDays = 35, monthlyDays = 365, copyRegion, lock = VaultLock.None } = args;
  const locks = Object.values(VaultLock);
  const mistakes = new Mistakes()
    .require(
      resources.length > 0 || tag !== undefined,
      "resources",
      "must name something, or `tag` must: there is nothing to back up",
    )
    .requireRange("dailyDays", dailyDays, 7, 365)
    .require(
      copyRegion === undefined || isRegionName(copyRegion),
      "copyRegion",
      `must be a region such as eu-central-1, got ${copyRegion}`,
    )
    .require(locks.includes(lock), "lock", `must be one of ${locks.join(", ")}, got ${lock}`);
  if (monthlyDays !== 0) {
    mistakes.requireRange("monthlyDays", monthlyDays, 90, 3_650);
  }
  mistakes.throwFor("BackupPlan", name);
}
