import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
class Holder extends pulumi.ComponentResource {
  constructor(n: string, args: any, o?: pulumi.ComponentResourceOptions) {
    super("x:y:Holder", n, args, o);
    this.registerOutputs({ r: args.topic });
  }
}
const t = new aws.sns.Topic("t");
const h = new Holder("h", { topic: t, list: [t], deep: { a: t }, text: t.arn });
new Holder("h2", { other: h, fn: () => 1 });
new aws.sns.TopicSubscription("s", { topic: t, protocol: "email", endpoint: "a@b.c" });
new aws.lambda.Permission("p", {
  action: "lambda:InvokeFunction",
  function: new aws.lambda.Function("f", { role: "arn:aws:iam::1:role/x", imageUri: "i", packageType: "Image" }),
  principal: "sns.amazonaws.com",
});
export const ref = h;
