import * as pulumi from "@pulumi/pulumi";
import * as aws from "@pulumi/aws";
interface Data {
  q: aws.sqs.Queue;
  zones: string[];
}
class A extends pulumi.ComponentResource<Data> {
  readonly url: pulumi.Output<string>;
  constructor(n: string, o?: pulumi.ComponentResourceOptions) {
    super("x:y:A", n, { zone: "z" }, o);
    this.url = pulumi.output(this.getData()).apply((d) => d.q.url);
    this.registerOutputs({ url: this.url });
  }
  protected async initialize(args: pulumi.Inputs): Promise<Data> {
    const zones = await aws.getAvailabilityZones({}, { parent: this });
    const q = new aws.sqs.Queue(`${args.zone}-q`, {}, { parent: this });
    return { q, zones: zones.names };
  }
}
const a = new A("a");
new aws.sns.TopicSubscription(
  "s",
  { topic: "arn:aws:sns:us-east-1:1:t", protocol: "sqs", endpoint: a.url },
  { dependsOn: a },
);
