import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";

/** A queue with its dead letters, made as `components/queue.ts` makes them. */
export interface MessageQueue {
  readonly url: string;
  /** How many messages wait, how many are being worked on, and how many are dead letters. */
  counts(): Promise<{ readonly waiting: number; readonly hidden: number; readonly dead: number }>;
  send(body: string): Promise<void>;
  close(): void;
}

/** Makes a queue on a server that stands in for SQS. */
export async function makeQueue(endpoint: string, name: string): Promise<MessageQueue> {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new SQSClient({ endpoint, region: "eu-west-1", credentials });
  const create = async (queueName: string, attributes: Record<string, string>) => {
    const { QueueUrl: url } = await client.send(
      new CreateQueueCommand({ QueueName: queueName, Attributes: attributes }),
    );
    if (url === undefined) throw new Error(`The queue ${queueName} was not made.`);
    return url;
  };
  const read = async (url: string, names: readonly QueueAttributeName[]) => {
    const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...names] });
    return (await client.send(command)).Attributes ?? {};
  };
  const dead = await create(`${name}-dead-letters`, {});
  const { QueueArn: deadLetterTargetArn } = await read(dead, ["QueueArn"]);
  const url = await create(name, { RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 5 }) });
  return {
    url,
    async counts() {
      const names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"] as const;
      const [queue, letters] = [await read(url, names), await read(dead, names)];
      return {
        waiting: Number(queue.ApproximateNumberOfMessages),
        hidden: Number(queue.ApproximateNumberOfMessagesNotVisible),
        dead: Number(letters.ApproximateNumberOfMessages),
      };
    },
    async send(body) {
      await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body }));
    },
    close: () => client.destroy(),
  };
}
