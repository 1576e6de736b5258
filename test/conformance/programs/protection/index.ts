import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
class C extends pulumi.ComponentResource {
  constructor(n: string, o?: pulumi.ComponentResourceOptions) {
    super("x:y:C", n, { a: 1, p: pulumi.output("x") }, o);
    const t = new aws.dynamodb.Table(
      `${n}-t`,
      { hashKey: "a", attributes: [{ name: "a", type: "S" }] },
      { parent: this },
    );
    new aws.dynamodb.TableItem(
      `${n}-i`,
      { tableName: t.name, hashKey: t.hashKey, item: "{}" },
      { parent: this, protect: false, retainOnDelete: false },
    );
    this.registerOutputs();
  }
}
new C("c", { protect: true, retainOnDelete: true, deletedWith: new aws.sns.Topic("owner") });
new C("d", {});
new aws.sqs.Queue(
  "o",
  {},
  {
    protect: true,
    retainOnDelete: true,
    deleteBeforeReplace: true,
    replaceOnChanges: ["*"],
    ignoreChanges: ["tags", "tags.*"],
    customTimeouts: { create: "30m", delete: "1h", update: "90s" },
    additionalSecretOutputs: ["url"],
    version: "7.48.0",
  },
);
