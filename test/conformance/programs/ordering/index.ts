import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
class C extends pulumi.ComponentResource {
  q: aws.sqs.Queue;
  constructor(n: string, o?: pulumi.ComponentResourceOptions) {
    super("x:y:C", n, {}, o);
    this.q = new aws.sqs.Queue(`${n}-q`, {}, { parent: this });
    new aws.sqs.QueuePolicy(`${n}-p`, { queueUrl: this.q.id, policy: "{}" }, { parent: this.q });
    this.registerOutputs({});
  }
}
const a = new C("a");
const b = new C("b", { dependsOn: a });
new aws.sns.Topic("t1", {}, { dependsOn: [a, b] });
new aws.sns.Topic("t2", {}, { dependsOn: pulumi.output([a]) });
new aws.sns.Topic("t3", {}, { dependsOn: Promise.resolve(a.q) });
const out = a.q.id.apply(() => new aws.sns.Topic("inner"));
new aws.sns.Topic(
  "t4",
  { displayName: pulumi.all([a.q.name, b.q.arn]).apply(([x, y]) => x + y) },
  { dependsOn: a.q.arn.apply(() => b) },
);
new aws.sns.TopicPolicy("tp", {
  arn: pulumi.interpolate`${a.q.arn}`,
  policy: pulumi.jsonStringify({ q: b.q.arn, n: a.q.name }),
});
