import * as aws from "@pulumi/aws";

const shop = {
  engine: "postgres",
  instanceClass: "db.m7g.large",
  allocatedStorage: 100,
  username: "shop",
  manageMasterUserPassword: true,
};

export function before(): void {
  new aws.rds.Instance("shop", shop);
}

export function after(): void {
  new aws.rds.Instance("shop", { ...shop, maxAllocatedStorage: 400 });
}
