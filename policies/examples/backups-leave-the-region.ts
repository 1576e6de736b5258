import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.rds.Instance("database", {
    engine: "postgres",
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
    backupRetentionPeriod: 7,
  });
}

export function after(): void {
  const database = new aws.rds.Instance("database", {
    engine: "postgres",
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
    backupRetentionPeriod: 7,
  });
  const west = new aws.Provider("west", { region: "us-west-2" });
  new aws.rds.InstanceAutomatedBackupsReplication(
    "database",
    { sourceDbInstanceArn: database.arn, retentionPeriod: 7 },
    { provider: west },
  );
}
