import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { alarmArgs, type Watched } from "./alarm";
import { Mistakes } from "./mistakes";
import { type Tags, tagged } from "./tags";

export interface ObservabilityArgs {
  /** Everything whose alarms somebody should hear of. */
  readonly of: readonly Watched[];
  /**
   * E-mail addresses that are told of every alarm. Each must confirm once, by a link that AWS sends.
   * @default - nobody: alarms are seen in the console only
   */
  readonly emails?: readonly string[];
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** Alarms for everything that runs, and a topic that tells people when one sounds and when it ends. */
export class Observability extends pulumi.ComponentResource {
  readonly topicArn: pulumi.Output<string>;
  readonly alarmNames: pulumi.Output<string[]>;

  constructor(name: string, args: ObservabilityArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:operations:Observability", name, args, opts);
    const { of, emails = [], tags } = args;
    const wrong = emails.filter((email) => !isEmail(email));
    new Mistakes()
      .require(of.length > 0, "of", "must name at least one thing to watch, got none")
      .require(wrong.length === 0, "emails", `must be addresses such as oncall@example.com, got ${wrong.join(", ")}`)
      .throwFor("Observability", name);

    const topic = new aws.sns.Topic(name, { tags: tagged(name, tags) }, { parent: this });
    for (const email of emails) {
      new aws.sns.TopicSubscription(
        `${name}-${email}`,
        { topic: topic.arn, protocol: "email", endpoint: email },
        { parent: this },
      );
    }
    const alarms = of.flatMap((watched) => watched.alarms().map((alarm) => ({ watched, alarm })));
    const resources = alarms.map(({ watched, alarm }) => {
      const alarmName = `${watched.watchName}-${alarm.name}`;
      return new aws.cloudwatch.MetricAlarm(
        alarmName,
        { ...alarmArgs(alarm), alarmActions: [topic.arn], okActions: [topic.arn], tags: tagged(alarmName, tags) },
        { parent: this },
      );
    });

    this.topicArn = topic.arn;
    this.alarmNames = pulumi.output(resources.map((resource) => resource.name));
    this.registerOutputs({ topicArn: this.topicArn, alarmNames: this.alarmNames });
  }
}

/** Whether a text looks like an e-mail address. */
export function isEmail(text: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text);
}
