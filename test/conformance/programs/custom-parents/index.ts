import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
const b = new aws.s3.Bucket("b", {}, { protect: true, aliases: [{ name: "old-b" }] });
const o = new aws.s3.BucketObjectv2("o", { bucket: b.id, content: "x" }, { parent: b });
new aws.s3.BucketObjectv2("o2", { bucket: b.id, content: "x" }, { parent: o, aliases: [{ name: "o-old" }] });
class C extends pulumi.ComponentResource {
  constructor(n: string, o?: pulumi.ComponentResourceOptions) {
    super("x:y:C", n, {}, o);
    new aws.sns.Topic("in", {}, { parent: this });
  }
}
new C("c", { parent: b });
