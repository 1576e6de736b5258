import { execFileSync } from "node:child_process";
import { Cluster } from "../../components/cluster";
import { LoadBalancer, Target } from "../../components/load-balancer";
import { Network, type NetworkArgs } from "../../components/network";
import { Service, type ServiceArgs } from "../../components/service";
import { mistakesOf, record } from "./recorded-resources";
import {
  containerOf,
  DATABASE,
  environmentOf,
  IMAGE,
  PRIVATE_IMAGE,
  statementsOf,
  UPLOADS,
  waysInto,
} from "./task-programs";

const SERVICE = "aws:ecs/service:Service";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const POLICY = "aws:iam/rolePolicy:RolePolicy";

describe("Service", () => {
  const make = (args: Partial<ServiceArgs> = {}, balanced = false, network: NetworkArgs = {}) =>
    record(() => {
      const main = new Network("main", network);
      const behind = balanced && {
        behind: new LoadBalancer("front", { network: main, targets: Target.Tasks, certificateArn: "arn:certificate" }),
      };
      const cluster = new Cluster("main");
      return new Service("users", {
        cluster,
        network: main,
        image: IMAGE,
        minimum: 3,
        maximum: 12,
        ...behind,
        ...args,
      });
    });
  const service = async (args?: Partial<ServiceArgs>, balanced?: boolean) => (await make(args, balanced)).one(SERVICE);

  it("spreads its tasks over every zone, without public addresses", async () => {
    expect((await service()).inputs).toMatchObject({
      networkConfiguration: {
        subnets: ["application-1", "application-2", "application-3"],
        assignPublicIp: false,
        securityGroups: ["users-id"],
      },
      availabilityZoneRebalancing: "ENABLED",
    });
  });

  it("keeps a task in each of its zones when it is not told how many", async () => {
    const floor = async (args: Partial<ServiceArgs>) => {
      const recorded = await record(() => {
        const shared = { cluster: new Cluster("main"), network: new Network("main"), image: IMAGE, maximum: 12 };
        return new Service("users", { ...shared, ...args });
      });
      return [
        recorded.one(SERVICE).inputs.desiredCount,
        recorded.one("aws:appautoscaling/target:Target").inputs.minCapacity,
      ];
    };
    expect(await floor({})).toEqual([3, 3]);
    expect(await floor({ zones: 2 })).toEqual([2, 2]);
  });

  it("is pinned to fewer zones only when told so", async () => {
    expect((await service({ zones: 1 })).inputs.networkConfiguration).toMatchObject({ subnets: ["application-1"] });
  });

  it("goes back to the last good release when a new one fails, and says that it failed", async () => {
    expect((await service()).inputs).toMatchObject({
      deploymentCircuitBreaker: { enable: true, rollback: true },
      waitForSteadyState: true,
    });
  });

  it("never has fewer tasks than wanted during a release", async () => {
    expect((await service()).inputs).toMatchObject({
      deploymentMinimumHealthyPercent: 100,
      deploymentMaximumPercent: 200,
    });
  });

  it("starts with the fewest tasks and leaves their number to scaling from then on", async () => {
    const { inputs, ignoreChanges } = await service();
    expect(inputs.desiredCount).toBe(3);
    expect(ignoreChanges).toEqual(["desiredCount"]);
  });

  it("scales on CPU between its floor and its ceiling", async () => {
    const recorded = await make({ targetCpuPercent: 60 });
    expect(recorded.one("aws:appautoscaling/target:Target").inputs).toMatchObject({
      minCapacity: 3,
      maxCapacity: 12,
      resourceId: "service/main/users",
      scalableDimension: "ecs:service:DesiredCount",
    });
    expect(recorded.one("aws:appautoscaling/policy:Policy").inputs).toMatchObject({
      targetTrackingScalingPolicyConfiguration: {
        predefinedMetricSpecification: { predefinedMetricType: "ECSServiceAverageCPUUtilization" },
        targetValue: 60,
      },
    });
  });

  it("scales on requests per task as well when told so, counted over both target groups of a release", async () => {
    const recorded = await make({ targetRequestsPerMinute: 600 }, true);
    expect(recorded.names("aws:appautoscaling/policy:Policy")).toEqual(["users", "users-requests"]);
    expect(recorded.ofType("aws:appautoscaling/target:Target")).toHaveLength(1);
    const { inputs } = recorded.one("aws:appautoscaling/policy:Policy", "users-requests");
    expect(inputs.targetTrackingScalingPolicyConfiguration).toMatchObject({
      targetValue: 600,
      customizedMetricSpecification: {
        metrics: [
          {
            id: "requests",
            metricStat: {
              stat: "Sum",
              metric: { metricName: "RequestCount", dimensions: [{ name: "LoadBalancer", value: "suffix/front" }] },
            },
          },
          { id: "running", metricStat: { metric: { metricName: "RunningTaskCount" } } },
          { returnData: true, expression: "IF(running > 0, requests / running, requests)" },
        ],
      },
    });
  });

  it("runs on capacity that nobody takes back, unless told how many tasks may", async () => {
    const always = await service();
    expect(always.inputs.launchType).toBe("FARGATE");
    expect(always.inputs).not.toHaveProperty("capacityProviderStrategies");
    const mixed = await service({ onDemandTasks: 3 });
    expect(mixed.inputs).not.toHaveProperty("launchType");
    expect(mixed.inputs.capacityProviderStrategies).toEqual([
      { capacityProvider: "FARGATE", base: 3, weight: 0 },
      { capacityProvider: "FARGATE_SPOT", weight: 1 },
    ]);
    expect(mixed.inputs.forceNewDeployment).toBe(true);
  });

  it("runs in a cluster that knows both kinds of capacity", async () => {
    const recorded = await make({ onDemandTasks: 3 });
    const { inputs } = recorded.one("aws:ecs/clusterCapacityProviders:ClusterCapacityProviders");
    expect(inputs.capacityProviders).toEqual(["FARGATE", "FARGATE_SPOT"]);
    expect(recorded.one(SERVICE).dependsOn).toContain("main");
  });

  it("runs on ARM64 with half a vCPU and a GiB by default", async () => {
    const { inputs } = (await make()).one("aws:ecs/taskDefinition:TaskDefinition");
    expect(inputs).toMatchObject({
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      runtimePlatform: { cpuArchitecture: "ARM64" },
      cpu: "512",
      memory: "1024",
    });
  });

  it("names its task family by project and stack, so that two stacks share an account", async () => {
    expect((await make()).one("aws:ecs/taskDefinition:TaskDefinition").inputs.family).toBe("shop-test-users");
  });

  it("runs its container as nobody special, on a file system it cannot write to but for /tmp", async () => {
    expect(containerOf(await make())).toMatchObject({
      image: IMAGE,
      user: "1000:1000",
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true, tmpfs: [{ containerPath: "/tmp" }] },
      stopTimeout: 30,
    });
  });

  it("is asked for its health by a command that any Node.js image has", async () => {
    const { healthCheck, portMappings } = containerOf(await make({ port: 9000 }));
    expect(healthCheck.command.slice(0, 3)).toEqual(["CMD", "node", "-e"]);
    expect(healthCheck.command[3]).toContain("http://127.0.0.1:9000/healthz");
    expect(portMappings).toMatchObject([{ name: "http", containerPort: 9000 }]);
  });

  it("asks for health in JavaScript that runs, and fails where nobody listens", async () => {
    const { healthCheck } = containerOf(await make({ port: 1 }));
    expect(() => execFileSync(process.execPath, healthCheck.command.slice(2), { stdio: "pipe" })).toThrow();
  });

  it("writes its logs to a group of its own, without ever waiting for it", async () => {
    const recorded = await make();
    expect(containerOf(recorded).logConfiguration).toMatchObject({
      logDriver: "awslogs",
      options: { "awslogs-group": "users", "awslogs-region": "eu-west-1", mode: "non-blocking" },
    });
    expect(recorded.one("aws:cloudwatch/logGroup:LogGroup").inputs.retentionInDays).toBe(30);
  });

  it("gets plain values as they are and secrets by reference", async () => {
    const { environment, secrets } = containerOf(
      await make({ uses: [DATABASE, UPLOADS], environment: { APP_ROLE: "users" } }),
    );
    expect(environment).toEqual([
      { name: "PORT", value: "8080" },
      { name: "SHUTDOWN_DRAIN_SECONDS", value: "5" },
      { name: "SHUTDOWN_GRACE_SECONDS", value: "25" },
      { name: "BUCKET", value: "uploads" },
      { name: "APP_ROLE", value: "users" },
    ]);
    expect(secrets).toEqual([{ name: "DATABASE_URL", valueFrom: "arn:secret:url::" }]);
  });

  it("may do what it uses allows, and nothing else", async () => {
    const recorded = await make({ uses: [DATABASE, UPLOADS] });
    expect(statementsOf(recorded, "users")).toEqual([
      { Effect: "Allow", Action: ["s3:GetObject"], Resource: ["arn:uploads/*"] },
    ]);
  });

  it("has no permission at all when it uses nothing", async () => {
    expect((await make()).names(POLICY)).toEqual(["users-start"]);
  });

  it("is started by a role that reads its secrets, writes its logs, and no more", async () => {
    const recorded = await make({ uses: [DATABASE] });
    expect(statementsOf(recorded, "users-start")).toEqual([
      { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: ["arn:aws:users:*"] },
      { Effect: "Allow", Action: ["secretsmanager:GetSecretValue"], Resource: ["arn:secret"] },
    ]);
  });

  it("may fetch its image from a private registry, that repository alone", async () => {
    const statements = statementsOf(await make({ image: PRIVATE_IMAGE }), "users-start");
    const pull = statements.find(({ Action }) => Action.includes("ecr:BatchGetImage"));
    expect(pull?.Resource).toEqual(["arn:aws:ecr:eu-west-1:111122223333:repository/shop"]);
  });

  it("connects to what it uses by security group: a rule on either side", async () => {
    const recorded = await make({ uses: [DATABASE] });
    expect(waysInto(recorded, "database-group")).toEqual([[5432, "users-id"]]);
    expect(recorded.one(EGRESS, "users-to-main-database-out").inputs).toMatchObject({
      securityGroupId: "users-id",
      referencedSecurityGroupId: "database-group",
      fromPort: 5432,
    });
  });

  it("is reached by nobody unless somebody uses it", async () => {
    expect(waysInto(await make(), "users-id")).toEqual([]);
  });

  it("is reached from outside by the load balancer only", async () => {
    const recorded = await make({}, true);
    expect(waysInto(recorded, "users-id")).toEqual([[8080, "front-id"]]);
    expect(recorded.one(SERVICE).inputs.loadBalancers).toEqual([
      { targetGroupArn: "arn:aws:front", containerName: "users", containerPort: 8080 },
    ]);
    expect(recorded.one(SERVICE).dependsOn).toContain("front-https");
  });

  it("waits for its permissions before its first task", async () => {
    expect((await make({ uses: [UPLOADS] })).one(SERVICE).dependsOn).toEqual(
      expect.arrayContaining(["users", "users-start"]),
    );
  });

  it("is found by other services under its own name", async () => {
    expect((await service()).inputs.serviceConnectConfiguration).toMatchObject({
      enabled: true,
      namespace: "arn:aws:main",
      services: [
        {
          portName: "http",
          discoveryName: "users",
          clientAlias: [{ dnsName: "users", port: 8080 }],
          // The proxy's own 15 seconds would cut what a load balancer waits a minute for.
          timeout: { perRequestTimeoutSeconds: 60 },
        },
      ],
    });
  });

  it("tells another service where it is, and lets it in", async () => {
    const recorded = await record(() => {
      const shared = {
        cluster: new Cluster("main"),
        network: new Network("main"),
        image: IMAGE,
        minimum: 1,
        maximum: 2,
      };
      const users = new Service("users", shared);
      new Service("gateway", { ...shared, uses: [users.access()] });
    });
    expect(waysInto(recorded, "users-id")).toEqual([[8080, "gateway-id"]]);
    expect(environmentOf(recorded, "gateway").USERS_URL).toBe("http://users:8080");
    expect(recorded.one(SERVICE, "gateway").dependsOn).toContain("users");
  });

  it("measures every task", async () => {
    expect((await make()).one("aws:ecs/cluster:Cluster").inputs.settings).toEqual([
      { name: "containerInsights", value: "enabled" },
    ]);
  });

  const network = { zones: 3, nat: "per-zone" } as Network;
  const base = { cluster: {} as Cluster, network, image: IMAGE, minimum: 3, maximum: 12 };
  it.each([
    [
      "memoryMiB",
      { cpu: 256, memoryMiB: 4096 },
      "must be 512 to 2048 in steps of 512 except 1536 for cpu 256, got 4096",
    ],
    [
      "memoryMiB",
      { cpu: 256, memoryMiB: 1536 },
      "must be 512 to 2048 in steps of 512 except 1536 for cpu 256, got 1536",
    ],
    ["memoryMiB", { cpu: 512, memoryMiB: 1536 }, "must be 1024 to 4096 in steps of 1024 for cpu 512, got 1536"],
    ["cpu", { cpu: 300 }, "must be one of 256, 512, 1024, 2048, 4096, got 300"],
    ["minimum", { minimum: 13 }, "must be a whole number between 1 and 12, got 13"],
    ["stopSeconds", { stopSeconds: 200 }, "must be a whole number between 10 and 120, got 200"],
    ["zones", { zones: 4 }, "must be a whole number between 1 and 3, got 4"],
    ["targetCpuPercent", { targetCpuPercent: 95 }, "must be a whole number between 10 and 90, got 95"],
    ["minimum", { minimum: 0 }, "must be a whole number between 1 and 12, got 0"],
    ["onDemandTasks", { onDemandTasks: 0 }, "must be a whole number between 1 and 12, got 0"],
    [
      "targetRequestsPerMinute",
      { targetRequestsPerMinute: 100 },
      "needs behind: requests are counted at the load balancer",
    ],
    ["bakeMinutes", { bakeMinutes: 5 }, "is for release: Release.BlueGreen only, got release: rolling"],
  ])("rejects %s that does not work", async (path, args, reason) => {
    expect(await mistakesOf(() => new Service("users", { ...base, ...args }))).toEqual({ [path]: reason });
  });

  it("rejects a load balancer that sends requests to servers, and a network without NAT", async () => {
    const behind = { targets: Target.Servers } as LoadBalancer;
    const without = { zones: 3, nat: "none" } as Network;
    const mistakes = await mistakesOf(() => new Service("users", { ...base, behind, network: without }));
    expect(Object.keys(mistakes)).toEqual(["network", "behind"]);
  });
});
