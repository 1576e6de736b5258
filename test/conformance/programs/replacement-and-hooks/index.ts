import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
const hook = new pulumi.ResourceHook(
  "created",
  async (a) => {
    console.log("hook", a.name);
  },
  { onDryRun: true },
);
const quiet = new pulumi.ResourceHook("quiet", async () => {
  throw new Error("not at preview");
});
const t = new aws.sns.Topic("t", {}, { hooks: { beforeCreate: [hook, quiet], afterDelete: [quiet] } });
new aws.sqs.Queue("q", {}, {
  replaceWith: [t],
  replaceOnChanges: ["name"],
  hideDiffs: ["tags"],
  replacementTrigger: pulumi.output("v1"),
} as any);
new aws.sqs.Queue("q2", {}, { deletedWith: t, replacementTrigger: t.arn } as any);
