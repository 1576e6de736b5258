import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Severity } from "./alarm";
import { encryptionKey } from "./encryption-key";
import { type Tags, tagged } from "./tags";

/** Who hears of alarms. */
export interface Listeners {
  /**
   * E-mail addresses that are told of every alarm. Each must confirm once, by a link that AWS sends.
   * @default - nobody: alarms are seen in the console only
   */
  readonly emails?: readonly string[];
  /**
   * HTTPS address of a pager such as PagerDuty that is told of what must wake somebody. Whoever knows it can do so too:
   * a secret, best from `config.requireSecret`.
   * @default - pages go where everything goes
   */
  readonly pagerEndpoint?: pulumi.Input<string>;
  /**
   * Whether the pager confirms its subscription by itself, as PagerDuty does. One that does not is confirmed by the
   * address that it is sent.
   * @default true
   */
  readonly pagerConfirms?: boolean;
  /**
   * Whether the pager wants the alarm alone, and not in SNS's envelope.
   * @default false
   */
  readonly pagerRaw?: boolean;
}

const CONFIRMATION_MINUTES = 5;

/** Where the alarms of one region go. */
export interface Topics {
  readonly topicArn: pulumi.Output<string>;
  /** What an alarm tells, when it sounds and when it ends. */
  actionsOf(severity: Severity): pulumi.Output<string>[];
}

/** The topics of one region, encrypted, which alarms of this account and nobody else may speak on. */
export function alertTopics(
  name: string,
  args: Listeners & { readonly tags?: Tags },
  /** Undefined is the provider's. */
  region: string | undefined,
  parent: pulumi.Resource,
): Topics {
  const { emails = [], pagerEndpoint, pagerConfirms = true, pagerRaw = false, tags } = args;
  const place = region === undefined ? {} : { region };
  const key = topicKey(name, { tags, place }, parent);
  const topic = alertTopic(name, { key, tags, place }, parent);
  for (const email of emails) {
    new aws.sns.TopicSubscription(
      `${name}-${email}`,
      { topic: topic.arn, protocol: "email", endpoint: email, ...place },
      { parent },
    );
  }
  if (pagerEndpoint === undefined) {
    return { topicArn: topic.arn, actionsOf: () => [topic.arn] };
  }
  const page = alertTopic(`${name}-page`, { key, tags, place }, parent);
  new aws.sns.TopicSubscription(
    `${name}-pager`,
    {
      topic: page.arn,
      protocol: "https",
      endpoint: pulumi.secret(pagerEndpoint),
      endpointAutoConfirms: pagerConfirms,
      confirmationTimeoutInMinutes: CONFIRMATION_MINUTES,
      rawMessageDelivery: pagerRaw,
      ...place,
    },
    // The provider computes some of its outputs from the endpoint.
    { parent, additionalSecretOutputs: ["endpoint"] },
  );
  return {
    topicArn: topic.arn,
    actionsOf: (severity) => (severity === Severity.Page ? [page.arn, topic.arn] : [topic.arn]),
  };
}

interface Parts {
  readonly tags: Tags | undefined;
  readonly place: { readonly region?: string };
}

function alertTopic(
  name: string,
  { key, tags, place }: Parts & { readonly key: aws.kms.Key },
  parent: pulumi.Resource,
): aws.sns.Topic {
  const topic = new aws.sns.Topic(name, { kmsMasterKeyId: key.arn, tags: tagged(name, tags), ...place }, { parent });
  const { accountId } = aws.getCallerIdentityOutput({}, { parent });
  new aws.sns.TopicPolicy(
    name,
    {
      arn: topic.arn,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "AlarmsOfThisAccount",
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: { StringEquals: { "aws:SourceAccount": accountId } },
          },
          {
            Sid: "OverTlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "sns:Publish",
            Resource: topic.arn,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
      ...place,
    },
    { parent },
  );
  return topic;
}

/**
 * CloudWatch may not use the key that SNS has by itself, so that alarms on such a topic are lost without a word.
 * docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
function topicKey(name: string, { tags, place }: Parts, parent: pulumi.Resource): aws.kms.Key {
  const key = encryptionKey(
    `${name}-topics`,
    { description: "Alarms on their way to people", protect: false, tags, ...place },
    parent,
  );
  const { accountId } = aws.getCallerIdentityOutput({}, { parent });
  new aws.kms.KeyPolicy(
    `${name}-topics`,
    {
      keyId: key.id,
      policy: pulumi.jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "WhoeverIamAllows",
            Effect: "Allow",
            Principal: { AWS: pulumi.interpolate`arn:aws:iam::${accountId}:root` },
            Action: "kms:*",
            Resource: "*",
          },
          {
            Sid: "AlarmsOfThisAccount",
            Effect: "Allow",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Resource: "*",
            Condition: { StringEquals: { "aws:SourceAccount": accountId } },
          },
        ],
      }),
      ...place,
    },
    { parent },
  );
  return key;
}
