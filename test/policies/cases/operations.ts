import { UNKNOWN } from "../../../model/value";
import { from, type Inputs } from "../../model/plan-builder";
import { shop } from "../../model/shop";
import { type CasesByRule, one, passes, some, trips } from "./case";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const TOPIC = "aws:sns/topic:Topic";
const QUEUE = "aws:sqs/queue:Queue";
const SERVICE = "aws:ecs/service:Service";
const GROUP = "aws:autoscaling/group:Group";
const LOGS = "aws:cloudwatch/logGroup:LogGroup";

const heard = (subscribed: boolean) =>
  some((plan) => {
    const topic = plan.add(TOPIC, "page", {});
    plan.add(ALARM, "errors", { alarmActions: [from(topic)] });
    if (subscribed)
      plan.add("aws:sns/topicSubscription:TopicSubscription", "me", {
        topic: from(topic),
        protocol: "email",
        endpoint: "a@example.com",
      });
  });

const hosts = (more: Inputs) =>
  one(ALARM, { metricName: "HealthyHostCount", comparisonOperator: "LessThanThreshold", ...more });

const BREAKER = { enable: true, rollback: true };

const read = (queue: Inputs, dead?: Inputs, alarm?: boolean) =>
  some((plan) => {
    const last = dead && plan.add(QUEUE, "dead", dead);
    const jobs = plan.add(QUEUE, "jobs", { ...queue, ...(last ? { redrivePolicy: from(last) } : {}) });
    plan.add("aws:lambda/eventSourceMapping:EventSourceMapping", "jobs", { eventSourceArn: from(jobs) });
    if (alarm && last) plan.add(ALARM, "dead", { dimensions: { QueueName: from(last) } });
  });

const target = (more: Inputs) =>
  some((plan) => {
    const run = plan.add("aws:lambda/function:Function", "run", {});
    plan.add("aws:cloudwatch/eventTarget:EventTarget", "it", { arn: from(run), ...more });
  });

const watched = (...names: readonly string[]) =>
  shop({
    extra: (plan, parts) => {
      const all = {
        front: parts.balancer,
        web: parts.service,
        db: parts.database,
        jobs: parts.queue,
        worker: parts.worker,
      };
      for (const [name, resource] of Object.entries(all)) {
        if (names.includes(name)) plan.add(ALARM, name, { dimensions: { Name: from(resource) } });
      }
      const cache = plan.plan().resources.find((each) => each.type.endsWith(":ReplicationGroup"));
      if (cache) plan.add(ALARM, "cache", { dimensions: { Name: from(cache) } });
    },
  });

const TARGETS = "aws:lb/targetGroup:TargetGroup";
/** A function that reads a stream. */
const stream = (mapping: Inputs) =>
  some((plan) => {
    const events = plan.add("aws:kinesis/stream:Stream", "events");
    plan.add("aws:lambda/eventSourceMapping:EventSourceMapping", "it", { eventSourceArn: from(events), ...mapping });
  });

export const operations: CasesByRule = {
  "alarms-act": {
    trips: [
      trips("an alarm without actions", one(ALARM, {}), /no `alarmActions`/),
      trips(
        "an alarm that is told to do nothing",
        one(ALARM, { alarmActions: ["arn:x"], actionsEnabled: false }),
        /`actionsEnabled` is false/,
      ),
    ],
    passes: [
      passes("an alarm that acts", one(ALARM, { alarmActions: ["arn:aws:sns:us-east-1:1:page"] })),
      passes("actions that are not known", one(ALARM, { alarmActions: UNKNOWN })),
      passes(
        "a part of another alarm",
        some((plan) => {
          const part = plan.add(ALARM, "part", {});
          plan.add("aws:cloudwatch/compositeAlarm:CompositeAlarm", "whole", {
            alarmRule: from(part),
            alarmActions: ["arn:x"],
          });
        }),
      ),
      passes(
        "an alarm that a health check reads",
        some(
          (plan) =>
            void plan.add("aws:route53/healthCheck:HealthCheck", "it", {
              cloudwatchAlarmName: from(plan.add(ALARM, "part", {})),
            }),
        ),
      ),
    ],
  },
  "alarms-are-heard": {
    trips: [trips("a topic without a subscription", heard(false), /Nobody hears errors: topic page/)],
    passes: [
      passes("a topic that somebody reads", heard(true)),
      passes("a topic that no alarm sends to", one(TOPIC, {})),
      passes("a topic that was looked up", one(ALARM, { alarmActions: ["arn:aws:sns:us-east-1:1:page"] })),
    ],
  },
  "missing-data-is-trouble": {
    trips: [
      trips(
        "hosts of which none is fine",
        hosts({ treatMissingData: "notBreaching" }),
        /takes its absence as "notBreaching"/,
      ),
      trips("hosts of which none is nothing", hosts({}), /takes its absence as "missing"/),
    ],
    passes: [
      passes("hosts of which none is trouble", hosts({ treatMissingData: "breaching" })),
      passes("hosts of which none is told", hosts({ insufficientDataActions: ["arn:x"] })),
      passes(
        "errors of which none is fine",
        one(ALARM, {
          metricName: "Errors",
          comparisonOperator: "GreaterThanThreshold",
          treatMissingData: "notBreaching",
        }),
      ),
      passes("a treatment that is not known", hosts({ treatMissingData: UNKNOWN })),
    ],
  },
  "bad-releases-go-back": {
    trips: [
      trips("a service without a breaker", one(SERVICE, { desiredCount: 2 }), /over and over/),
      trips(
        "a breaker that does not go back",
        one(SERVICE, { deploymentCircuitBreaker: { enable: true, rollback: false } }),
        /stays on it/,
      ),
      trips(
        "a refresh that does not go back",
        one(GROUP, { instanceRefresh: { strategy: "Rolling" } }),
        /`instanceRefresh/,
      ),
    ],
    passes: [
      passes(
        "a refresh that goes back",
        one(GROUP, { instanceRefresh: { strategy: "Rolling", preferences: { autoRollback: true } } }),
      ),
      passes("a group that nothing refreshes", one(GROUP, { maxSize: 3 })),
      passes("a refresh that is not known", one(GROUP, { instanceRefresh: UNKNOWN })),
      passes("a breaker", one(SERVICE, { deploymentCircuitBreaker: BREAKER })),
      passes("alarms that go back", one(SERVICE, { alarms: { enable: true, rollback: true } })),
      passes("CodeDeploy", one(SERVICE, { deploymentController: { type: "CODE_DEPLOY" } })),
      passes("a breaker that is not known", one(SERVICE, { deploymentCircuitBreaker: UNKNOWN })),
    ],
  },
  "releases-keep-capacity": {
    trips: [
      trips(
        "a service that stops before it starts",
        one(SERVICE, { loadBalancers: [{}], deploymentMinimumHealthyPercent: 0 }),
        /keeps 0% of its tasks/,
      ),
      trips(
        "a group that refreshes all at once",
        one(GROUP, { instanceRefresh: { preferences: { minHealthyPercentage: 0 } } }),
        /keeps 0% of its instances/,
      ),
      trips(
        "a group that judges at once",
        one(GROUP, { healthCheckType: "ELB", healthCheckGracePeriod: 0 }),
        /healthCheckGracePeriod: 0/,
      ),
      trips("targets that go at once", one(TARGETS, { deregistrationDelay: 0 }), /deregistrationDelay: 0/),
      trips("a classic balancer's", one("aws:elb/loadBalancer:LoadBalancer", {}), /`connectionDraining` is not set/),
    ],
    passes: [
      passes("targets that finish", one(TARGETS, { deregistrationDelay: 20 })),
      passes("targets that say nothing: 300 seconds", one(TARGETS, {})),
      passes("functions, which finish anyway", one(TARGETS, { targetType: "lambda", deregistrationDelay: 0 })),
      passes("a classic balancer that drains", one("aws:elb/loadBalancer:LoadBalancer", { connectionDraining: true })),
      passes(
        "a service that starts before it stops",
        one(SERVICE, { loadBalancers: [{}], deploymentMinimumHealthyPercent: 100 }),
      ),
      passes("a worker that nobody waits for", one(SERVICE, { deploymentMinimumHealthyPercent: 0 })),
      passes(
        "a group that refreshes in steps",
        one(GROUP, { instanceRefresh: { preferences: { minHealthyPercentage: 90 } } }),
      ),
      passes("a group that says nothing: 300 seconds", one(GROUP, { healthCheckType: "ELB" })),
    ],
  },
  "dead-letters-are-kept": {
    trips: [
      trips("a queue that a function reads", read({}), /jobs has no dead-letter queue/),
      trips(
        "a subscription of an address",
        one("aws:sns/topicSubscription:TopicSubscription", { protocol: "https" }),
        /SNS's retries/,
      ),
      trips("an event for a function", target({}), /`deadLetterConfig`/),
      trips("a stream that is tried for ever", stream({}), /holds up its shard/),
      trips("a stream that drops", stream({ maximumRetryAttempts: 3 }), /dropped after the last try/),
    ],
    passes: [
      passes(
        "a stream with a place for failures",
        stream({ destinationConfig: { onFailure: { destinationArn: UNKNOWN } } }),
      ),
      passes("a stream of which the tries are not known", stream({ maximumRetryAttempts: UNKNOWN })),
      passes("a queue with dead letters, which has none itself", read({}, {})),
      passes("a queue that nothing here reads", one(QUEUE, {})),
      passes("dead letters that are not known", read({ redrivePolicy: UNKNOWN })),
      passes("a subscription of a person", one("aws:sns/topicSubscription:TopicSubscription", { protocol: "email" })),
      passes("an event with dead letters", target({ deadLetterConfig: { arn: UNKNOWN } })),
      passes(
        "an event for a queue",
        one("aws:cloudwatch/eventTarget:EventTarget", { arn: "arn:aws:sqs:us-east-1:1:q" }),
      ),
    ],
  },
  "dead-letters-are-noticed": {
    trips: [
      trips("dead letters without an alarm", read({}, {}), /No alarm watches/),
      trips(
        "dead letters that expire first",
        read({ messageRetentionSeconds: 1_209_600 }, {}, true),
        /less time than jobs/,
      ),
    ],
    passes: [
      passes("dead letters with an alarm", read({}, {}, true)),
      passes(
        "dead letters that are kept longer",
        read({ messageRetentionSeconds: 60 }, { messageRetentionSeconds: 1_209_600 }, true),
      ),
      passes("a queue that holds none", one(QUEUE, {})),
    ],
  },
  "logs-have-an-end": {
    trips: [
      trips("logs that say nothing", one(LOGS, {}), /for ever/),
      trips("logs for ever", one(LOGS, { retentionInDays: 0 }), /for ever/),
    ],
    passes: [
      passes("logs of a month", one(LOGS, { retentionInDays: 30 })),
      passes("a time that is not known", one(LOGS, { retentionInDays: UNKNOWN })),
    ],
  },
  "tiers-have-alarms": {
    trips: [
      trips("a database without one", watched("front", "web", "jobs", "worker"), /No alarm watches db, which "/),
      trips("a copy in another region without one", copyIn("eu-west-1"), /copy for the loss of a region/),
    ],
    passes: [
      passes("a shop with alarms", watched("front", "web", "db", "jobs", "worker")),
      passes("a database that no request needs", one("aws:rds/instance:Instance", {})),
      passes("a copy that no request needs", copyIn("us-east-1")),
    ],
  },
};

/** A database in us-east-1 that nobody needs, and a copy of it. */
function copyIn(region: string) {
  return some((plan) => {
    const db = plan.add("aws:rds/instance:Instance", "db", { region: "us-east-1" });
    plan.add("aws:rds/instance:Instance", "copy", { region, replicateSourceDb: from(db) });
  });
}
