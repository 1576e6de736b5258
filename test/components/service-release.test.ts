import { Cluster } from "../../components/cluster";
import { LoadBalancer, type LoadBalancerArgs, Reach, Target } from "../../components/load-balancer";
import { Network } from "../../components/network";
import { Release } from "../../components/rollout";
import { Service, type ServiceArgs } from "../../components/service";
import { mistakesOf, record } from "./recorded-resources";
import { IMAGE } from "./task-programs";

const SERVICE = "aws:ecs/service:Service";
const RULE = "aws:lb/listenerRule:ListenerRule";
const GROUP = "aws:lb/targetGroup:TargetGroup";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

function program(args: Partial<ServiceArgs>, front?: Partial<LoadBalancerArgs>): Service {
  const network = new Network("main");
  const door = { network, targets: Target.Tasks, certificateArn: "arn:certificate" };
  const behind = front && { behind: new LoadBalancer("front", { ...door, ...front }) };
  return new Service("web", { cluster: new Cluster("main"), network, image: IMAGE, maximum: 12, ...behind, ...args });
}
const make = (args: Partial<ServiceArgs>, front?: Partial<LoadBalancerArgs>) => record(() => program(args, front));
const blueGreen = (args: Partial<ServiceArgs> = {}, front: Partial<LoadBalancerArgs> = {}) =>
  make({ release: Release.BlueGreen, ...args }, { blueGreen: true, ...front });

describe("a rolling release", () => {
  it("is the default, with one target group and no rule to move", async () => {
    const recorded = await make({}, {});
    expect(recorded.one(SERVICE).inputs).not.toHaveProperty("deploymentConfiguration");
    expect(recorded.names(GROUP)).toEqual(["front"]);
    expect(recorded.ofType(RULE)).toEqual([]);
    expect(recorded.ofType("aws:iam/rolePolicyAttachment:RolePolicyAttachment")).toEqual([]);
  });

  it("is taken back when more than one request in twenty fails, whatever the health checks say", async () => {
    const recorded = await make({}, {});
    expect(recorded.one(SERVICE).inputs.alarms).toEqual({
      alarmNames: ["web-bad-release"],
      enable: true,
      rollback: true,
    });
    const { inputs } = recorded.one(ALARM);
    expect(inputs).toMatchObject({
      comparisonOperator: "GreaterThanThreshold",
      threshold: 5,
      treatMissingData: "notBreaching",
      metricQueries: [
        {
          id: "errors",
          metric: { metricName: "HTTPCode_Target_5XX_Count", dimensions: { LoadBalancer: "suffix/front" } },
        },
        { id: "requests", metric: { metricName: "RequestCount", dimensions: { LoadBalancer: "suffix/front" } } },
        { id: "share", returnData: true, expression: "IF(requests >= 20, 100 * errors / requests, 0)" },
      ],
    });
    expect(inputs).not.toHaveProperty("alarmActions");
  });

  it("of a service that only others call is watched by its health checks", async () => {
    const recorded = await make({});
    expect(recorded.one(SERVICE).inputs).not.toHaveProperty("alarms");
    expect(recorded.ofType(ALARM)).toEqual([]);
  });
});

describe("a blue-green release", () => {
  it("starts a second set of tasks, moves all requests, and waits with the way back open", async () => {
    const { inputs } = (await blueGreen({ bakeMinutes: 15 })).one(SERVICE);
    expect(inputs).toMatchObject({
      deploymentConfiguration: { strategy: "BLUE_GREEN", bakeTimeInMinutes: "15" },
      deploymentCircuitBreaker: { enable: true, rollback: true },
      waitForSteadyState: true,
      alarms: { enable: true, rollback: true },
    });
  });

  it("bakes for ten minutes unless told otherwise", async () => {
    expect((await blueGreen()).one(SERVICE).inputs.deploymentConfiguration).toMatchObject({ bakeTimeInMinutes: "10" });
  });

  it("moves requests between two target groups that are alike, by a rule of the listener", async () => {
    const recorded = await blueGreen();
    const [first, second] = recorded.ofType(GROUP).map(({ inputs }) => ({ ...inputs, tags: undefined }));
    expect(second).toEqual(first);
    expect(recorded.one(SERVICE).inputs.loadBalancers).toEqual([
      {
        targetGroupArn: "arn:aws:front",
        containerName: "web",
        containerPort: 8080,
        advancedConfiguration: {
          alternateTargetGroupArn: "arn:aws:front-second",
          productionListenerRule: "arn:aws:front-production",
          roleArn: "arn:aws:web-traffic",
        },
      },
    ]);
    expect(recorded.one(RULE).inputs).toMatchObject({
      listenerArn: "arn:aws:front-https",
      conditions: [{ pathPattern: { values: ["/*"] } }],
      actions: [
        {
          type: "forward",
          forward: {
            targetGroups: [
              { arn: "arn:aws:front", weight: 100 },
              { arn: "arn:aws:front-second", weight: 0 },
            ],
          },
        },
      ],
    });
  });

  it("leaves the rule where the last release put it", async () => {
    expect((await blueGreen()).one(RULE).ignoreChanges).toEqual(["actions"]);
  });

  it("may come later: a service that rolls stands behind the same rule, and waits for it", async () => {
    const service = (await make({}, { blueGreen: true })).one(SERVICE);
    expect(service.dependsOn).toContain("front-production");
    expect(service.inputs).not.toHaveProperty("deploymentConfiguration");
    expect(JSON.stringify(service.inputs.loadBalancers)).not.toContain("advancedConfiguration");
  });

  it("keeps the door closed to all but the CDN", async () => {
    const recorded = await blueGreen({}, { reach: Reach.Cdn });
    const rule = recorded.one(RULE);
    expect(rule.inputs.conditions).toMatchObject([{ httpHeader: { httpHeaderName: "X-Origin-Key" } }]);
    expect(rule.ignoreChanges).toEqual(["actions"]);
    expect(recorded.one(SERVICE).inputs.loadBalancers).toMatchObject([
      { advancedConfiguration: { productionListenerRule: "arn:aws:front-from-cdn" } },
    ]);
  });

  it("lets ECS, and nobody else, move requests: with a role that exists before the first release", async () => {
    const recorded = await blueGreen();
    const role = recorded.one("aws:iam/role:Role", "web-traffic");
    expect(JSON.parse(String(role.inputs.assumeRolePolicy)).Statement).toMatchObject([
      { Principal: { Service: "ecs.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]);
    expect(recorded.one("aws:iam/rolePolicyAttachment:RolePolicyAttachment").inputs.policyArn).toBe(
      "arn:aws:iam::aws:policy/AmazonECSInfrastructureRolePolicyForLoadBalancers",
    );
    const before = recorded.one(SERVICE).dependsOn;
    expect(before).toContain("front-production");
    // The role, and what it may do.
    expect(before.filter((name) => name === "web-traffic")).toHaveLength(2);
  });

  it("works without a load balancer, where Service Connect moves the requests", async () => {
    const { inputs } = (await make({ release: Release.BlueGreen })).one(SERVICE);
    expect(inputs).toMatchObject({
      deploymentConfiguration: { strategy: "BLUE_GREEN" },
      serviceConnectConfiguration: { enabled: true },
    });
    expect(inputs).not.toHaveProperty("loadBalancers");
  });

  it("is refused behind a load balancer that has nowhere to move requests to", async () => {
    expect(await mistakesOf(() => program({ release: Release.BlueGreen }, {}))).toEqual({
      behind: "must have two target groups for release: Release.BlueGreen; give the load balancer blueGreen: true",
    });
  });

  it("is refused with a bake time of nothing", async () => {
    const args = { release: Release.BlueGreen, bakeMinutes: 0 };
    expect(await mistakesOf(() => program(args, { blueGreen: true }))).toEqual({
      bakeMinutes: "must be a whole number between 1 and 1440, got 0",
    });
  });

  it("raises no alarm over the target group that stands empty", async () => {
    const found: string[] = [];
    await record(() => {
      const door = { network: new Network("main"), targets: Target.Tasks, certificateArn: "arn:certificate" };
      found.push(...new LoadBalancer("front", { ...door, blueGreen: true }).alarms().map(({ name }) => name));
    });
    expect(found).not.toContain("no-healthy-host");
    expect(found).toEqual(expect.arrayContaining(["unhealthy-hosts", "unhealthy-hosts-second", "nobody-answers"]));
  });
});
