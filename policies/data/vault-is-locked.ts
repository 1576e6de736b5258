import { rule } from "../rule";

/** Whoever can delete the data can delete its backups too, unless a lock says that nobody can. */
export const vaultIsLocked = rule({
  name: "vault-is-locked",
  displayName: "Backup vaults are locked",
  description: "A backup vault must have a lock, or a policy of its own that refuses to delete recovery points.",
  severity: "low",
  kind: "durability",
  tags: ["data", "security"],
  remediationSteps:
    "Add `aws.backup.VaultLockConfiguration` with `minRetentionDays`, or an `aws.backup.VaultPolicy` that denies " +
    "`backup:DeleteRecoveryPoint`.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  about: ["backup/Vault"],
  judge: ({ index }) =>
    index
      .ofType("backup/Vault")
      .filter((vault) =>
        ["backup/VaultLockConfiguration", "backup/VaultPolicy"].every(
          (type) => index.referring(vault, type, "backupVaultName").length === 0,
        ),
      )
      .map(({ urn, name }) => ({
        outcome: "violation" as const,
        urn,
        message: `Whoever may delete the data may delete the backups in ${name} too: it has no lock and no policy.`,
      })),
});
