import type { Plan, PlannedResource } from "../../model/plan";
import { network, type TestNetwork } from "./networks";
import { from, type Inputs, PlanBuilder } from "./plan-builder";

/** What a test changes in the shop: inputs that are added to, or replace, those of one resource. */
export interface ShopChanges {
  readonly zones?: readonly string[];
  readonly natGateways?: number;
  readonly balancer?: Inputs;
  readonly service?: (network: TestNetwork) => Inputs;
  readonly database?: Inputs;
  readonly cache?: Inputs;
  readonly worker?: Inputs;
  /** Of the task definitions. */
  readonly task?: Inputs;
  readonly queue?: Inputs;
  readonly replica?: Inputs;
  /** More resources, with what there is at hand. */
  readonly extra?: (plan: PlanBuilder, parts: ShopParts) => void;
}

interface ShopParts {
  readonly network: TestNetwork;
  readonly balancerGroup: PlannedResource;
  readonly appGroup: PlannedResource;
  readonly dataGroup: PlannedResource;
  readonly balancer: PlannedResource;
  readonly database: PlannedResource;
  readonly service: PlannedResource;
  readonly worker: PlannedResource;
  readonly queue: PlannedResource;
}

/**
 * A shop that survives any member and any zone: DNS → CDN → load balancer → service → database, cache and queue; a worker
 * behind the queue; pages in a bucket. Each test changes one thing.
 */
export function shop(changes: ShopChanges = {}): Plan {
  const plan = new PlanBuilder();
  const net = network(plan, changes);
  const groups = securityGroups(plan, net);
  const data = dataTier(plan, net, groups.dataGroup, changes);
  const target = plan.add("aws:lb/targetGroup:TargetGroup", "front", {
    port: 8080,
    protocol: "HTTP",
    targetType: "ip",
    vpcId: from(net.vpc),
  });
  const service = container(plan, net, "web", 3, [data.database, data.replica, data.cache, data.queue], changes.task, {
    loadBalancers: [{ targetGroupArn: from(target), containerName: "app", containerPort: 8080 }],
    ...changes.service?.(net),
  });
  const worker = container(plan, net, "worker", 2, [data.database, data.queue], changes.task, changes.worker ?? {});
  const balancer = front(plan, net, groups.balancerGroup, target, changes);
  changes.extra?.(plan, { network: net, ...groups, ...data, balancer, service, worker });
  return plan.plan();
}

function securityGroups(plan: PlanBuilder, net: TestNetwork) {
  const open = [{ protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] }];
  const balancerGroup = group(plan, net, "front", { ingress: open });
  const fromBalancer = { protocol: "tcp", fromPort: 8080, toPort: 8080, securityGroups: [from(balancerGroup)] };
  const appGroup = group(plan, net, "app", { ingress: [fromBalancer] });
  const fromApp = { protocol: "tcp", fromPort: 5432, toPort: 5432, securityGroups: [from(appGroup)] };
  const dataGroup = group(plan, net, "data", { ingress: [fromApp] });
  return { balancerGroup, appGroup, dataGroup };
}

function group(plan: PlanBuilder, net: TestNetwork, name: string, inputs: Inputs): PlannedResource {
  return plan.add("aws:ec2/securityGroup:SecurityGroup", name, { vpcId: from(net.vpc), ...inputs });
}

function dataTier(plan: PlanBuilder, net: TestNetwork, dataGroup: PlannedResource, changes: ShopChanges) {
  const subnetIds = net.privateSubnets.map((each) => from(each));
  const dbSubnets = plan.add("aws:rds/subnetGroup:SubnetGroup", "data", { subnetIds });
  const database = plan.add("aws:rds/instance:Instance", "db", {
    engine: "postgres",
    allocatedStorage: 20,
    multiAz: true,
    storageEncrypted: true,
    backupRetentionPeriod: 7,
    dbSubnetGroupName: from(dbSubnets),
    vpcSecurityGroupIds: [from(dataGroup)],
    ...changes.database,
  });
  const replica = plan.add("aws:rds/instance:Instance", "db-replica", {
    replicateSourceDb: from(database),
    tags: { fallback: "primary" },
    availabilityZone: net.privateSubnets[1]?.inputs.availabilityZone ?? null,
    ...changes.replica,
  });
  const cacheSubnets = plan.add("aws:elasticache/subnetGroup:SubnetGroup", "cache", { subnetIds });
  const cache = plan.add("aws:elasticache/replicationGroup:ReplicationGroup", "cache", {
    numCacheClusters: 2,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    atRestEncryptionEnabled: true,
    transitEncryptionEnabled: true,
    subnetGroupName: from(cacheSubnets),
    ...changes.cache,
  });
  const dead = plan.add("aws:sqs/queue:Queue", "jobs-dead");
  const queue = plan.add("aws:sqs/queue:Queue", "jobs", { redrivePolicy: from(dead), ...changes.queue });
  return { database, replica, cache, queue };
}

function container(
  plan: PlanBuilder,
  net: TestNetwork,
  name: string,
  desiredCount: number,
  uses: readonly PlannedResource[],
  size: Inputs | undefined,
  more: Inputs,
): PlannedResource {
  const task = plan.add("aws:ecs/taskDefinition:TaskDefinition", name, {
    containerDefinitions: from(...uses),
    ...size,
  });
  return plan.add("aws:ecs/service:Service", name, {
    desiredCount,
    taskDefinition: from(task),
    networkConfiguration: { subnets: net.privateSubnets.map((each) => from(each)) },
    ...more,
  });
}

function front(
  plan: PlanBuilder,
  net: TestNetwork,
  balancerGroup: PlannedResource,
  target: PlannedResource,
  changes: ShopChanges,
): PlannedResource {
  const balancer = plan.add("aws:lb/loadBalancer:LoadBalancer", "front", {
    loadBalancerType: "application",
    subnets: net.publicSubnets.map((each) => from(each)),
    securityGroups: [from(balancerGroup)],
    ...changes.balancer,
  });
  plan.add("aws:lb/listener:Listener", "front", {
    loadBalancerArn: from(balancer),
    port: 443,
    protocol: "HTTPS",
    certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1",
    defaultActions: [{ type: "forward", targetGroupArn: from(target) }],
  });
  const pages = plan.add("aws:s3/bucket:Bucket", "pages");
  const cdn = plan.add("aws:cloudfront/distribution:Distribution", "edge", {
    enabled: true,
    origins: [{ domainName: from(balancer) }, { domainName: from(pages) }],
  });
  plan.add("aws:route53/record:Record", "site", {
    name: "shop.example.com",
    type: "A",
    aliases: [{ name: from(cdn) }],
  });
  return balancer;
}
