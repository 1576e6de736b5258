import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { program } from "./case";
import { database, front, httpApi, ids, lambda, landscape, service } from "./landscape";

program("a standby, and a cache with a replica", [], () => {
  const land = landscape();
  const db = database("db", land);
  const subnets = new aws.elasticache.SubnetGroup("cache", { subnetIds: ids(land.privateSubnets) });
  const cache = new aws.elasticache.ReplicationGroup("cache", {
    description: "cache",
    nodeType: "cache.t4g.small",
    numCacheClusters: 2,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    subnetGroupName: subnets.name,
  });
  service("web", land, {
    front: front(land),
    environment: { DATABASE_HOST: db.address, REDIS: cache.primaryEndpointAddress },
  });
});

program("one replica for analysts, tagged", [], () => {
  const land = landscape();
  const db = database("db", land);
  new aws.rds.Instance("analytics", {
    replicateSourceDb: db.identifier,
    instanceClass: "db.t4g.medium",
    skipFinalSnapshot: true,
    tags: { role: "analytics" },
  });
  service("web", land, { front: front(land), environment: { DATABASE_HOST: db.address } });
});

program("one replica for analysts, tagged and known to a report service", [], () => {
  const land = landscape();
  const db = database("db", land);
  const replica = new aws.rds.Instance("analytics", {
    replicateSourceDb: db.identifier,
    instanceClass: "db.t4g.medium",
    skipFinalSnapshot: true,
    tags: { Role: "analytics" },
  });
  service("web", land, {
    front: front(land),
    environment: { DATABASE_HOST: db.address, REPORTS_HOST: replica.address },
  });
});

program("one replica that readers leave for the primary, by its tag", [], () => {
  const land = landscape();
  const db = database("db", land);
  const replica = new aws.rds.Instance("replica", {
    replicateSourceDb: db.identifier,
    instanceClass: "db.t4g.medium",
    skipFinalSnapshot: true,
    tags: { fallback: "primary" },
  });
  service("web", land, {
    front: front(land),
    environment: { DATABASE_HOST: db.address, READER_HOST: replica.address },
  });
});

program("two replicas", [], () => {
  const land = landscape();
  const db = database("db", land);
  const hosts = [0, 1].map(
    (i) =>
      new aws.rds.Instance(`replica-${i}`, {
        replicateSourceDb: db.identifier,
        instanceClass: "db.t4g.medium",
        skipFinalSnapshot: true,
        availabilityZone: `us-east-1${"ab"[i]}`,
      }).address,
  );
  service("web", land, {
    front: front(land),
    environment: { DATABASE_HOST: db.address, READER_HOSTS: pulumi.all(hosts).apply((all) => all.join(",")) },
  });
});

program("Aurora with a writer and one reader, by its endpoints", [], () => {
  const land = landscape();
  const cluster = new aws.rds.Cluster("db", { engine: "aurora-mysql", masterUsername: "app", skipFinalSnapshot: true });
  [0, 1].forEach((i) => {
    new aws.rds.ClusterInstance(`db-${i}`, {
      clusterIdentifier: cluster.id,
      engine: "aurora-mysql",
      instanceClass: "db.r6g.large",
      availabilityZone: `us-east-1${"ab"[i]}`,
    });
  });
  service("web", land, {
    front: front(land),
    environment: { WRITER: cluster.endpoint, READER: cluster.readerEndpoint },
  });
});

program("a Multi-AZ cluster with two readable standbys", [], () => {
  const land = landscape();
  const subnets = new aws.rds.SubnetGroup("db", { subnetIds: ids(land.privateSubnets) });
  const cluster = new aws.rds.Cluster("db", {
    engine: "postgres",
    dbClusterInstanceClass: "db.m6gd.large",
    storageType: "io1",
    iops: 1000,
    allocatedStorage: 100,
    masterUsername: "app",
    dbSubnetGroupName: subnets.name,
    skipFinalSnapshot: true,
  });
  service("web", land, { front: front(land), environment: { HOST: cluster.endpoint } });
});

program("a cache that may be lost, by its tag", [], () => {
  const land = landscape();
  const cache = new aws.elasticache.ReplicationGroup("cache", {
    description: "cache",
    nodeType: "cache.t4g.small",
    numCacheClusters: 1,
    tags: { role: "cache", fallback: "database" },
  });
  service("web", land, { front: front(land), environment: { REDIS: cache.primaryEndpointAddress } });
});

program("a serverless cache", [], () => {
  const land = landscape();
  const cache = new aws.elasticache.ServerlessCache("cache", { name: "cache", engine: "valkey" });
  const host = cache.endpoints.apply((endpoints) => endpoints[0]?.address ?? "");
  service("web", land, { front: front(land), environment: { REDIS: host } });
});

program("Memcached of three nodes in three zones", [], () => {
  const land = landscape();
  const cache = new aws.elasticache.Cluster("cache", {
    engine: "memcached",
    nodeType: "cache.t3.micro",
    numCacheNodes: 3,
    azMode: "cross-az",
    preferredAvailabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  });
  service("web", land, { front: front(land), environment: { MEMCACHED: cache.clusterAddress } });
});

program("files with a mount target in every zone", [], () => {
  const land = landscape();
  const system = new aws.efs.FileSystem("files", { encrypted: true });
  land.privateSubnets.forEach((subnet, i) => {
    new aws.efs.MountTarget(`files-${i}`, { fileSystemId: system.id, subnetId: subnet.id });
  });
  const volumes = [{ name: "files", efsVolumeConfiguration: { fileSystemId: system.id } }];
  service("web", land, { front: front(land), task: { volumes } });
});

program("an API, a function and a table", [], () => {
  const table = new aws.dynamodb.Table("orders", {
    billingMode: "PAY_PER_REQUEST",
    hashKey: "id",
    attributes: [{ name: "id", type: "S" }],
  });
  httpApi(lambda("api", { environment: { variables: { TABLE: table.name } } }));
});

program("a queue with a dead-letter queue that has none", [], () => {
  const dead = new aws.sqs.Queue("dead");
  const queue = new aws.sqs.Queue("jobs", {
    redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 5 }),
  });
  const worker = lambda("worker");
  new aws.lambda.EventSourceMapping("worker", { eventSourceArn: queue.arn, functionName: worker.arn });
});

program("a search domain over three zones", [], () => {
  const land = landscape();
  const search = new aws.opensearch.Domain("search", {
    clusterConfig: {
      instanceType: "m6g.large.search",
      instanceCount: 3,
      zoneAwarenessEnabled: true,
      zoneAwarenessConfig: { availabilityZoneCount: 3 },
    },
  });
  service("web", land, { front: front(land), environment: { SEARCH: search.endpoint } });
});

program("a broker with a standby", [], () => {
  const land = landscape();
  const broker = new aws.mq.Broker("broker", {
    brokerName: "broker",
    engineType: "ActiveMQ",
    engineVersion: "5.18",
    hostInstanceType: "mq.m5.large",
    deploymentMode: "ACTIVE_STANDBY_MULTI_AZ",
    subnetIds: ids(land.privateSubnets.slice(0, 2)),
    users: [{ username: "app", password: "not-a-real-one" }],
  });
  service("web", land, { front: front(land), environment: { BROKER: broker.arn } });
});

program("an Aurora cluster that scales to nothing and moves by itself (Serverless v1)", [], () => {
  const cluster = new aws.rds.Cluster("db", {
    engine: "aurora-mysql",
    engineMode: "serverless",
    masterUsername: "app",
    skipFinalSnapshot: true,
  });
  httpApi(lambda("api", { environment: { variables: { HOST: cluster.endpoint } } }));
});
