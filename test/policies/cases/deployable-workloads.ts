import { UNKNOWN } from "../../../model/value";
import { from, type Inputs } from "../../model/plan-builder";
import { type CasesByRule, one, passes, some, trips } from "./case";

const GROUP = "aws:autoscaling/group:Group";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";

const CONTAINERS = JSON.stringify([{ name: "app", image: "nginx", portMappings: [{ containerPort: 8080 }] }]);
const NETWORK = { networkConfiguration: { subnets: ["subnet-1"] } };

const service = (task: Inputs, own: Inputs, group: Inputs = { targetType: "ip" }) =>
  some((plan) => {
    const definition = plan.add("aws:ecs/taskDefinition:TaskDefinition", "task", {
      containerDefinitions: CONTAINERS,
      ...task,
    });
    const target = plan.add("aws:lb/targetGroup:TargetGroup", "web", group);
    plan.add("aws:ecs/service:Service", "it", {
      taskDefinition: from(definition),
      loadBalancers: [{ targetGroupArn: from(target), containerName: "app", containerPort: 8080 }],
      ...own,
    });
  });

const metric = (more: Inputs) =>
  one(ALARM, {
    metricName: "Errors",
    namespace: "AWS/Lambda",
    statistic: "Sum",
    period: 60,
    evaluationPeriods: 5,
    ...more,
  });

const statement = (more: object) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...more }] });
const TRUST = statement({ Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" } });

export const deployableWorkloads: CasesByRule = {
  "service-fits-its-task": {
    trips: [
      trips(
        "tasks of their own interfaces without a network",
        service({ networkMode: "awsvpc" }, {}),
        /no `networkConfiguration`/,
      ),
      trips("Fargate without a network", service({}, { launchType: "FARGATE" }), /no `networkConfiguration`/),
      trips("a bridge with a network", service({ networkMode: "bridge" }, NETWORK), /for tasks in/),
      trips(
        "a group of instances",
        service({ networkMode: "awsvpc" }, NETWORK, { targetType: "instance" }),
        /takes instances/,
      ),
      trips(
        "a group that does not say, of instances then",
        service({ networkMode: "awsvpc" }, NETWORK, {}),
        /takes instances/,
      ),
      trips(
        "a container that is not there",
        service({ containerDefinitions: JSON.stringify([{ name: "web" }]) }, {}),
        /container `app`/,
      ),
      trips(
        "a port that is not open",
        service({ containerDefinitions: JSON.stringify([{ name: "app", portMappings: [{ containerPort: 80 }] }]) }, {}),
        /port 8080/,
      ),
      trips(
        "both ways to choose capacity",
        service({}, { launchType: "EC2", capacityProviderStrategies: [{ capacityProvider: "p" }] }),
        /both `launchType`/,
      ),
    ],
    passes: [
      passes("a service on Fargate", service({ networkMode: "awsvpc" }, { launchType: "FARGATE", ...NETWORK })),
      passes("a bridge with instances", service({ networkMode: "bridge" }, {}, { targetType: "instance" })),
      passes(
        "containers that are not known",
        service({ networkMode: "awsvpc", containerDefinitions: UNKNOWN }, NETWORK),
      ),
      passes(
        "a kind of target that is not known",
        service({ networkMode: "awsvpc" }, NETWORK, { targetType: UNKNOWN }),
      ),
      passes("a task definition that was looked up", one("aws:ecs/service:Service", { taskDefinition: "web:1" })),
    ],
  },
  "bounds-are-in-order": {
    trips: [
      trips("a floor above the ceiling", one(GROUP, { minSize: 4, maxSize: 2 }), /`minSize: 4` above `maxSize: 2`/),
      trips(
        "a wish above the ceiling",
        one(GROUP, { minSize: 1, maxSize: 2, desiredCapacity: 3 }),
        /`desiredCapacity: 3` above/,
      ),
      trips(
        "a scaled service's floor above its ceiling",
        one("aws:appautoscaling/target:Target", { minCapacity: 5, maxCapacity: 2 }),
        /minCapacity/,
      ),
      trips(
        "a cache policy that forgets before it keeps",
        one("aws:cloudfront/cachePolicy:CachePolicy", { minTtl: 60, defaultTtl: 10, maxTtl: 100 }),
        /minTtl/,
      ),
      trips(
        "a behaviour that does",
        one("aws:cloudfront/distribution:Distribution", { orderedCacheBehaviors: [{ defaultTtl: 100, maxTtl: 10 }] }),
        /in `orderedCacheBehaviors`/,
      ),
      trips(
        "a health check longer than its interval",
        one("aws:lb/targetGroup:TargetGroup", { healthCheck: { timeout: 30, interval: 10 } }),
        /timeout/,
      ),
      trips("an alarm of more points than periods", metric({ datapointsToAlarm: 6 }), /datapointsToAlarm/),
    ],
    passes: [
      passes("a floor at the ceiling", one(GROUP, { minSize: 2, maxSize: 2 })),
      passes("a ceiling that is not known", one(GROUP, { minSize: 2, maxSize: UNKNOWN })),
      passes(
        "a group that is there, whose wish autoscaling chose",
        one(GROUP, { minSize: 3, maxSize: 9, desiredCapacity: 2 }, { id: "asg" }),
      ),
    ],
  },
  "alarms-can-be-made": {
    trips: [
      trips("a period of 45 seconds", metric({ period: 45 }), /period: 45/),
      trips("a look back of two days by the minute", metric({ evaluationPeriods: 2_880 }), /a day at most/),
      trips("a look back of eight days", metric({ period: 86_400, evaluationPeriods: 8 }), /a week at most/),
      trips(
        "a metric and a calculation",
        metric({ metricQueries: [{ id: "a", returnData: true }] }),
        /both `metricName`/,
      ),
      trips("nothing", one(ALARM, { evaluationPeriods: 1 }), /watches nothing/),
      trips(
        "a calculation of two results",
        one(ALARM, {
          metricQueries: [
            { id: "a", returnData: true },
            { id: "b", returnData: true },
          ],
        }),
        /has 2 of its/,
      ),
    ],
    passes: [
      passes("a metric", metric({})),
      passes("a metric by the second", metric({ period: 10 })),
      passes(
        "a calculation",
        one(ALARM, {
          metricQueries: [
            { id: "a", returnData: true },
            { id: "b", returnData: false },
          ],
        }),
      ),
      passes("a period that is not known", metric({ period: UNKNOWN })),
    ],
  },
  "policy-documents-parse": {
    trips: [
      trips("a text that is no JSON", one(POLICY, { policy: "{ Statement: }" }), /no JSON object/),
      trips("no statement", one(POLICY, { policy: "{}" }), /no JSON object with a `Statement`/),
      trips(
        "an effect that is none",
        one(POLICY, { policy: statement({ Effect: "allow", Action: "s3:*", Resource: "*" }) }),
        /neither Allow nor Deny/,
      ),
      trips(
        "an identity's policy of whom",
        one(POLICY, { policy: statement({ Action: "s3:*", Resource: "*", Principal: "*" }) }),
        /with a `Principal`/,
      ),
      trips(
        "an identity's policy of nothing",
        one(POLICY, { policy: statement({ Action: "s3:*" }) }),
        /without `Resource`/,
      ),
      trips(
        "an identity's policy of nothing, as an object",
        one(POLICY, { policy: { Statement: [{ Effect: "Allow", Action: UNKNOWN }] } }),
        /without `Resource`/,
      ),
      trips(
        "a trust policy of nobody",
        one(ROLE, { assumeRolePolicy: statement({ Action: "sts:AssumeRole" }) }),
        /without `Principal`/,
      ),
      trips(
        "a trust policy of something",
        one(ROLE, { assumeRolePolicy: statement({ Action: "sts:AssumeRole", Principal: "*", Resource: "*" }) }),
        /with a `Resource`/,
      ),
      trips(
        "a policy too long",
        one(POLICY, { policy: statement({ Action: "s3:GetObject", Resource: `arn:aws:s3:::${"x".repeat(6_200)}` }) }),
        /6144/,
      ),
    ],
    passes: [
      passes("an identity's policy", one(POLICY, { policy: statement({ Action: ["s3:GetObject"], Resource: "*" }) })),
      passes(
        "one statement that stands for a list",
        one(POLICY, { policy: JSON.stringify({ Statement: { Effect: "Deny", NotAction: "s3:*", Resource: "*" } }) }),
      ),
      passes("a trust policy", one(ROLE, { assumeRolePolicy: TRUST })),
      passes("a policy that is not known", one(POLICY, { policy: UNKNOWN })),
      passes("statements that are not known", one(POLICY, { policy: { Version: "2012-10-17", Statement: UNKNOWN } })),
      passes(
        "an object of which little is known",
        one(POLICY, {
          policy: {
            Statement: [
              { Effect: UNKNOWN, Action: "s3:*", Resource: "*" },
              { Effect: "Allow", Action: UNKNOWN, Resource: UNKNOWN },
            ],
          },
        }),
      ),
    ],
  },
};
