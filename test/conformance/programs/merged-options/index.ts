import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
const p1 = new aws.Provider("p1", { region: "us-east-2" });
const p2 = new aws.Provider("p2", { region: "us-east-1", profile: "x" }, { protect: true });
const t = new aws.sns.Topic("t");
const o = pulumi.mergeOptions(
  { dependsOn: t, provider: p1, ignoreChanges: ["a"] },
  { dependsOn: [p2], provider: p2, ignoreChanges: ["b"], aliases: [{ name: "k" }] },
);
new aws.sqs.Queue("q", {}, o);
class C extends pulumi.ComponentResource {
  constructor(n: string, o?: pulumi.ComponentResourceOptions) {
    super("x:y:C", n, {}, pulumi.mergeOptions(o, { providers: [p1] }));
    new aws.sqs.Queue(`${n}-q`, {}, { parent: this });
  }
}
new C("c", { provider: p2 });
