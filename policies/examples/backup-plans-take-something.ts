import * as aws from "@pulumi/aws";

const RULES = [{ ruleName: "daily", targetVaultName: "backups", schedule: "cron(0 5 * * ? *)" }];

export function before(): void {
  new aws.backup.Plan("daily", { rules: RULES });
}

export function after(): void {
  const daily = new aws.backup.Plan("daily", { rules: RULES });
  new aws.backup.Selection("daily", {
    planId: daily.id,
    iamRoleArn: "arn:aws:iam::123456789012:role/backup",
    selectionTags: [{ type: "STRINGEQUALS", key: "backup", value: "daily" }],
  });
}
