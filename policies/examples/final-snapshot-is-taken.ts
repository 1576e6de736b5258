import * as aws from "@pulumi/aws";

export function before(): void {
  new aws.rds.Instance("database", {
    engine: "postgres",
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
    skipFinalSnapshot: true,
  });
}

export function after(): void {
  new aws.rds.Instance("database", {
    engine: "postgres",
    instanceClass: "db.t4g.small",
    allocatedStorage: 20,
    finalSnapshotIdentifier: "database-last",
  });
}
