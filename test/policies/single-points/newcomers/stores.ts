import * as aws from "@pulumi/aws";
import { type Input, interpolate } from "@pulumi/pulumi";
import { program } from "../program/case";
import { flat, front, machine, ROLE, task } from "./ground";

/** Two tasks behind a balancer that are told where their data is. */
function app(environment: Record<string, Input<string>>, at = flat(2)) {
  const { targets } = front(at.vpc.id, at.subnetIds, "ip");
  return new aws.ecs.Service("app", {
    cluster: new aws.ecs.Cluster("cluster").arn,
    launchType: "FARGATE",
    taskDefinition: task("app", environment).arn,
    desiredCount: 2,
    networkConfiguration: { subnets: at.subnetIds, assignPublicIp: true },
    loadBalancers: [{ targetGroupArn: targets.arn, containerName: "app", containerPort: 8080 }],
  });
}

function instance(name: string, args: Partial<aws.rds.InstanceArgs> = {}) {
  return new aws.rds.Instance(name, {
    engine: "mysql",
    instanceClass: "db.r6g.large",
    allocatedStorage: 100,
    username: "admin",
    manageMasterUserPassword: true,
    backupRetentionPeriod: 7,
    ...args,
  });
}

function aurora(members: Partial<aws.rds.ClusterInstanceArgs>[], args: Partial<aws.rds.ClusterArgs> = {}) {
  const cluster = new aws.rds.Cluster("orders", {
    engine: "aurora-mysql",
    masterUsername: "admin",
    manageMasterUserPassword: true,
    ...args,
  });
  const instances = members.map(
    (each, i) =>
      new aws.rds.ClusterInstance(`orders-${i}`, {
        clusterIdentifier: cluster.id,
        engine: "aurora-mysql",
        instanceClass: "db.r6g.large",
        ...each,
      }),
  );
  return { cluster, instances };
}

program("Aurora Serverless v2 with one instance", ["orders"], () => {
  const { cluster } = aurora([{ instanceClass: "db.serverless" }], {
    serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 8 },
  });
  app({ DB: cluster.endpoint });
});

program("Aurora Serverless v2 with a reader ready to take over", [], () => {
  const { cluster } = aurora(
    [{ instanceClass: "db.serverless" }, { instanceClass: "db.serverless", promotionTier: 1 }],
    {
      serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 8 },
    },
  );
  app({ DB: cluster.endpoint, DB_READ: cluster.readerEndpoint });
});

program("Aurora with its reader in the writer's zone", ["orders"], () => {
  const { cluster } = aurora([{ availabilityZone: "us-east-1c" }, { availabilityZone: "us-east-1c" }]);
  app({ DB: cluster.endpoint, DB_READ: cluster.readerEndpoint });
});

program("Aurora of which the application knows one instance", ["orders-0"], () => {
  const { instances } = aurora([{ availabilityZone: "us-east-1a" }, { availabilityZone: "us-east-1b" }]);
  app({ DB: instances[0]?.endpoint ?? "" });
});

program("Multi-AZ cluster that is no Aurora", [], () => {
  const cluster = new aws.rds.Cluster("orders", {
    engine: "postgres",
    dbClusterInstanceClass: "db.m5d.large",
    storageType: "io1",
    iops: 3000,
    allocatedStorage: 100,
    masterUsername: "admin",
    manageMasterUserPassword: true,
  });
  app({ DB: cluster.endpoint, DB_READ: cluster.readerEndpoint });
});

program("primary without a standby, with a replica in another zone", ["copy", "primary"], () => {
  const primary = instance("primary", { availabilityZone: "us-east-1a" });
  const copy = new aws.rds.Instance("copy", {
    replicateSourceDb: primary.identifier,
    instanceClass: "db.r6g.large",
    availabilityZone: "us-east-1b",
  });
  app({ DB: primary.address, DB_READ: copy.address });
});

program("catalogue that reads from one replica alone", ["copy"], () => {
  const primary = instance("primary", { multiAz: true });
  const copy = new aws.rds.Instance("copy", { replicateSourceDb: primary.identifier, instanceClass: "db.r6g.large" });
  const reader = new aws.lambda.Function("catalogue", {
    role: ROLE,
    runtime: "python3.13",
    handler: "app.handler",
    environment: { variables: { DB_HOST: copy.address } },
  });
  new aws.lambda.FunctionUrl("catalogue", { functionName: reader.name, authorizationType: "NONE" });
  app({ DB: primary.address });
});

program("database with a standby behind a proxy", [], () => {
  const at = flat(3);
  const db = instance("db", { multiAz: true });
  const proxy = new aws.rds.Proxy("proxy", {
    engineFamily: "MYSQL",
    roleArn: ROLE,
    vpcSubnetIds: at.subnetIds,
    auths: [{ authScheme: "SECRETS", secretArn: db.masterUserSecrets.apply((all) => all?.[0]?.secretArn ?? "") }],
  });
  const group = new aws.rds.ProxyDefaultTargetGroup("proxy", { dbProxyName: proxy.name });
  new aws.rds.ProxyTarget("proxy", {
    dbProxyName: proxy.name,
    targetGroupName: group.name,
    dbInstanceIdentifier: db.identifier,
  });
  app({ DB: proxy.endpoint }, at);
});

program("proxy in front of a database of one instance", ["db"], () => {
  const at = flat(3);
  const db = instance("db", { multiAz: false });
  const proxy = new aws.rds.Proxy("proxy", {
    engineFamily: "MYSQL",
    roleArn: ROLE,
    vpcSubnetIds: at.subnetIds,
    auths: [{ authScheme: "SECRETS", secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db" }],
  });
  new aws.rds.ProxyTarget("proxy", {
    dbProxyName: proxy.name,
    targetGroupName: "default",
    dbInstanceIdentifier: db.identifier,
  });
  app({ DB: proxy.endpoint }, at);
});

program("Redis shards of which none has a replica", ["sessions"], () => {
  const sessions = new aws.elasticache.ReplicationGroup("sessions", {
    description: "sessions",
    nodeType: "cache.r7g.large",
    engine: "valkey",
    automaticFailoverEnabled: true,
    numNodeGroups: 3,
    replicasPerNodeGroup: 0,
  });
  app({ REDIS: sessions.configurationEndpointAddress });
});

program("Redis shards with replicas over zones", [], () => {
  const sessions = new aws.elasticache.ReplicationGroup("sessions", {
    description: "sessions",
    nodeType: "cache.r7g.large",
    engine: "valkey",
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    numNodeGroups: 3,
    replicasPerNodeGroup: 1,
  });
  app({ REDIS: sessions.configurationEndpointAddress });
});

program("serverless cache", [], () => {
  const cache = new aws.elasticache.ServerlessCache("cache", { engine: "valkey", name: "cache" });
  app({ REDIS: cache.endpoints.apply((all) => all[0]?.address ?? "") });
});

program("Memcached of one node", ["memo"], () => {
  const memo = new aws.elasticache.Cluster("memo", {
    engine: "memcached",
    nodeType: "cache.t4g.small",
    numCacheNodes: 1,
  });
  app({ MEMCACHED: memo.configurationEndpoint });
});

program("Memcached of three nodes over zones", [], () => {
  const memo = new aws.elasticache.Cluster("memo", {
    engine: "memcached",
    nodeType: "cache.t4g.small",
    numCacheNodes: 3,
    azMode: "cross-az",
  });
  app({ MEMCACHED: memo.configurationEndpoint });
});

program("MemoryDB without replicas", ["memory"], () => {
  const memory = new aws.memorydb.Cluster("memory", {
    aclName: "open-access",
    nodeType: "db.r6g.large",
    numShards: 2,
    numReplicasPerShard: 0,
  });
  app({ REDIS: memory.clusterEndpoints.apply((all) => all[0]?.address ?? "") });
});

program("MemoryDB as it comes", [], () => {
  const memory = new aws.memorydb.Cluster("memory", { aclName: "open-access", nodeType: "db.r6g.large", numShards: 2 });
  app({ REDIS: memory.clusterEndpoints.apply((all) => all[0]?.address ?? "") });
});

const items = () =>
  new aws.dynamodb.Table("items", {
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
  });

program("DAX of one node before a table", ["dax"], () => {
  const table = items();
  const dax = new aws.dax.Cluster("dax", {
    clusterName: "dax",
    iamRoleArn: ROLE,
    nodeType: "dax.r5.large",
    replicationFactor: 1,
  });
  app({ TABLE: table.name, DAX: dax.clusterAddress });
});

program("DAX of three nodes before a table", [], () => {
  const table = items();
  const dax = new aws.dax.Cluster("dax", {
    clusterName: "dax",
    iamRoleArn: ROLE,
    nodeType: "dax.r5.large",
    replicationFactor: 3,
    availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  });
  app({ TABLE: table.name, DAX: dax.clusterAddress });
});

program("search on two nodes that share a zone", ["search"], () => {
  const search = new aws.opensearch.Domain("search", {
    engineVersion: "OpenSearch_2.17",
    clusterConfig: { instanceType: "r7g.large.search", instanceCount: 2 },
    ebsOptions: { ebsEnabled: true, volumeSize: 50 },
  });
  app({ SEARCH: search.endpoint });
});

program("search over three zones with masters of its own", [], () => {
  const search = new aws.opensearch.Domain("search", {
    engineVersion: "OpenSearch_2.17",
    clusterConfig: {
      instanceType: "r7g.large.search",
      instanceCount: 3,
      dedicatedMasterEnabled: true,
      dedicatedMasterCount: 3,
      dedicatedMasterType: "m7g.medium.search",
      zoneAwarenessEnabled: true,
      zoneAwarenessConfig: { availabilityZoneCount: 3 },
    },
    ebsOptions: { ebsEnabled: true, volumeSize: 50 },
  });
  app({ SEARCH: search.endpoint });
});

program("documents on one instance", ["docs"], () => {
  const docs = new aws.docdb.Cluster("docs", { masterUsername: "u", manageMasterUserPassword: true });
  new aws.docdb.ClusterInstance("docs-0", { clusterIdentifier: docs.id, instanceClass: "db.r6g.large" });
  app({ MONGO: docs.endpoint });
});

program("documents on three instances, made in a loop", [], () => {
  const docs = new aws.docdb.Cluster("docs", { masterUsername: "u", manageMasterUserPassword: true });
  for (let i = 0; i < 3; i++) {
    new aws.docdb.ClusterInstance(`docs-${i}`, { clusterIdentifier: docs.id, instanceClass: "db.r6g.large" });
  }
  app({ MONGO: docs.endpoint });
});

program("graph on one instance", ["graph"], () => {
  const graph = new aws.neptune.Cluster("graph", { skipFinalSnapshot: true });
  new aws.neptune.ClusterInstance("graph-0", { clusterIdentifier: graph.id, instanceClass: "db.r6g.large" });
  app({ GREMLIN: interpolate`wss://${graph.endpoint}:8182/gremlin` });
});

program("broker on a single instance", ["broker"], () => {
  const broker = new aws.mq.Broker("broker", {
    brokerName: "broker",
    engineType: "ActiveMQ",
    engineVersion: "5.18",
    hostInstanceType: "mq.m5.large",
    deploymentMode: "SINGLE_INSTANCE",
    users: [{ username: "app", password: "not-a-secret-at-all" }],
  });
  app({ AMQ: broker.instances.apply((all) => all[0]?.endpoints?.[0] ?? "") });
});

program("RabbitMQ as a cluster", [], () => {
  const broker = new aws.mq.Broker("broker", {
    brokerName: "broker",
    engineType: "RabbitMQ",
    engineVersion: "3.13",
    hostInstanceType: "mq.m5.large",
    deploymentMode: "CLUSTER_MULTI_AZ",
    users: [{ username: "app", password: "not-a-secret-at-all" }],
  });
  app({ AMQP: broker.instances.apply((all) => all[0]?.endpoints?.[0] ?? "") });
});

program("Kafka over three zones", [], () => {
  const at = flat(3);
  const kafka = new aws.msk.Cluster("kafka", {
    kafkaVersion: "3.7.x",
    numberOfBrokerNodes: 3,
    brokerNodeGroupInfo: {
      instanceType: "kafka.m7g.large",
      clientSubnets: at.subnetIds,
      securityGroups: ["sg-1"],
    },
  });
  app({ KAFKA: kafka.bootstrapBrokersTls }, at);
});

program("file server in a single zone", ["share"], () => {
  const at = flat(2);
  const share = new aws.fsx.OpenZfsFileSystem("share", {
    deploymentType: "SINGLE_AZ_2",
    storageCapacity: 64,
    throughputCapacity: 160,
    subnetIds: at.subnetIds.slice(0, 1),
  });
  app({ NFS: share.dnsName }, at);
});

program("file server over two zones", [], () => {
  const at = flat(2);
  const share = new aws.fsx.WindowsFileSystem("share", {
    deploymentType: "MULTI_AZ_1",
    storageCapacity: 64,
    throughputCapacity: 32,
    subnetIds: at.subnetIds,
    preferredSubnetId: at.subnetIds[0],
    activeDirectoryId: "d-1",
  });
  app({ SMB: share.dnsName }, at);
});

program("warehouse on one node that loads at night", [], () => {
  const bucket = new aws.s3.Bucket("exports");
  new aws.redshift.Cluster("warehouse", {
    clusterIdentifier: "warehouse",
    nodeType: "ra3.xlplus",
    clusterType: "single-node",
    masterUsername: "admin",
    manageMasterPassword: true,
  });
  const db = instance("db", { multiAz: true });
  app({ DB: db.endpoint, EXPORTS: bucket.bucket });
});

program("PostgreSQL that somebody runs on a machine, with its name in DNS", ["pg"], () => {
  const at = flat(2);
  const pg = machine("pg", { subnetId: at.subnets[0]?.id, ebsOptimized: true });
  const zone = new aws.route53.Zone("inside", { name: "inside", vpcs: [{ vpcId: at.vpc.id }] });
  const name = new aws.route53.Record("pg", {
    zoneId: zone.zoneId,
    name: "pg.inside",
    type: "A",
    ttl: 30,
    records: [pg.privateIp],
  });
  app({ DATABASE_URL: interpolate`postgres://app@${name.fqdn}/app` }, at);
});

program("global database with one instance far away, for the day that the region is lost", [], () => {
  const far = new aws.Provider("far", { region: "us-west-2" });
  const world = new aws.rds.GlobalCluster("world", { globalClusterIdentifier: "world", engine: "aurora-mysql" });
  const { cluster } = aurora([{ availabilityZone: "us-east-1a" }, { availabilityZone: "us-east-1b" }], {
    globalClusterIdentifier: world.id,
  });
  const second = new aws.rds.Cluster(
    "second",
    { engine: "aurora-mysql", globalClusterIdentifier: world.id },
    { provider: far, dependsOn: [cluster] },
  );
  new aws.rds.ClusterInstance(
    "second-0",
    { clusterIdentifier: second.id, engine: "aurora-mysql", instanceClass: "db.r6g.large" },
    { provider: far },
  );
  app({ DB: cluster.endpoint });
});
