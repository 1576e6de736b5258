import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
const regions: aws.Region[] = ["us-east-1", "eu-west-1"];
for (const r of regions) {
  const p = new aws.Provider(`p-${r}`, { region: r });
  const az = aws.getAvailabilityZonesOutput({ state: "available" }, { provider: p });
  const t = new aws.dynamodb.Table(
    `t-${r}`,
    { attributes: [{ name: "id", type: "S" }], hashKey: "id", billingMode: "PAY_PER_REQUEST" },
    { provider: p },
  );
  new aws.ebs.Volume(
    `v-${r}`,
    { availabilityZone: az.names.apply((n) => n[n.length - 1]), size: 1 },
    { provider: p, parent: t },
  );
}
const disabled = new pulumi.ComponentResource(
  "a:b:Group",
  "grp",
  {},
  { providers: { aws: new aws.Provider("g", { region: "ap-south-1" }) } },
);
const child = new pulumi.ComponentResource("a:b:Inner", "inner", { k: "v" }, { parent: disabled });
new aws.sns.Topic("deep", {}, { parent: child });
export const id = aws.getRegionOutput({}, { parent: child }).region;
