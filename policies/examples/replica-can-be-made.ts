import * as aws from "@pulumi/aws";

export function before(): void {
  const database = new aws.rds.Instance("database", {
    engine: "postgres",
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
    backupRetentionPeriod: 0,
  });
  new aws.rds.Instance("replica", { instanceClass: "db.t4g.small", replicateSourceDb: database.identifier });
}

export function after(): void {
  const database = new aws.rds.Instance("database", {
    engine: "postgres",
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
    backupRetentionPeriod: 7,
  });
  new aws.rds.Instance("replica", { instanceClass: "db.t4g.small", replicateSourceDb: database.identifier });
}
