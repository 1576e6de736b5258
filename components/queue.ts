import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Access } from "./access";
import type { Alarm, Chart, Watched } from "./alarm";
import { Mistakes } from "./mistakes";
import { queueAlarms, queueCharts } from "./queue-alarms";
import { type Tags, tagged } from "./tags";
import { QUEUE_LIMITS } from "./versions";

export interface QueueArgs {
  /**
   * Whether messages of one group are handed out in the order of their coming, and one that is sent twice within five
   * minutes counts once. Producers then give a group and, unless the content tells, a deduplication id. Cannot be changed
   * later; costs more.
   * @default false
   */
  readonly inOrder?: boolean;
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
/** Order per group, not for the whole queue: groups are then worked on side by side. A dead-letter queue must be of the same kind. */
const IN_ORDER = {
  fifoQueue: true,
  contentBasedDeduplication: true,
  deduplicationScope: "messageGroup",
  fifoThroughputLimit: "perMessageGroupId",
} as const;

/** A queue for work that may wait, and another for messages that nobody can process. Both are encrypted, in several zones. */
export class Queue extends pulumi.ComponentResource implements Watched {
  readonly watchName: string;
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly queueName: pulumi.Output<string>;
  /** Longest that a consumer works on one message. */
  readonly consumerTimeoutSeconds: number;
  readonly deadLetterArn: pulumi.Output<string>;
  private readonly deadLetterName: pulumi.Output<string>;

  constructor(name: string, args: QueueArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:messaging:Queue", name, args, opts);
    const { consumerTimeoutSeconds = 30, attempts = 5, retentionDays = 4, inOrder = false, tags } = args;
    const { visibilitySeconds = consumerTimeoutSeconds * VISIBILITY_FACTOR } = args;
    check(name, { consumerTimeoutSeconds, visibilitySeconds, attempts, retentionDays });

    const deadLetters = new aws.sqs.Queue(
      `${name}-dead-letters`,
      {
        messageRetentionSeconds: QUEUE_LIMITS.maxRetentionDays * SECONDS_PER_DAY,
        sqsManagedSseEnabled: true,
        ...(inOrder ? IN_ORDER : {}),
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
        ...(inOrder ? IN_ORDER : {}),
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
    overTlsOnly(name, queue, this);
    overTlsOnly(`${name}-dead-letters`, deadLetters, this);

    this.watchName = `${name}-queue`;
    this.url = queue.url;
    this.arn = queue.arn;
    this.queueName = queue.name;
    this.consumerTimeoutSeconds = consumerTimeoutSeconds;
    this.deadLetterArn = deadLetters.arn;
    this.deadLetterName = deadLetters.name;
    this.registerOutputs({
      url: this.url,
      arn: this.arn,
      queueName: this.queueName,
      consumerTimeoutSeconds: this.consumerTimeoutSeconds,
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
    return queueAlarms({ queueName: this.queueName, deadLetterName: this.deadLetterName });
  }

  charts(): readonly Chart[] {
    return queueCharts(this.queueName);
  }

  private accessTo(actions: readonly string[]): Access {
    return {
      name: this.watchName,
      environment: { QUEUE_URL: this.url },
      statements: [{ actions, resources: [this.arn] }],
    };
  }
}

/** Refuses whoever does not encrypt what is on its way. */
function overTlsOnly(name: string, queue: aws.sqs.Queue, parent: pulumi.Resource): void {
  const statement = {
    Sid: "OverTlsOnly",
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: queue.arn,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  new aws.sqs.QueuePolicy(
    name,
    { queueUrl: queue.url, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [statement] }) },
    { parent },
  );
}

function check(name: string, args: Required<Omit<QueueArgs, "tags" | "inOrder">>): void {
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
    .require(
      attempts * visibilitySeconds < retentionDays * SECONDS_PER_DAY,
      "attempts",
      `must fit into retentionDays ${retentionDays}: ${attempts} attempts of ${visibilitySeconds} s each take longer, so that a message is deleted before it becomes a dead letter`,
    )
    .throwFor("Queue", name);
}
