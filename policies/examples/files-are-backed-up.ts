import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.efs.FileSystem("files", { encrypted: true });
}

export function after(): void {
  const files = new aws.efs.FileSystem("files", { encrypted: true });
  new aws.efs.BackupPolicy("files", { fileSystemId: files.id, backupPolicy: { status: "ENABLED" } });
}
