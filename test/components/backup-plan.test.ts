import { BackupPlan, type BackupPlanArgs, VaultLock } from "../../components/backup-plan";
import { mistakesOf, record } from "./recorded-resources";

const VAULT = "aws:backup/vault:Vault";
const PLAN = "aws:backup/plan:Plan";
const LOCK = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";
const SELECTION = "aws:backup/selection:Selection";

const backups = (args: BackupPlanArgs = { resources: ["arn:aws:main"] }) => record(() => new BackupPlan("kept", args));

describe("BackupPlan", () => {
  it("keeps each day for five weeks and each month for a year", async () => {
    expect((await backups()).one(PLAN).inputs.rules).toEqual([
      {
        ruleName: "daily",
        targetVaultName: "kept",
        schedule: "cron(20 3 * * ? *)",
        startWindow: 60,
        completionWindow: 480,
        lifecycle: { deleteAfter: 35 },
      },
      {
        ruleName: "monthly",
        targetVaultName: "kept",
        schedule: "cron(20 4 1 * ? *)",
        startWindow: 60,
        completionWindow: 480,
        lifecycle: { deleteAfter: 365 },
      },
    ]);
  });

  it("keeps no month where none is asked for", async () => {
    const { rules } = (await backups({ resources: ["arn:aws:main"], dailyDays: 14, monthlyDays: 0 })).one(PLAN).inputs;
    expect(rules).toMatchObject([{ ruleName: "daily", lifecycle: { deleteAfter: 14 } }]);
  });

  it("keeps them in a vault with a key of its own, which is never emptied to be deleted", async () => {
    const recorded = await backups();
    expect(recorded.one(VAULT)).toMatchObject({
      protect: true,
      ignoreChanges: ["kmsKeyArn"],
      inputs: { kmsKeyArn: "arn:aws:kept", forceDestroy: false },
    });
    expect(recorded.one("aws:kms/key:Key")).toMatchObject({ protect: true, inputs: { enableKeyRotation: true } });
    const open = await backups({ resources: ["arn:aws:main"], deletionProtection: false });
    expect(open.one(VAULT).protect).toBe(false);
  });

  it("copies every backup to a second region where one is named, under a key of that region", async () => {
    expect((await backups()).names(VAULT)).toEqual(["kept"]);
    const recorded = await backups({ resources: ["arn:aws:main"], copyRegion: "eu-central-1" });
    expect(recorded.one(VAULT, "kept-copy")).toMatchObject({
      protect: true,
      inputs: { region: "eu-central-1", kmsKeyArn: "arn:aws:kept-copy" },
    });
    expect(recorded.one("aws:kms/key:Key", "kept-copy").inputs.region).toBe("eu-central-1");
    expect(recorded.one(VAULT, "kept").inputs).not.toHaveProperty("region");
    expect(recorded.one(PLAN).inputs.rules).toMatchObject([
      { copyActions: [{ destinationVaultArn: "arn:aws:kept-copy", lifecycle: { deleteAfter: 35 } }] },
      { copyActions: [{ destinationVaultArn: "arn:aws:kept-copy", lifecycle: { deleteAfter: 365 } }] },
    ]);
  });

  it("locks both vaults where that is asked for, and for good only where the word is said", async () => {
    expect((await backups()).names(LOCK)).toEqual([]);
    const args = { resources: ["arn:aws:main"], copyRegion: "eu-central-1" };
    const governed = await backups({ ...args, lock: VaultLock.Governance });
    expect(governed.names(LOCK)).toEqual(["kept", "kept-copy"]);
    expect(governed.one(LOCK, "kept").inputs).toEqual({
      backupVaultName: "kept",
      minRetentionDays: 35,
      maxRetentionDays: 365,
    });
    expect(governed.one(LOCK, "kept-copy").inputs.region).toBe("eu-central-1");
    const forGood = await backups({ ...args, lock: VaultLock.Compliance });
    expect(forGood.one(LOCK, "kept").inputs.changeableForDays).toBe(3);
  });

  it("locks backups for as long as the shortest and the longest of them are kept, also without months", async () => {
    const args = { resources: ["arn:aws:main"], dailyDays: 14, monthlyDays: 0, lock: VaultLock.Governance };
    expect((await backups(args)).one(LOCK).inputs).toEqual({
      backupVaultName: "kept",
      minRetentionDays: 14,
      maxRetentionDays: 14,
    });
  });

  it("backs up what carries a tag alone where nothing is named", async () => {
    const recorded = await backups({ tag: { key: "Backup", value: "yes" } });
    expect(recorded.names(SELECTION)).toEqual(["kept-tagged"]);
  });

  it("backs up what is named, with a role that AWS Backup takes and that is ready", async () => {
    const recorded = await backups({ resources: ["arn:aws:main", "arn:aws:files"] });
    expect(recorded.ofType(SELECTION)).toHaveLength(1);
    const { inputs, dependsOn } = recorded.one(SELECTION);
    expect(inputs).toMatchObject({
      planId: "kept-id",
      iamRoleArn: "arn:aws:kept",
      resources: ["arn:aws:main", "arn:aws:files"],
    });
    expect(dependsOn).toEqual(expect.arrayContaining(["kept-backup", "kept-restore"]));
    const { assumeRolePolicy } = recorded.one("aws:iam/role:Role").inputs;
    expect(JSON.parse(String(assumeRolePolicy)).Statement[0].Principal.Service).toBe("backup.amazonaws.com");
    expect(
      recorded.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment").map(({ inputs }) => inputs.policyArn),
    ).toEqual([
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
      "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores",
    ]);
  });

  it("backs up what carries a tag too, not only what is named and carries it", async () => {
    const recorded = await backups({ resources: ["arn:aws:main"], tag: { key: "Backup", value: "yes" } });
    expect(recorded.names(SELECTION)).toEqual(["kept", "kept-tagged"]);
    expect(recorded.one(SELECTION, "kept").inputs).not.toHaveProperty("selectionTags");
    expect(recorded.one(SELECTION, "kept-tagged").inputs).toMatchObject({
      selectionTags: [{ type: "STRINGEQUALS", key: "Backup", value: "yes" }],
    });
    expect(recorded.one(SELECTION, "kept-tagged").inputs).not.toHaveProperty("resources");
  });

  it("rejects nothing to back up, and terms that are none, all at once", async () => {
    const lock = "forever" as VaultLock;
    const wrong = { dailyDays: 1, monthlyDays: 30, copyRegion: "Frankfurt", lock };
    expect(Object.keys(await mistakesOf(() => new BackupPlan("kept", wrong)))).toEqual([
      "resources",
      "dailyDays",
      "copyRegion",
      "lock",
      "monthlyDays",
    ]);
  });
});
