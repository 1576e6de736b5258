import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.backup.Plan("backups", {
    rules: [{ ruleName: "daily", targetVaultName: "backups", lifecycle: { coldStorageAfter: 30, deleteAfter: 90 } }],
  });
}

export function after(): void {
  new aws.backup.Plan("backups", {
    rules: [{ ruleName: "daily", targetVaultName: "backups", lifecycle: { coldStorageAfter: 30, deleteAfter: 120 } }],
  });
}
