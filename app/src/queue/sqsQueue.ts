import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { Message, Outgoing, QueueConsumer, QueueProducer } from "./queue.js";

/** Longest that SQS hides a message. docs.aws.amazon.com/AWSSimpleQueueService, "Message quotas". */
const maxHiddenSeconds = 43_200;

/** A standard queue of SQS. Its redrive policy says after how many attempts a message is set aside. */
export class SqsQueue implements QueueProducer, QueueConsumer {
  readonly visibilitySeconds: number;
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string, visibilitySeconds: number) {
    this.#client = client;
    this.#url = url;
    this.visibilitySeconds = visibilitySeconds;
  }

  async send(messages: readonly Outgoing[]): Promise<readonly string[]> {
    const { Successful: taken = [] } = await this.#client.send(
      new SendMessageBatchCommand({
        QueueUrl: this.#url,
        Entries: messages.map(({ body }, index) => ({ Id: String(index), MessageBody: body })),
      }),
    );
    return taken.flatMap(({ Id }) => messages[Number(Id)]?.id ?? []);
  }

  async receive({ max, waitSeconds, signal }: Parameters<QueueConsumer["receive"]>[0]): Promise<readonly Message[]> {
    const { Messages: messages = [] } = await this.#client.send(
      new ReceiveMessageCommand({
        QueueUrl: this.#url,
        MaxNumberOfMessages: max,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: this.visibilitySeconds,
        MessageSystemAttributeNames: ["ApproximateReceiveCount"],
      }),
      { abortSignal: signal },
    );
    return messages.map(({ Body: body = "", ReceiptHandle: receipt = "", Attributes: attributes }) => ({
      body,
      receipt,
      attempt: Number(attributes?.ApproximateReceiveCount ?? 1),
    }));
  }

  async extend(message: Message): Promise<void> {
    await this.retry(message, this.visibilitySeconds);
  }

  async delete({ receipt }: Message): Promise<void> {
    await this.#client.send(new DeleteMessageCommand({ QueueUrl: this.#url, ReceiptHandle: receipt }));
  }

  async retry({ receipt }: Message, seconds: number): Promise<void> {
    await this.#client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: this.#url,
        ReceiptHandle: receipt,
        VisibilityTimeout: Math.min(maxHiddenSeconds, Math.round(seconds)),
      }),
    );
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }
}
