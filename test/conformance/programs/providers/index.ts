import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
import * as random from "@pulumi/random";
class C extends pulumi.ComponentResource {
  constructor(n: string, o?: pulumi.ComponentResourceOptions) {
    super("x:y:C", n, {}, o);
    const b = new aws.s3.Bucket(`${n}-b`, {}, { parent: this });
    new aws.s3.BucketPublicAccessBlock(`${n}-p`, { bucket: b.id }, { parent: b });
    new random.RandomPet(`${n}-r`, {}, { parent: this });
    this.registerOutputs({ b: b.id });
  }
}
class D extends pulumi.ComponentResource {
  constructor(n: string, o?: pulumi.ComponentResourceOptions) {
    super("x:y:D", n, {}, o);
    new C(`${n}-c`, { parent: this });
    new C(`${n}-e`, { parent: this, providers: { aws: west } });
  }
}
const east = new aws.Provider("east", { region: "us-east-1" });
const west = new aws.Provider("west", { region: "us-west-2" });
const rnd = new random.Provider("rnd");
new C("a", { provider: east });
new C("b", { providers: { aws: west, random: rnd } });
new C("c", { providers: [east, rnd] });
new D("d", { providers: [east] });
const q = new aws.sqs.Queue("q", {}, { provider: west });
new aws.sqs.QueuePolicy("qp", { queueUrl: q.url, policy: "{}" }, { parent: q });
new random.RandomId("i", { byteLength: 2 }, { parent: q });
