import { estimateCost } from "../../../model/cost";
import { type PropertyMap, UNKNOWN } from "../../../model/value";
import { plannedResource, planOf } from "./plans";
import { reportOf } from "./report";

const subnet = (name: string, publicly = false) =>
  plannedResource({
    type: "aws:ec2/subnet:Subnet",
    name: `${publicly ? "public" : "private"}-${name}`,
    inputs: { mapPublicIpOnLaunch: publicly, availabilityZone: `us-east-1${name}` },
  });

describe("network", () => {
  test("a NAT gateway with its Elastic IP: the address is billed once", () => {
    const address = plannedResource({ type: "aws:ec2/eip:Eip", name: "nat", inputs: { domain: "vpc" } });
    const gateway = plannedResource({
      type: "aws:ec2/natGateway:NatGateway",
      name: "nat",
      inputs: { allocationId: UNKNOWN, subnetId: UNKNOWN },
      propertyDependencies: { allocationId: [address.urn] },
    });
    expect(reportOf([address, gateway])).toEqual([
      "NAT gateway: 730 hours at 0.045 = 32.85",
      "Public IPv4 address: 730 hours at 0.005 = 3.65",
      "Data processed: ? GB at 0.045 = depends on usage",
    ]);
  });

  test("an interface endpoint in three zones", () => {
    const subnets = ["a", "b", "c"].map((zone) => subnet(zone));
    const endpoint = plannedResource({
      type: "aws:ec2/vpcEndpoint:VpcEndpoint",
      name: "secrets",
      inputs: { vpcEndpointType: "Interface", subnetIds: [UNKNOWN, UNKNOWN, UNKNOWN] },
      propertyDependencies: { subnetIds: subnets.map(({ urn }) => urn) },
    });
    expect(reportOf([...subnets, endpoint])).toEqual([
      "Endpoint (Interface): 3 × 730 h hours at 0.01 = 21.9",
      "Data processed (first 1PB): ? GB at 0.01 = depends on usage",
    ]);
  });

  test("a gateway endpoint is free", () => {
    const endpoint = plannedResource({
      type: "aws:ec2/vpcEndpoint:VpcEndpoint",
      name: "s3",
      inputs: { vpcEndpointType: "Gateway" },
    });
    expect(reportOf([endpoint])).toEqual([]);
  });

  test("a list that depends on every subnet of a network stands for those on the resource's own side", () => {
    const network = ["a", "b", "c"].flatMap((zone) => [subnet(zone, true), subnet(zone)]);
    const all = network.map(({ urn }) => urn);
    const balancer = plannedResource({
      type: "aws:lb/loadBalancer:LoadBalancer",
      name: "front",
      inputs: { loadBalancerType: "application", internal: false, subnets: UNKNOWN },
      propertyDependencies: { subnets: all },
    });
    const template = plannedResource({
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      name: "web",
      inputs: { instanceType: "t4g.small" },
    });
    const group = plannedResource({
      type: "aws:autoscaling/group:Group",
      name: "web",
      inputs: { minSize: 2, launchTemplate: { id: UNKNOWN }, vpcZoneIdentifiers: UNKNOWN },
      propertyDependencies: { vpcZoneIdentifiers: all, launchTemplate: [template.urn] },
    });
    const plan = planOf([...network, balancer, template, group]);
    const addresses = estimateCost(plan).lines.filter(({ item }) => item === "Public IPv4 address");
    expect(addresses.map(({ urn, quantityNote }) => [urn, quantityNote])).toEqual([[balancer.urn, "3 × 730 h"]]);
    expect(estimateCost(plan).assumptions).toEqual([
      "web: its subnets are known only after deployment; it is taken to run in the private ones, without public addresses.",
    ]);
  });

  test("a public load balancer has an address in each subnet, an internal one none", () => {
    const subnets = ["a", "b", "c"].map((zone) => subnet(zone));
    const balancer = (internal: boolean) =>
      plannedResource({
        type: "aws:lb/loadBalancer:LoadBalancer",
        name: "front",
        inputs: { loadBalancerType: "application", internal, subnets: UNKNOWN },
        propertyDependencies: { subnets: subnets.map(({ urn }) => urn) },
      });
    const always = [
      "Application load balancer: 730 hours at 0.0225 = 16.425",
      "Load balancer capacity units: ? LCU at 5.84 = depends on usage",
    ];
    expect(reportOf([...subnets, balancer(true)])).toEqual(always);
    expect(reportOf([...subnets, balancer(false)])).toEqual([
      always[0],
      "Public IPv4 address: 3 × 730 h hours at 0.005 = 10.95",
      always[1],
    ]);
  });
});

describe("compute", () => {
  test("a server in a public subnet: machine, root volume of the image, public address", () => {
    const open = subnet("a", true);
    const server = plannedResource({
      type: "aws:ec2/instance:Instance",
      name: "server",
      inputs: { instanceType: "t4g.small", subnetId: UNKNOWN, rootBlockDevice: { volumeType: "gp3", volumeSize: 20 } },
      propertyDependencies: { subnetId: [open.urn] },
    });
    expect(reportOf([open, server])).toEqual([
      "Instance usage (Linux/UNIX, on-demand, t4g.small): 730 hours at 0.0168 = 12.264",
      "Public IPv4 address: 730 hours at 0.005 = 3.65",
      "root_block_device / Storage (general purpose SSD, gp3): 20 GB at 0.08 = 1.6",
      "CPU credits: ? vCPU-hours at 0.04 = depends on usage",
    ]);
  });

  test("a group counts its desired size, each with the root volume of its image", () => {
    const template = plannedResource({
      type: "aws:ec2/launchTemplate:LaunchTemplate",
      name: "web",
      inputs: { instanceType: "m7g.large", imageId: UNKNOWN },
    });
    const group = plannedResource({
      type: "aws:autoscaling/group:Group",
      name: "web",
      inputs: { minSize: 3, desiredCapacity: 3, maxSize: 9, launchTemplate: { id: UNKNOWN } },
      propertyDependencies: { launchTemplate: [template.urn] },
    });
    expect(reportOf([template, group])).toEqual([
      "Instance usage (Linux/UNIX, on-demand, m7g.large): 3 × 730 h hours at 0.0816 = 178.704",
      "root_block_device / Storage (general purpose SSD, gp2): 3 × 8 GB GB at 0.1 = 2.4",
    ]);
  });

  test("an unknown instance type is no guess: the machine is not priced, its volume is", () => {
    const server = plannedResource({
      type: "aws:ec2/instance:Instance",
      name: "server",
      inputs: { instanceType: UNKNOWN, subnetId: "subnet-1", rootBlockDevice: { volumeSize: 10 } },
    });
    expect(reportOf([server])).toEqual([
      "root_block_device / Storage (general purpose SSD, gp2): 10 GB at 0.1 = 1",
      "not priced: `instanceType` is known only after deployment",
    ]);
  });

  const task = plannedResource({
    type: "aws:ecs/taskDefinition:TaskDefinition",
    name: "web",
    inputs: {
      requiresCompatibilities: ["FARGATE"],
      cpu: "512",
      memory: "1024",
      runtimePlatform: { cpuArchitecture: "ARM64", operatingSystemFamily: "LINUX" },
      ephemeralStorage: { sizeInGib: 30 },
    },
  });
  const service = plannedResource({
    type: "aws:ecs/service:Service",
    name: "web",
    inputs: { launchType: "FARGATE", desiredCount: 2, networkConfiguration: { assignPublicIp: true } },
    propertyDependencies: { taskDefinition: [task.urn] },
  });
  const scaled = plannedResource({
    type: "aws:appautoscaling/target:Target",
    name: "web",
    inputs: { minCapacity: 3, maxCapacity: 10 },
    propertyDependencies: { resourceId: [service.urn] },
  });

  test("a Fargate service runs at least its autoscaling floor, with an address and extra storage for each task", () => {
    expect(reportOf([task, service, scaled])).toEqual([
      "Per vCPU per hour: 3 × 0.5 vCPU CPU at 23.6374 = 35.4561",
      "Public IPv4 address: 3 × 730 h hours at 0.005 = 10.95",
      "Per GB per hour: 3 × 1 GB GB at 2.5988 = 7.7964",
      "Ephemeral storage: 30 GB at 0.08103 = 2.4309",
    ]);
  });

  test("tasks on spot capacity are named, not priced", () => {
    const mixed = plannedResource({
      type: "aws:ecs/service:Service",
      name: "web",
      inputs: {
        desiredCount: 5,
        capacityProviderStrategies: [
          { capacityProvider: "FARGATE", base: 1, weight: 1 },
          { capacityProvider: "FARGATE_SPOT", weight: 1 },
        ],
      },
      propertyDependencies: { taskDefinition: [task.urn] },
    });
    const report = reportOf([task, mixed]);
    expect(report[0]).toBe("Per vCPU per hour: 3 × 0.5 vCPU CPU at 23.6374 = 35.4561");
    expect(report.at(-1)).toBe("not priced: 2 of 5 tasks are Fargate Spot: their price moves");
  });

  test("a service on EC2 machines adds nothing to what the machines cost", () => {
    const onEc2 = plannedResource({
      type: "aws:ecs/service:Service",
      name: "web",
      inputs: { desiredCount: 5, launchType: "EC2" },
      propertyDependencies: { taskDefinition: [task.urn] },
    });
    expect(reportOf([task, onEc2])).toEqual([]);
  });

  test("where the region has no price for the architecture, the reason names it", () => {
    const plain = plannedResource({
      type: "aws:ecs/service:Service",
      name: "web",
      inputs: { launchType: "FARGATE", desiredCount: 1 },
      propertyDependencies: { taskDefinition: [task.urn] },
    });
    expect(reportOf([task, plain], {}, "eu-central-1")).toContain(
      "not priced: Per vCPU per hour: the price table has no sourced price for fargate.linux.arm.vcpu in eu-central-1",
    );
  });
});

describe("data", () => {
  const primary = plannedResource({
    type: "aws:rds/instance:Instance",
    name: "main",
    inputs: {
      engine: "postgres",
      engineVersion: "17.4",
      instanceClass: "db.r7g.large",
      multiAz: true,
      storageType: "gp3",
      allocatedStorage: 100,
      backupRetentionPeriod: 14,
      manageMasterUserPassword: true,
    },
  });
  const replica = plannedResource({
    type: "aws:rds/instance:Instance",
    name: "replica",
    inputs: { replicateSourceDb: UNKNOWN, instanceClass: "db.r7g.large" },
    propertyDependencies: { replicateSourceDb: [primary.urn] },
  });

  test("a Multi-AZ database: both machines, both copies of its storage, its secret", () => {
    expect(reportOf([primary])).toEqual([
      "Database instance (on-demand, Multi-AZ, db.r7g.large): 730 hours at 0.478 = 348.94",
      "Storage (general purpose SSD, gp3): 100 GB at 0.23 = 23",
      "Master password secret: 1 months at 0.4 = 0.4",
      "Additional backup storage: ? GB at 0.095 = depends on usage",
    ]);
  });

  test("a replica has the engine and the storage of its source", () => {
    expect(
      reportOf([primary, replica]).filter((line) => line.includes("Single-AZ") || line.includes("at 0.115")),
    ).toEqual([
      "Database instance (on-demand, Single-AZ, db.r7g.large): 730 hours at 0.239 = 174.47",
      "Storage (general purpose SSD, gp3): 100 GB at 0.115 = 11.5",
    ]);
  });

  test("a proxy is billed by the vCPUs of the database behind it", () => {
    const proxy = plannedResource({
      type: "aws:rds/proxy:Proxy",
      name: "main",
      inputs: { engineFamily: "POSTGRESQL" },
    });
    const target = plannedResource({
      type: "aws:rds/proxyTarget:ProxyTarget",
      name: "main",
      inputs: { dbProxyName: UNKNOWN, dbInstanceIdentifier: UNKNOWN },
      propertyDependencies: { dbProxyName: [proxy.urn], dbInstanceIdentifier: [primary.urn] },
    });
    expect(reportOf([primary, proxy, target])).toContain("RDS Proxy: 2 vCPU at 10.95 = 21.9");
    expect(reportOf([proxy])).toEqual(["not priced: the database behind it is not an instance in the plan"]);
  });

  test("backups are billed by what they are of, in every region that keeps them", () => {
    const table = plannedResource({ type: "aws:dynamodb/table:Table", name: "items", inputs: {} });
    const vault = plannedResource({ type: "aws:backup/vault:Vault", name: "kept", inputs: {} });
    const copy = plannedResource({ type: "aws:backup/vault:Vault", name: "copy", inputs: { region: "eu-west-1" } });
    const plan = plannedResource({
      type: "aws:backup/plan:Plan",
      name: "kept",
      inputs: { rules: [] },
      propertyDependencies: { rules: [vault.urn, copy.urn] },
    });
    const selection = (of: readonly { readonly urn: string }[], inputs = {}) =>
      plannedResource({
        type: "aws:backup/selection:Selection",
        name: "kept",
        inputs: { resources: UNKNOWN, ...inputs },
        propertyDependencies: { planId: [plan.urn], resources: of.map(({ urn }) => urn) },
      });
    const lines = (...resources: readonly ReturnType<typeof plannedResource>[]) =>
      reportOf([primary, table, vault, copy, plan, ...resources]).filter(
        (line) => /Backup storage|backups/.test(line) && !line.startsWith("Additional"),
      );
    expect(lines(selection([primary]))).toEqual([
      "Backup storage (RDS): ? GB at 0.095 = depends on usage",
      "Backup storage (RDS, eu-west-1): ? GB at 0.095 = depends on usage",
    ]);
    expect(lines(selection([primary, table]))).toHaveLength(4);
    const unpriced = "not priced: the price of backups of all that it selects is not in the price table";
    expect(lines(selection([primary, vault]))).toContain(unpriced);
    expect(lines(selection([], { selectionTags: [{ key: "Backup", value: "yes" }] }))).toEqual([unpriced]);
  });

  test("an engine past its standard support is priced with the surcharge, which doubles in the third year", () => {
    const aged = (engineVersion: string) =>
      reportOf([
        plannedResource({
          type: "aws:rds/instance:Instance",
          name: "old",
          inputs: {
            engine: "postgres",
            engineVersion,
            instanceClass: "db.t4g.micro",
            allocatedStorage: 20,
            storageType: "gp3",
          },
        }),
      ]);
    expect(aged("12.19")).toContain("Extended support (year 1): 2 vCPU × 730 h vCPU-hours at 0.1 = 146");
    expect(aged("11.22")).toContain("Extended support (year 3): 2 vCPU × 730 h vCPU-hours at 0.2 = 292");
    expect(aged("17.2").join()).not.toContain("xtended support");
  });

  test("a Valkey cache of two nodes that keeps snapshots", () => {
    const cache = plannedResource({
      type: "aws:elasticache/replicationGroup:ReplicationGroup",
      name: "cache",
      inputs: { engine: "valkey", nodeType: "cache.t4g.small", numCacheClusters: 2, snapshotRetentionLimit: 7 },
    });
    expect(reportOf([cache])).toEqual([
      "ElastiCache (on-demand, cache.t4g.small): 2 × 730 h hours at 0.0256 = 37.376",
      "Backup storage: ? GB at 0.085 = depends on usage",
    ]);
  });

  test("a bucket whose lifecycle moves objects to another class shows that class", () => {
    const bucket = plannedResource({ type: "aws:s3/bucket:Bucket", name: "files", inputs: {} });
    const lifecycle = plannedResource({
      type: "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
      name: "files",
      inputs: { rules: [{ id: "old", status: "Enabled", transitions: [{ days: 90, storageClass: "GLACIER_IR" }] }] },
      propertyDependencies: { bucket: [bucket.urn] },
    });
    expect(reportOf([bucket, lifecycle])).toEqual([
      "Standard / Storage: ? GB at 0.023 = depends on usage",
      "Standard / PUT, COPY, POST, LIST requests: ? 1k requests at 0.005 = depends on usage",
      "Standard / GET, SELECT, and all other requests: ? 1k requests at 0.0004 = depends on usage",
      "Glacier instant retrieval / Storage: ? GB at 0.004 = depends on usage",
    ]);
  });
});

describe("what watches and guards", () => {
  test("alarms, a dashboard, a topic that mails, a key, a secret in two regions, a health check", () => {
    const topic = plannedResource({ type: "aws:sns/topic:Topic", name: "page", inputs: {} });
    const plan = [
      topic,
      plannedResource({
        type: "aws:sns/topicSubscription:TopicSubscription",
        name: "mail",
        inputs: { protocol: "email" },
        propertyDependencies: { topic: [topic.urn] },
      }),
      plannedResource({
        type: "aws:cloudwatch/metricAlarm:MetricAlarm",
        name: "errors",
        inputs: {
          metricName: "5XX",
          namespace: "AWS/ApplicationELB",
          period: 60,
          comparisonOperator: "GreaterThanThreshold",
        },
      }),
      plannedResource({ type: "aws:cloudwatch/compositeAlarm:CompositeAlarm", name: "burn", inputs: {} }),
      plannedResource({ type: "aws:cloudwatch/dashboard:Dashboard", name: "main", inputs: {} }),
      plannedResource({ type: "aws:kms/key:Key", name: "main", inputs: {} }),
      plannedResource({
        type: "aws:secretsmanager/secret:Secret",
        name: "token",
        inputs: { replicas: [{ region: "eu-west-1" }] },
      }),
      plannedResource({
        type: "aws:route53/healthCheck:HealthCheck",
        name: "site",
        inputs: { type: "HTTPS", requestInterval: 10 },
      }),
    ];
    expect(reportOf(plan)).toEqual([
      "Dashboard: 1 months at 3 = 3",
      "Optional features: 2 months at 1 = 2",
      "Customer master key: 1 months at 1 = 1",
      "Composite: 1 alarms at 0.5 = 0.5",
      "Health check: 1 months at 0.5 = 0.5",
      "Secret: 1 months at 0.4 = 0.4",
      "Secret replicas: 1 months at 0.4 = 0.4",
      "Standard resolution: 1 alarm metrics at 0.1 = 0.1",
      "API requests (over 1M): ? 1M requests at 0.5 = depends on usage",
      "Email/Email-JSON notifications (over 1k): ? 100k notifications at 2 = depends on usage",
      "Requests: ? 10k requests at 0.03 = depends on usage",
      "API requests: ? 10k requests at 0.05 = depends on usage",
    ]);
  });

  test("target tracking brings two alarms of its own, one where it never shrinks, none for steps", () => {
    const policy = (name: string, inputs: PropertyMap) =>
      plannedResource({ type: "aws:appautoscaling/policy:Policy", name, inputs });
    const report = reportOf([
      policy("cpu", {
        policyType: "TargetTrackingScaling",
        targetTrackingScalingPolicyConfiguration: { targetValue: 60 },
      }),
      policy("up", { targetTrackingScalingPolicyConfiguration: { targetValue: 60, disableScaleIn: true } }),
      policy("steps", { policyType: "StepScaling", stepScalingPolicyConfiguration: {} }),
    ]);
    expect(report).toEqual([
      "Alarms of target tracking: 2 alarm metrics at 0.1 = 0.2",
      "Alarms of target tracking: 1 alarm metrics at 0.1 = 0.1",
    ]);
  });

  test("daily snapshots and flow logs depend on what changes and flows", () => {
    const plan = [
      plannedResource({ type: "aws:dlm/lifecyclePolicy:LifecyclePolicy", name: "daily", inputs: {} }),
      plannedResource({
        type: "aws:ec2/flowLog:FlowLog",
        name: "vpc",
        inputs: { logDestinationType: "cloud-watch-logs" },
      }),
    ];
    expect(reportOf(plan)).toEqual([
      "EBS snapshot storage: ? GB at 0.05 = depends on usage",
      "Flow logs delivered: ? GB at 0.5 = depends on usage",
    ]);
  });

  test("records that alias an AWS resource are free to query", () => {
    const alias = plannedResource({
      type: "aws:route53/record:Record",
      name: "www",
      inputs: { type: "A", aliases: [{ name: UNKNOWN }] },
    });
    expect(reportOf([alias])).toEqual([]);
  });
});
