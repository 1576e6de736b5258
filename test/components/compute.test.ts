import { execFileSync } from "node:child_process";
import type { Access } from "../../components/access";
import { Cluster } from "../../components/cluster";
import { Fleet, type FleetArgs } from "../../components/fleet";
import { LoadBalancer, Target } from "../../components/load-balancer";
import { Network, type NetworkArgs } from "../../components/network";
import { Queue } from "../../components/queue";
import { Server, type ServerArgs } from "../../components/server";
import { Service, type ServiceArgs } from "../../components/service";
import { Worker, type WorkerArgs } from "../../components/worker";
import { mistakesOf, type RecordedResources, record } from "./recorded-resources";

const SERVICE = "aws:ecs/service:Service";
const INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const IMAGE = "registry.example.com/shop:1.0.0";
const PRIVATE_IMAGE = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/shop:1.0.0";

const DATABASE: Access = {
  name: "main-database",
  endpoint: { securityGroupId: "database-group", port: 5432 },
  secrets: { DATABASE_URL: { secretArn: "arn:secret", key: "url" } },
};
const UPLOADS: Access = {
  name: "uploads",
  environment: { BUCKET: "uploads" },
  statements: [{ actions: ["s3:GetObject"], resources: ["arn:uploads/*"] }],
};

function statementsOf(recorded: RecordedResources, role: string): { Action: string[]; Resource: string[] }[] {
  return JSON.parse(String(recorded.one(POLICY, role).inputs.policy)).Statement;
}

function actionsOf(recorded: RecordedResources, role: string): string[] {
  return statementsOf(recorded, role).flatMap(({ Action }) => Action);
}

function containerOf(recorded: RecordedResources) {
  const { containerDefinitions } = recorded.one("aws:ecs/taskDefinition:TaskDefinition").inputs;
  return JSON.parse(String(containerDefinitions))[0];
}

/** Everything that may connect to a security group: port, and from which group or addresses. */
function waysInto(recorded: RecordedResources, group: string) {
  return recorded
    .ofType(INGRESS)
    .filter(({ inputs }) => inputs.securityGroupId === group)
    .map(({ inputs }) => [inputs.fromPort, inputs.referencedSecurityGroupId ?? inputs.cidrIpv4]);
}

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
      services: [{ portName: "http", discoveryName: "users", clientAlias: [{ dnsName: "users", port: 8080 }] }],
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
    const definition = recorded.one("aws:ecs/taskDefinition:TaskDefinition", "gateway").inputs.containerDefinitions;
    expect(JSON.parse(String(definition))[0].environment).toContainEqual({
      name: "USERS_URL",
      value: "http://users:8080",
    });
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
    ["memoryMiB", { cpu: 256, memoryMiB: 4096 }, "must be 512 to 2048 in steps of 512 for cpu 256, got 4096"],
    ["cpu", { cpu: 300 }, "must be one of 256, 512, 1024, 2048, 4096, got 300"],
    ["minimum", { minimum: 13 }, "must be a whole number between 1 and 12, got 13"],
    ["stopSeconds", { stopSeconds: 200 }, "must be a whole number between 1 and 120, got 200"],
    ["zones", { zones: 4 }, "must be a whole number between 1 and 3, got 4"],
    ["targetCpuPercent", { targetCpuPercent: 95 }, "must be a whole number between 10 and 90, got 95"],
    ["image", { image: "Not An Image" }, "must be a container image such as registry/name:tag, got Not An Image"],
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
          { id: "backlog", returnData: true, expression: "IF(running > 0, waiting / running, waiting)" },
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
    expect(containerOf(recorded).environment).toEqual([{ name: "QUEUE_URL", value: "https://sqs/tasks" }]);
    expect(containerOf(recorded)).not.toHaveProperty("portMappings");
    expect(waysInto(recorded, "worker-id")).toEqual([]);
    expect(recorded.one(SERVICE).inputs).not.toHaveProperty("loadBalancers");
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
    const args = { cluster: {} as Cluster, queue: {} as Queue, network, image: IMAGE };
    const mistakes = await mistakesOf(
      () => new Worker("worker", { ...args, minimum: 3, maximum: 2, messagesPerTask: 0 }),
    );
    expect(Object.keys(mistakes)).toEqual(["minimum", "messagesPerTask"]);
  });
});

describe("Fleet", () => {
  const make = (args: Partial<FleetArgs> = {}) =>
    record(() => {
      const network = new Network("main");
      const behind = new LoadBalancer("front", { network, targets: Target.Servers, certificateArn: "arn:certificate" });
      return new Fleet("web", {
        network,
        behind,
        image: IMAGE,
        instanceType: "t4g.small",
        minimum: 3,
        maximum: 9,
        ...args,
      });
    });
  const template = async (args?: Partial<FleetArgs>) =>
    (await make(args)).one("aws:ec2/launchTemplate:LaunchTemplate").inputs;
  const group = async (args?: Partial<FleetArgs>) => (await make(args)).one("aws:autoscaling/group:Group");
  const script = async (args?: Partial<FleetArgs>) =>
    Buffer.from(String((await template(args)).userData), "base64").toString();

  it("spreads servers over the private subnets of every zone", async () => {
    expect((await group()).inputs).toMatchObject({
      vpcZoneIdentifiers: ["application-1", "application-2", "application-3"],
      minSize: 3,
      maxSize: 9,
    });
  });

  it("replaces servers that fail the load balancer's health check", async () => {
    expect((await group()).inputs).toMatchObject({
      healthCheckType: "ELB",
      healthCheckGracePeriod: 180,
      targetGroupArns: ["arn:aws:front"],
    });
  });

  it("never has fewer servers than wanted during a release, and goes back when it fails", async () => {
    expect((await group()).inputs).toMatchObject({
      launchTemplate: { id: "web-id", version: "7" },
      instanceRefresh: { strategy: "Rolling", preferences: { minHealthyPercentage: 100, autoRollback: true } },
    });
  });

  it("leaves the wanted number to scaling", async () => {
    const recorded = await make({ targetCpuPercent: 40 });
    expect(recorded.one("aws:autoscaling/group:Group").inputs).not.toHaveProperty("desiredCapacity");
    expect(recorded.one("aws:autoscaling/policy:Policy").inputs).toMatchObject({
      policyType: "TargetTrackingScaling",
      targetTrackingConfiguration: { targetValue: 40 },
    });
  });

  it("asks for a session token at the metadata service, and answers it on the server only", async () => {
    expect((await template()).metadataOptions).toEqual({ httpTokens: "required", httpPutResponseHopLimit: 1 });
  });

  it("has encrypted disks, no key for SSH, and no port for it", async () => {
    const recorded = await make();
    const { inputs } = recorded.one("aws:ec2/launchTemplate:LaunchTemplate");
    expect(inputs.blockDeviceMappings).toMatchObject([{ ebs: { encrypted: "true", volumeType: "gp3" } }]);
    expect(inputs).not.toHaveProperty("keyName");
    expect(waysInto(recorded, "web-id")).toEqual([[8080, "front-id"]]);
  });

  it("starts from the newest Amazon Linux for Graviton", async () => {
    expect((await template()).imageId).toMatch(/^resolve:ssm:.*al2023.*arm64$/);
  });

  it("goes out by HTTPS and to what it uses, nowhere else", async () => {
    const recorded = await make({ uses: [DATABASE] });
    const out = recorded
      .ofType(EGRESS)
      .filter(({ inputs }) => inputs.securityGroupId === "web-id")
      .map(({ inputs }) => [inputs.fromPort, inputs.referencedSecurityGroupId ?? inputs.cidrIpv4]);
    expect(out.sort()).toEqual([
      [443, "0.0.0.0/0"],
      [5432, "database-group"],
    ]);
  });

  it("boots by a script that bash can read, with no secret in it", async () => {
    const text = await script({ uses: [DATABASE, UPLOADS], environment: { APP_ROLE: "all" } });
    expect(() => execFileSync("bash", ["-n"], { input: text, stdio: "pipe" })).not.toThrow();
    expect(text).toContain("PORT=8080\nBUCKET=uploads\nAPP_ROLE=all");
    expect(text).toContain("DATABASE_URL=$(secret 'arn:secret' url)");
    expect(text).toContain(IMAGE);
    expect(text).not.toContain("letters");
  });

  it("signs in to a private registry and to no public one", async () => {
    expect(await script({ image: PRIVATE_IMAGE })).toContain("registry='111122223333.dkr.ecr.eu-west-1.amazonaws.com'");
    expect(await script()).toContain("registry=''");
  });

  it("may read its secrets, write its logs and do what it uses allows", async () => {
    const actions = actionsOf(await make({ uses: [DATABASE, UPLOADS] }), "web");
    expect(actions.sort()).toEqual([
      "logs:CreateLogStream",
      "logs:PutLogEvents",
      "s3:GetObject",
      "secretsmanager:GetSecretValue",
    ]);
  });

  const network = { zones: 3, nat: "per-zone" } as Network;
  const behind = { targets: Target.Servers, targetPort: 8080 } as LoadBalancer;
  const base = { network, behind, image: IMAGE, instanceType: "t4g.small", minimum: 3, maximum: 9 };
  it.each([
    ["instanceType", { instanceType: "t3.small" }, "must be a Graviton type such as t4g.small, got t3.small"],
    ["minimum", { minimum: 10 }, "must be a whole number between 1 and 9, got 10"],
    ["diskGiB", { diskGiB: 4 }, "must be a whole number between 8 and 1000, got 4"],
    ["behind", { behind: { targets: Target.Tasks } as LoadBalancer }, "must send requests to servers, got targets: ip"],
  ])("rejects %s that does not work", async (path, args, reason) => {
    expect(await mistakesOf(() => new Fleet("web", { ...base, ...args }))).toEqual({ [path]: reason });
  });
});

describe("Server", () => {
  const make = (args: Partial<ServerArgs> = {}) =>
    record(() => {
      const network = new Network("main", { zones: 1, nat: "none" });
      return new Server("web", { network, image: IMAGE, instanceType: "t4g.small", ...args });
    });
  const instance = async (args?: Partial<ServerArgs>) => (await make(args)).one("aws:ec2/instance:Instance");
  const VOLUME = "aws:ebs/volume:Volume";

  it("keeps its data on an encrypted volume of its own, which nothing may delete", async () => {
    const recorded = await make({ dataGiB: 50 });
    const volume = recorded.one(VOLUME);
    expect(volume.inputs).toMatchObject({ size: 50, encrypted: true, type: "gp3", availabilityZone: "eu-west-1a" });
    expect(volume.protect).toBe(true);
    expect(recorded.one("aws:ec2/volumeAttachment:VolumeAttachment").inputs).toMatchObject({
      instanceId: "web-id",
      volumeId: "web-data-id",
    });
  });

  it("leaves a last snapshot when the volume may be deleted", async () => {
    const volume = (await make({ deletionProtection: false })).one(VOLUME);
    expect(volume.protect).toBe(false);
    expect(volume.inputs.finalSnapshot).toBe(true);
  });

  it("keeps a week of daily snapshots of this volume, found by a tag that no other stack has", async () => {
    const recorded = await make();
    expect(recorded.one("aws:dlm/lifecyclePolicy:LifecyclePolicy").inputs.policyDetails).toMatchObject({
      targetTags: { Snapshots: "test-web-data" },
      schedules: [{ createRule: { interval: 24 }, retainRule: { count: 7 } }],
    });
    expect(recorded.one(VOLUME).inputs.tags).toMatchObject({ Snapshots: "test-web-data" });
  });

  it("lets go of the volume before a new server takes it", async () => {
    expect((await instance()).deleteBeforeReplace).toBe(true);
  });

  it("is not replaced because the system's image is newer", async () => {
    expect((await instance()).ignoreChanges).toEqual(["ami"]);
  });

  it("is replaced by a new release, and keeps its address", async () => {
    const recorded = await make();
    expect(recorded.one("aws:ec2/instance:Instance").inputs.userDataReplaceOnChange).toBe(true);
    expect(recorded.one("aws:ec2/eipAssociation:EipAssociation").inputs).toEqual({
      instanceId: "web-id",
      allocationId: "web-id",
    });
  });

  it("is open on port 80 only: no SSH", async () => {
    const recorded = await make();
    expect(waysInto(recorded, "web-id")).toEqual([[80, "0.0.0.0/0"]]);
    expect(recorded.one("aws:ec2/instance:Instance").inputs).not.toHaveProperty("keyName");
  });

  it("asks for a session token at the metadata service, and has an encrypted disk", async () => {
    expect((await instance()).inputs).toMatchObject({
      metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
      rootBlockDevice: { encrypted: true },
    });
  });

  it("boots by a script that bash can read, and formats the volume only when it is empty", async () => {
    const text = String((await instance({ environment: { APP_ROLE: "all" } })).inputs.userData);
    expect(() => execFileSync("bash", ["-n"], { input: text, stdio: "pipe" })).not.toThrow();
    expect(text).toContain('blkid "$device" || mkfs.xfs "$device"');
    expect(text).toContain("volume='web-data-id'");
    expect(text).toContain("proxy_pass http://127.0.0.1:8080;");
  });

  it("makes its database's password on the volume, so that no plan or definition holds it", async () => {
    const text = String((await instance()).inputs.userData);
    expect(text).toContain("openssl rand -hex 24 > /data/postgres-password");
    expect(text).not.toMatch(/POSTGRES_PASSWORD=/);
  });

  it("sounds when it is down, also when it says nothing any more", async () => {
    const found: unknown[] = [];
    await record(() => {
      const network = new Network("main", { zones: 1, nat: "none" });
      found.push(...new Server("web", { network, image: IMAGE, instanceType: "t4g.small" }).alarms());
    });
    expect(found).toContainEqual(
      expect.objectContaining({ name: "down", metricName: "StatusCheckFailed", silence: "breaching" }),
    );
  });

  it("rejects a type, a size and a port that do not work, all at once", async () => {
    const args = { network: { zones: 1 } as Network, image: IMAGE };
    const mistakes = await mistakesOf(
      () => new Server("web", { ...args, instanceType: "m5.large", dataGiB: 1, appPort: 70_000 }),
    );
    expect(Object.keys(mistakes)).toEqual(["instanceType", "dataGiB", "appPort"]);
  });
});
