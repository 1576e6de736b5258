import * as pulumi from "@pulumi/pulumi";
import { Queue, type QueueArgs } from "../../components/queue";
import { mistakesOf, record, resolved } from "./recorded-resources";

const SQS = "aws:sqs/queue:Queue";

function json(text: unknown) {
  return JSON.parse(String(text));
}

describe("Queue", () => {
  const queue = (args?: QueueArgs) => record(() => new Queue("tasks", args));

  it("sets a message aside after five failed attempts", async () => {
    const { redrivePolicy } = (await queue()).one(SQS, "tasks").inputs;
    expect(json(redrivePolicy)).toEqual({ deadLetterTargetArn: "arn:aws:tasks-dead-letters", maxReceiveCount: 5 });
  });

  it("keeps dead letters for fourteen days, longer than messages that wait", async () => {
    const recorded = await queue();
    expect(recorded.one(SQS, "tasks-dead-letters").inputs.messageRetentionSeconds).toBe(14 * 86_400);
    expect(recorded.one(SQS, "tasks").inputs.messageRetentionSeconds).toBe(4 * 86_400);
  });

  it("takes dead letters from its own queue only", async () => {
    const { inputs } = (await queue()).one("aws:sqs/redriveAllowPolicy:RedriveAllowPolicy");
    expect(inputs.queueUrl).toBe("https://sqs/tasks-dead-letters");
    expect(json(inputs.redriveAllowPolicy)).toEqual({
      redrivePermission: "byQueue",
      sourceQueueArns: ["arn:aws:tasks"],
    });
  });

  it("encrypts both queues", async () => {
    for (const { inputs } of (await queue()).ofType(SQS)) {
      expect(inputs.sqsManagedSseEnabled).toBe(true);
    }
  });

  it("hides a message six times as long as a consumer may work on it", async () => {
    const { inputs } = (await queue({ consumerTimeoutSeconds: 50 })).one(SQS, "tasks");
    expect(inputs.visibilityTimeoutSeconds).toBe(300);
  });

  it("rejects a message that turns up again while a consumer still works on it", async () => {
    const mistakes = await mistakesOf(() => new Queue("tasks", { consumerTimeoutSeconds: 60, visibilitySeconds: 60 }));
    expect(mistakes.visibilitySeconds).toContain("must be longer than consumerTimeoutSeconds 60");
  });

  it("rejects messages that wait as long as dead letters are kept", async () => {
    expect(await mistakesOf(() => new Queue("tasks", { retentionDays: 14 }))).toHaveProperty("retentionDays");
  });

  it("rejects attempts that take longer than a message is kept: it would never become a dead letter", async () => {
    const mistakes = await mistakesOf(
      () => new Queue("tasks", { consumerTimeoutSeconds: 7_200, attempts: 3, retentionDays: 1 }),
    );
    expect(mistakes).toEqual({
      attempts:
        "must fit into retentionDays 1: 3 attempts of 43200 s each take longer, so that a message is deleted before it becomes a dead letter",
    });
    expect(await mistakesOf(() => new Queue("tasks", { consumerTimeoutSeconds: 7_200, attempts: 3 }))).toEqual({});
  });

  it("refuses whoever does not encrypt what is on its way, at both queues", async () => {
    const policies = (await queue()).ofType("aws:sqs/queuePolicy:QueuePolicy");
    expect(policies.map(({ inputs }) => inputs.queueUrl)).toEqual([
      "https://sqs/tasks-dead-letters",
      "https://sqs/tasks",
    ]);
    expect(policies.map(({ inputs }) => json(inputs.policy).Statement)).toMatchObject(
      ["arn:aws:tasks-dead-letters", "arn:aws:tasks"].map((Resource) => [
        {
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    );
  });

  it("keeps no order unless told so", async () => {
    for (const { inputs } of (await queue()).ofType(SQS)) {
      expect(inputs).not.toHaveProperty("fifoQueue");
    }
  });

  it("keeps the order of each group, with dead letters in a queue of the same kind, as AWS wants it", async () => {
    for (const { inputs } of (await queue({ inOrder: true })).ofType(SQS)) {
      expect(inputs).toMatchObject({
        fifoQueue: true,
        contentBasedDeduplication: true,
        deduplicationScope: "messageGroup",
        fifoThroughputLimit: "perMessageGroupId",
      });
    }
  });

  async function made<T>(use: (queue: Queue) => T): Promise<T> {
    const used: T[] = [];
    await record(() => used.push(use(new Queue("tasks"))));
    const [first] = used;
    if (first === undefined) throw new Error("The program made no queue.");
    return first;
  }

  it("lets a producer send and not receive", async () => {
    const access = await made((each) => each.producerAccess());
    const actions = access.statements?.flatMap((each) => each.actions);
    expect(actions).toContain("sqs:SendMessage");
    expect(actions).not.toContain("sqs:ReceiveMessage");
  });

  it("lets a consumer receive and not send", async () => {
    const access = await made((each) => each.consumerAccess());
    const actions = access.statements?.flatMap((each) => each.actions);
    expect(actions).toContain("sqs:ReceiveMessage");
    expect(actions).not.toContain("sqs:SendMessage");
  });

  it("tells code where it is, and gives rights on this queue alone", async () => {
    let queue: Queue | undefined;
    await record(() => {
      queue = new Queue("tasks");
    });
    for (const access of [queue?.producerAccess(), queue?.consumerAccess()]) {
      expect(await resolved(pulumi.all(access?.environment ?? {}))).toEqual({ QUEUE_URL: "https://sqs/tasks" });
      const resources = (access?.statements ?? []).flatMap((statement) => statement.resources);
      expect(await resolved(pulumi.all(resources))).toEqual(["arn:aws:tasks"]);
    }
  });

  it("takes no consumer that works so long that a message cannot be hidden from others", async () => {
    const wrong = async (args: QueueArgs) => Object.keys(await mistakesOf(() => new Queue("tasks", args)));
    expect(await wrong({ consumerTimeoutSeconds: 7_200, attempts: 1 })).toEqual([]);
    expect(await wrong({ consumerTimeoutSeconds: 7_201, visibilitySeconds: 43_200, attempts: 1 })).toEqual([
      "consumerTimeoutSeconds",
    ]);
  });

  it("rejects attempts that take just as long as a message is kept", async () => {
    const day = { visibilitySeconds: 21_600, retentionDays: 1 };
    expect(await mistakesOf(() => new Queue("tasks", { ...day, attempts: 4 }))).toHaveProperty("attempts");
    expect(await mistakesOf(() => new Queue("tasks", { ...day, attempts: 3 }))).toEqual({});
  });

  it("sounds at the first dead letter", async () => {
    const alarms = await made((each) => each.alarms());
    expect(alarms.find(({ name }) => name === "dead-letters")).toMatchObject({
      when: { above: 0 },
      minutes: 1,
      metricName: "ApproximateNumberOfMessagesVisible",
    });
  });

  it("sounds when messages wait more than ten minutes", async () => {
    const alarms = await made((each) => each.alarms());
    expect(alarms.find(({ name }) => name === "age")).toMatchObject({
      when: { above: 600 },
      metricName: "ApproximateAgeOfOldestMessage",
    });
  });

  it("watches its dead letters in their own queue", async () => {
    const names: unknown[] = [];
    await record(() => {
      for (const { dimensions } of new Queue("tasks").alarms()) {
        pulumi.output(dimensions.QueueName).apply((name) => names.push(name));
      }
    });
    expect(names).toEqual(["tasks-dead-letters", "tasks"]);
  });
});
