import * as pulumi from "@pulumi/pulumi";
import { Cluster } from "../../components/cluster";
import { Network } from "../../components/network";
import { Queue } from "../../components/queue";
import { Worker, type WorkerArgs } from "../../components/worker";
import { mistakesOf, record } from "./recorded-resources";
import { actionsOf, containerOf, environmentOf, IMAGE, statementsOf, waysInto } from "./task-programs";

const SERVICE = "aws:ecs/service:Service";

describe("Worker", () => {
  const make = (args: Partial<WorkerArgs> = {}) =>
    record(() => {
      const shared = {
        cluster: new Cluster("main"),
        network: new Network("main"),
        image: IMAGE,
        minimum: 2,
        maximum: 20,
      };
      return new Worker("worker", { ...shared, queue: new Queue("tasks"), ...args });
    });

  it("scales on the messages that wait per task", async () => {
    const { inputs } = (await make({ messagesPerTask: 50 })).one("aws:appautoscaling/policy:Policy");
    expect(inputs.targetTrackingScalingPolicyConfiguration).toMatchObject({
      targetValue: 50,
      customizedMetricSpecification: {
        metrics: [
          { id: "waiting", metricStat: { metric: { metricName: "ApproximateNumberOfMessagesVisible" } } },
          { id: "running", metricStat: { metric: { metricName: "RunningTaskCount" } } },
          { id: "perTask", returnData: true, expression: "IF(running > 0, waiting / running, waiting)" },
        ],
      },
    });
  });

  it("does not scale on CPU as well, which would fight with the backlog", async () => {
    const policies = (await make()).ofType("aws:appautoscaling/policy:Policy");
    expect(policies).toHaveLength(1);
    expect(JSON.stringify(policies[0]?.inputs)).not.toContain("CPUUtilization");
  });

  it("may take messages out of its queue and not put any in", async () => {
    const actions = actionsOf(await make(), "worker");
    expect(actions).toContain("sqs:DeleteMessage");
    expect(actions).not.toContain("sqs:SendMessage");
  });

  it("knows its queue, and listens on no port", async () => {
    const recorded = await make();
    expect(environmentOf(recorded)).toMatchObject({ QUEUE_URL: "https://sqs/tasks" });
    expect(environmentOf(recorded)).not.toHaveProperty("PORT");
    expect(containerOf(recorded)).not.toHaveProperty("portMappings");
    expect(waysInto(recorded, "worker-id")).toEqual([]);
    expect(recorded.one(SERVICE).inputs).not.toHaveProperty("loadBalancers");
  });

  it("may protect its own tasks from being stopped while they work, and nobody else's", async () => {
    const statement = statementsOf(await make(), "worker").find(({ Action }) =>
      Action.includes("ecs:UpdateTaskProtection"),
    );
    expect(statement?.Action).toEqual(["ecs:GetTaskProtection", "ecs:UpdateTaskProtection"]);
    expect(statement?.Resource).toEqual(["arn:aws:main/*"]);
  });

  it("names the tasks of its cluster as IAM does", async () => {
    const arn = "arn:aws:ecs:eu-west-1:111122223333:cluster/main-0badcafe";
    const recorded = await record(() => {
      const cluster = new Cluster("main");
      Object.assign(cluster, { arn: pulumi.output(arn) });
      return new Worker("worker", {
        cluster,
        network: new Network("main"),
        image: IMAGE,
        maximum: 2,
        minimum: 1,
        queue: new Queue("tasks"),
      });
    });
    expect(statementsOf(recorded, "worker").at(-1)?.Resource).toEqual([
      "arn:aws:ecs:eu-west-1:111122223333:task/main-0badcafe/*",
    ]);
  });

  it.each([
    [10, 30],
    [60, 70],
    [600, 120],
  ])("gives a stopping task the time of a message: %d s of work, %d s until it is killed", async (consumer, stop) => {
    const recorded = await record(() => {
      const queue = new Queue("tasks", { consumerTimeoutSeconds: consumer });
      const shared = { cluster: new Cluster("main"), network: new Network("main"), image: IMAGE, maximum: 9 };
      return new Worker("worker", { ...shared, queue });
    });
    expect(containerOf(recorded).stopTimeout).toBe(stop);
    expect(environmentOf(recorded)).toMatchObject({
      SHUTDOWN_DRAIN_SECONDS: "0",
      SHUTDOWN_GRACE_SECONDS: `${stop - 5}`,
    });
    expect(recorded.one(SERVICE).inputs.desiredCount).toBe(3);
  });

  it("may run further tasks on Spot: what they had taken comes back to the queue", async () => {
    expect((await make({ onDemandTasks: 2 })).one(SERVICE).inputs.capacityProviderStrategies).toEqual([
      { capacityProvider: "FARGATE", base: 2, weight: 0 },
      { capacityProvider: "FARGATE_SPOT", weight: 1 },
    ]);
  });

  it("runs in every zone, rolls back, and leaves its number to scaling", async () => {
    const service = (await make()).one(SERVICE);
    expect(service.inputs).toMatchObject({
      networkConfiguration: { subnets: ["application-1", "application-2", "application-3"], assignPublicIp: false },
      deploymentCircuitBreaker: { enable: true, rollback: true },
      desiredCount: 2,
    });
    expect(service.ignoreChanges).toEqual(["desiredCount"]);
  });

  it("rejects a floor above its ceiling and a backlog of nothing, both at once", async () => {
    const network = { zones: 3, nat: "single" } as Network;
    const queue = { consumerTimeoutSeconds: 30 } as Queue;
    const args = { cluster: {} as Cluster, queue, network, image: IMAGE };
    const mistakes = await mistakesOf(
      () => new Worker("worker", { ...args, minimum: 3, maximum: 2, messagesPerTask: 0 }),
    );
    expect(Object.keys(mistakes)).toEqual(["minimum", "messagesPerTask"]);
  });
});
