import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.backup.Vault("backups");
}

export function after(): void {
  const vault = new aws.backup.Vault("backups");
  new aws.backup.VaultLockConfiguration("backups", { backupVaultName: vault.name, minRetentionDays: 7 });
}
