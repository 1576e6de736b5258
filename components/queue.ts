import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import type { Alarm, Watched } from "./alarm";
import { Mistakes } from "./mistakes";
import { type Tags, tagged } from "./tags";
import { QUEUE_LIMITS } from "./versions";

export interface QueueArgs {
  /**
   * Longest that a consumer works on one message, 1 to 7200 seconds.
   * @default 30
   */
  readonly consumerTimeoutSeconds?: number;
  /**
   * Seconds that a message is hidden from other consumers, longer than `consumerTimeoutSeconds`.
   * @default - six times `consumerTimeoutSeconds`
   */
  readonly visibilitySeconds?: number;
  /**
   * Failed attempts after which a message is set aside as a dead letter, 1 to 1000.
   * @default 5
   */
  readonly attempts?: number;
  /**
   * Days that a message waits for a consumer, 1 to 13: dead letters are kept 14, counted from the first day.
   * @default 4
   */
  readonly retentionDays?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const SECONDS_PER_DAY = 86_400;
const VISIBILITY_FACTOR = 6;
const OLD_SECONDS = 600;

/** A queue for work that may wait, and another for messages that nobody can process. SQS keeps both in several zones. */
export class Queue extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly queueName: pulumi.Output<string>;
  readonly deadLetterArn: pulumi.Output<string>;
  private readonly deadLetterName: pulumi.Output<string>;

  constructor(name: string, args: QueueArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:messaging:Queue", name, args, opts);
    const { consumerTimeoutSeconds = 30, attempts = 5, retentionDays = 4, tags } = args;
    const { visibilitySeconds = consumerTimeoutSeconds * VISIBILITY_FACTOR } = args;
    check(name, { consumerTimeoutSeconds, visibilitySeconds, attempts, retentionDays });

    const deadLetters = new aws.sqs.Queue(
      `${name}-dead-letters`,
      {
        messageRetentionSeconds: QUEUE_LIMITS.maxRetentionDays * SECONDS_PER_DAY,
        sqsManagedSseEnabled: true,
        tags: tagged(`${name}-dead-letters`, tags),
      },
      { parent: this },
    );
    const queue = new aws.sqs.Queue(
      name,
      {
        visibilityTimeoutSeconds: visibilitySeconds,
        messageRetentionSeconds: retentionDays * SECONDS_PER_DAY,
        receiveWaitTimeSeconds: 20,
        sqsManagedSseEnabled: true,
        redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: deadLetters.arn, maxReceiveCount: attempts }),
        tags: tagged(name, tags),
      },
      { parent: this },
    );
    new aws.sqs.RedriveAllowPolicy(
      name,
      {
        queueUrl: deadLetters.url,
        redriveAllowPolicy: pulumi.jsonStringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
      },
      { parent: this },
    );

    this.watchName = `${name}-queue`;
    this.url = queue.url;
    this.arn = queue.arn;
    this.queueName = queue.name;
    this.deadLetterArn = deadLetters.arn;
    this.deadLetterName = deadLetters.name;
    this.registerOutputs({
      url: this.url,
      arn: this.arn,
      queueName: this.queueName,
      deadLetterArn: this.deadLetterArn,
    });
  }

  /** What code needs to put messages in: `QUEUE_URL` and the permission. */
  producerAccess(): Access {
    return this.accessTo(["sqs:SendMessage", "sqs:GetQueueAttributes"]);
  }

  /** What code needs to take messages out: `QUEUE_URL` and the permissions. */
  consumerAccess(): Access {
    return this.accessTo([
      "sqs:ReceiveMessage",
      "sqs:DeleteMessage",
      "sqs:ChangeMessageVisibility",
      "sqs:GetQueueAttributes",
    ]);
  }

  alarms(): readonly Alarm[] {
    const metric = { namespace: "AWS/SQS", statistic: "Maximum" } as const;
    return [
      {
        ...metric,
        name: "dead-letters",
        metricName: "ApproximateNumberOfMessagesVisible",
        dimensions: { QueueName: this.deadLetterName },
        when: { above: 0 },
        minutes: 1,
        description: "A message could not be processed. Look at it, repair, and move it back to its queue.",
      },
      {
        ...metric,
        name: "age",
        metricName: "ApproximateAgeOfOldestMessage",
        dimensions: { QueueName: this.queueName },
        when: { above: OLD_SECONDS },
        description: "Messages wait more than ten minutes. Look at the workers, then raise their maximum.",
      },
    ];
  }

  private accessTo(actions: readonly string[]): Access {
    return {
      name: this.watchName,
      environment: { QUEUE_URL: this.url },
      statements: [{ actions, resources: [this.arn] }],
    };
  }
}

function check(name: string, args: Required<Omit<QueueArgs, "tags">>): void {
  const { consumerTimeoutSeconds, visibilitySeconds, attempts, retentionDays } = args;
  new Mistakes()
    .requireRange(
      "consumerTimeoutSeconds",
      consumerTimeoutSeconds,
      1,
      QUEUE_LIMITS.maxVisibilitySeconds / VISIBILITY_FACTOR,
    )
    .requireRange("visibilitySeconds", visibilitySeconds, 1, QUEUE_LIMITS.maxVisibilitySeconds)
    .require(
      visibilitySeconds > consumerTimeoutSeconds,
      "visibilitySeconds",
      `must be longer than consumerTimeoutSeconds ${consumerTimeoutSeconds}, or messages are processed twice, got ${visibilitySeconds}`,
    )
    .requireRange("attempts", attempts, 1, 1_000)
    .requireRange("retentionDays", retentionDays, 1, QUEUE_LIMITS.maxRetentionDays - 1)
    .throwFor("Queue", name);
}
