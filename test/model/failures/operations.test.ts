import { from, type Inputs, PlanBuilder } from "../plan-builder";
import { shop } from "../shop";
import { outcome } from "./outcomes";

const web = (inputs: Inputs) => shop({ service: () => ({ desiredCount: 4, ...inputs }) });
const goesBack = { deploymentCircuitBreaker: { enable: true, rollback: true } };
const alarms = { alarms: { enable: true, rollback: true, alarmNames: ["errors"] } };

describe("a release", () => {
  it.each([
    ["keeps every task by default", {}, { outcome: "survives", capacityShare: 1 }],
    ["leaves half", { deploymentMinimumHealthyPercent: 50 }, { outcome: "degrades", capacityShare: 0.5 }],
    ["takes all out", { deploymentMinimumHealthyPercent: 0 }, { outcome: "recovers", recoverySeconds: 120 }],
    [
      "stands beside",
      { deploymentController: { type: "CODE_DEPLOY" }, deploymentMinimumHealthyPercent: 0 },
      { outcome: "survives" },
    ],
  ])("%s", (_, inputs, expected) => {
    expect(outcome(web(inputs), "deployment", "web", "write")).toMatchObject(expected);
  });

  it.each([
    ["is tried over and over without a breaker", {}, { outcome: "degrades", capacityShare: 1 }],
    [
      "takes everything with it where nothing is kept",
      { deploymentMinimumHealthyPercent: 0 },
      { outcome: "needs-person" },
    ],
    ["goes back by the breaker", goesBack, { outcome: "survives" }],
    ["goes back by alarms, also once it serves", alarms, { outcome: "recovers", recoverySeconds: 600 }],
    ["has no check that tells", { loadBalancers: null, ...goesBack }, { outcome: "needs-person" }],
  ])("that is bad %s", (_, inputs, expected) => {
    expect(outcome(bad(inputs), "bad-release", "web", "read")).toMatchObject(expected);
  });

  it("of a group keeps what its refresh says, and of a group without one nobody knows", () => {
    const refresh = { strategy: "Rolling", preferences: { minHealthyPercentage: 50 } };
    expect(outcome(fleet({ instanceRefresh: refresh }), "deployment", "web", "read")).toMatchObject({
      outcome: "degrades",
      capacityShare: 0.5,
    });
    expect(outcome(fleet({}), "deployment", "web", "read").outcome).toBe("unknown");
  });
});

/** A service of known containers behind a balancer, or known to nobody's check. */
function bad(inputs: Inputs) {
  const plan = new PlanBuilder();
  const open = [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }];
  const group = plan.add("aws:ec2/securityGroup:SecurityGroup", "open", { ingress: open });
  const target = plan.add("aws:lb/targetGroup:TargetGroup", "web");
  const balancer = plan.add("aws:lb/loadBalancer:LoadBalancer", "front");
  plan.add("aws:lb/listener:Listener", "front", {
    loadBalancerArn: from(balancer),
    defaultActions: [{ type: "forward", targetGroupArn: from(target) }],
  });
  const task = plan.add("aws:ecs/taskDefinition:TaskDefinition", "web", { containerDefinitions: '[{"name":"web"}]' });
  const { loadBalancers, ...rest } = inputs;
  plan.add("aws:ecs/service:Service", "web", {
    desiredCount: 2,
    taskDefinition: from(task),
    networkConfiguration: { securityGroups: [from(group)] },
    ...(loadBalancers === null ? {} : { loadBalancers: [{ targetGroupArn: from(target) }] }),
    ...rest,
  });
  return plan.plan();
}

function fleet(inputs: Inputs) {
  const plan = new PlanBuilder();
  const target = plan.add("aws:lb/targetGroup:TargetGroup", "web");
  const balancer = plan.add("aws:lb/loadBalancer:LoadBalancer", "front");
  plan.add("aws:lb/listener:Listener", "front", {
    loadBalancerArn: from(balancer),
    defaultActions: [{ type: "forward", targetGroupArn: from(target) }],
  });
  plan.add("aws:autoscaling/group:Group", "web", { minSize: 2, targetGroupArns: [from(target)], ...inputs });
  return plan.plan();
}

describe("a message that cannot be processed", () => {
  const queue = (inputs: Inputs) => {
    const plan = new PlanBuilder();
    const work = plan.add("aws:sqs/queue:Queue", "work", inputs);
    const consumer = plan.add("aws:lambda/function:Function", "consumer");
    plan.add("aws:lambda/eventSourceMapping:EventSourceMapping", "work", {
      eventSourceArn: from(work),
      functionName: from(consumer),
    });
    return plan.plan();
  };

  it.each([
    ["is put aside", { redrivePolicy: '{"maxReceiveCount":3}' }, { outcome: "survives" }],
    ["comes back until it expires", {}, { outcome: "degrades" }],
    [
      "holds up those behind it in a FIFO queue",
      { fifoQueue: true },
      { outcome: "recovers", recoverySeconds: 345_600 },
    ],
  ])("%s", (_, inputs, expected) => {
    expect(outcome(queue(inputs), "poison-message", "work", "async")).toMatchObject(expected);
  });
});

describe("what is deleted", () => {
  it.each([
    ["is refused", { deletionProtection: true }, { outcome: "survives" }],
    ["is restored by a person", { backupRetentionPeriod: 7 }, { outcome: "needs-person", dataLossSeconds: 300 }],
    ["is gone without a backup", { backupRetentionPeriod: 0 }, { outcome: "needs-person", dataLossSeconds: null }],
  ])("%s", (_, database, expected) => {
    expect(outcome(shop({ database }), "deletion", "db", "write")).toMatchObject(expected);
  });

  it("can be a key: what it encrypts waits for a person, replicas too", () => {
    const plan = new PlanBuilder();
    const key = plan.add("aws:kms/key:Key", "data", { deletionWindowInDays: 14 });
    const db = plan.add("aws:rds/instance:Instance", "db", { multiAz: true, kmsKeyId: from(key) });
    const copy = plan.add("aws:rds/instance:Instance", "copy", { replicateSourceDb: from(db) });
    const fn = plan.add("aws:lambda/function:Function", "fn", { environment: { variables: { DB: from(db, copy) } } });
    plan.add("aws:lambda/functionUrl:FunctionUrl", "fn", { functionName: from(fn) });
    const lost = outcome(plan.plan(), "lost-key", "data", "read");
    expect(lost).toMatchObject({ outcome: "needs-person", dataLossSeconds: 0 });
    expect(lost.reason).toContain("14 days");
  });

  it.each([
    [30, "degrades"],
    [0, "needs-person"],
  ])("can be a secret that waits %d days: %s", (recoveryWindowInDays, expected) => {
    const plan = new PlanBuilder();
    const secret = plan.add("aws:secretsmanager/secret:Secret", "token", { recoveryWindowInDays });
    const fn = plan.add("aws:lambda/function:Function", "fn", { environment: from(secret) });
    plan.add("aws:lambda/functionUrl:FunctionUrl", "fn", { functionName: from(fn) });
    expect(outcome(plan.plan(), "lost-secret", "token", "read").outcome).toBe(expected);
  });
});

describe("an alarm", () => {
  const watched = (subscribed: boolean, acts = true) =>
    shop({
      extra: (builder, { database }) => {
        const topic = builder.add("aws:sns/topic:Topic", "pager");
        if (subscribed) builder.add("aws:sns/topicSubscription:TopicSubscription", "pager", { topic: from(topic) });
        builder.add("aws:cloudwatch/metricAlarm:MetricAlarm", "db", {
          dimensions: { DBInstanceIdentifier: from(database) },
          ...(acts ? { alarmActions: [from(topic)] } : {}),
        });
      },
    });

  it.each([
    ["is heard", watched(true), "survives", "tells somebody"],
    ["is heard by nobody who subscribed", watched(false), "needs-person", "tell nobody"],
    ["does nothing", watched(true, false), "needs-person", "tell nobody"],
    ["is not there", shop(), "needs-person", "No alarm"],
  ])("%s", (_, plan, expected, reason) => {
    const silence = outcome(plan, "silence", "alarms", "write");
    expect(silence.outcome).toBe(expected);
    expect(silence.reason).toContain(reason);
  });
});
