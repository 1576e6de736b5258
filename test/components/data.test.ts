import { Cache, type CacheArgs } from "../../components/cache";
import { Network } from "../../components/network";
import { Queue, type QueueArgs } from "../../components/queue";
import { mistakesOf, record } from "./recorded-resources";

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
const SQS = "aws:sqs/queue:Queue";

function json(text: unknown) {
  return JSON.parse(String(text));
}

describe("Cache", () => {
  const cache = (args: Partial<CacheArgs> = {}, zones = 3) =>
    record(() => new Cache("main", { network: new Network("main", { zones }), nodeType: "cache.t4g.small", ...args }));
  const group = async (args?: Partial<CacheArgs>) => (await cache(args)).one(GROUP).inputs;

  it("has two nodes in two zones by default, one of which takes over from the other", async () => {
    expect(await group()).toMatchObject({
      engine: "valkey",
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      preferredCacheClusterAzs: ["eu-west-1a", "eu-west-1b"],
    });
  });

  it("asks for no failover with one node, which AWS would refuse", async () => {
    expect(await group({ nodes: 1 })).toMatchObject({
      numCacheClusters: 1,
      automaticFailoverEnabled: false,
      multiAzEnabled: false,
    });
  });

  it("is encrypted on disk and on the way, and asks for a password", async () => {
    expect(await group()).toMatchObject({
      atRestEncryptionEnabled: true,
      transitEncryptionEnabled: true,
      authToken: "letters",
    });
  });

  it("keeps its address with the password in Secrets Manager", async () => {
    const { secretString } = (await cache()).one("aws:secretsmanager/secretVersion:SecretVersion").inputs;
    expect(json(secretString)).toEqual({ url: "rediss://:letters@main.cache:6379" });
  });

  it("lies in the data subnets", async () => {
    const recorded = await cache({}, 2);
    expect(recorded.one("aws:elasticache/subnetGroup:SubnetGroup").inputs.subnetIds).toEqual(["data-1", "data-2"]);
  });

  it("watches CPU and memory of every node", async () => {
    let names: string[] = [];
    await record(() => {
      names = new Cache("main", { network: new Network("main"), nodeType: "cache.t4g.small", nodes: 3 })
        .alarms()
        .map(({ name }) => name);
    });
    expect(names).toEqual(["cpu-1", "memory-1", "cpu-2", "memory-2", "cpu-3", "memory-3"]);
  });

  it("rejects too many nodes and a type that is none, both at once", async () => {
    const network = { zones: 3 } as Network;
    const mistakes = await mistakesOf(() => new Cache("main", { network, nodeType: "t4g.small", nodes: 7 }));
    expect(Object.keys(mistakes)).toEqual(["nodeType", "nodes"]);
  });

  it("rejects replicas in one zone, which is said to be the way out", async () => {
    const network = { zones: 1 } as Network;
    expect((await mistakesOf(() => new Cache("main", { network, nodeType: "cache.t4g.small" }))).network).toContain(
      "nodes: 1",
    );
  });
});

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

  it("sounds at the first dead letter", async () => {
    const alarms = await made((each) => each.alarms());
    expect(alarms.find(({ name }) => name === "dead-letters")).toMatchObject({
      when: { above: 0 },
      minutes: 1,
      metricName: "ApproximateNumberOfMessagesVisible",
    });
  });
});
