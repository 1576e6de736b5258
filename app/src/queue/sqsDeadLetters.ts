import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import { StartError } from "../startError.js";
import type { DeadLetters } from "./queue.js";

/** Long enough to send ten messages on. */
const hiddenSeconds = 60;

/** The dead-letter queue that a queue's redrive policy names. Whoever redrives needs rights on both. */
export class SqsDeadLetters implements DeadLetters {
  readonly #client: SQSClient;
  readonly #queueUrl: string;

  constructor(client: SQSClient, queueUrl: string) {
    this.#client = client;
    this.#queueUrl = queueUrl;
  }

  /** Each is sent before it is deleted: a message may come twice, none is lost. */
  async redrive(limit: number): Promise<number> {
    const deadLetters = await this.#deadLetterUrl();
    let count = 0;
    while (count < limit) {
      const { Messages: messages = [] } = await this.#client.send(
        new ReceiveMessageCommand({
          QueueUrl: deadLetters,
          MaxNumberOfMessages: Math.min(10, limit - count),
          VisibilityTimeout: hiddenSeconds,
          WaitTimeSeconds: 1,
        }),
      );
      if (messages.length === 0) break;
      for (const { Body: body, ReceiptHandle: receipt } of messages) {
        await this.#client.send(new SendMessageCommand({ QueueUrl: this.#queueUrl, MessageBody: body }));
        await this.#client.send(new DeleteMessageCommand({ QueueUrl: deadLetters, ReceiptHandle: receipt }));
        count += 1;
      }
    }
    return count;
  }

  async #deadLetterUrl(): Promise<string> {
    const { Attributes: attributes } = await this.#client.send(
      new GetQueueAttributesCommand({ QueueUrl: this.#queueUrl, AttributeNames: ["RedrivePolicy"] }),
    );
    const { deadLetterTargetArn } = JSON.parse(attributes?.RedrivePolicy ?? "{}");
    if (typeof deadLetterTargetArn !== "string") {
      throw new StartError(`The queue ${this.#queueUrl} has no dead-letter queue: set its redrive policy.`);
    }
    const [account, name] = deadLetterTargetArn.split(":").slice(-2);
    const { QueueUrl: url } = await this.#client.send(
      new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account }),
    );
    if (url === undefined) throw new StartError(`The dead-letter queue ${deadLetterTargetArn} cannot be found.`);
    return url;
  }
}
