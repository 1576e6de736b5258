import * as aws from "@pulumi/aws";
import { interpolate } from "@pulumi/pulumi";
import { program } from "../program/case";
import { api, ids, net, web } from "./network";

const ROLE = "arn:aws:iam::123456789012:role/any";
const admin = { username: "app", password: "not-a-secret" };
const master = { masterUsername: "app", masterPassword: "not-a-secret" };
const small = { engine: "postgres", instanceClass: "db.t4g.small", allocatedStorage: 20, ...admin };

function dbGroup(subnets: readonly aws.ec2.Subnet[]) {
  return new aws.rds.SubnetGroup("data", { subnetIds: ids(subnets) }).name;
}

/** A function that answers users over HTTP, with what it knows in its environment. */
function lambda(variables: Record<string, aws.rds.Instance["address"]>) {
  const fn = new aws.lambda.Function("fn", {
    runtime: "nodejs22.x",
    handler: "index.handler",
    role: ROLE,
    environment: { variables },
  });
  const http = new aws.apigatewayv2.Api("http", { protocolType: "HTTP" });
  const integration = new aws.apigatewayv2.Integration("fn", {
    apiId: http.id,
    integrationType: "AWS_PROXY",
    integrationUri: fn.invokeArn,
  });
  new aws.apigatewayv2.Route("any", {
    apiId: http.id,
    routeKey: "$default",
    target: interpolate`integrations/${integration.id}`,
  });
}

program("a URL of a database of one instance in a task", ["db"], () => {
  const at = net();
  const db = new aws.rds.Instance("db", { ...small, dbSubnetGroupName: dbGroup(at.priv) });
  api(at, [{ name: "DATABASE_URL", value: interpolate`postgres://app@${db.endpoint}/app` }]);
});

program("a database in a parameter that the machines read", ["db"], () => {
  const at = net();
  const db = new aws.rds.Instance("db", { ...small, dbSubnetGroupName: dbGroup(at.priv) });
  const parameter = new aws.ssm.Parameter("dsn", { type: "String", value: db.address });
  web(at, {}, { userData: parameter.name.apply((name) => Buffer.from(`get ${name}`).toString("base64")) });
});

program("a database with a standby, in a secret", [], () => {
  const at = net();
  const db = new aws.rds.Instance("db", { ...small, multiAz: true, dbSubnetGroupName: dbGroup(at.priv) });
  const secret = new aws.secretsmanager.Secret("dsn");
  new aws.secretsmanager.SecretVersion("dsn", {
    secretId: secret.id,
    secretString: interpolate`{"host":"${db.address}"}`,
  });
  api(at, [{ name: "SECRET", value: secret.arn }]);
});

program("a replica in one zone for those who look at numbers", [], () => {
  const at = net();
  const db = new aws.rds.Instance("db", {
    ...small,
    multiAz: true,
    backupRetentionPeriod: 7,
    dbSubnetGroupName: dbGroup(at.priv),
  });
  new aws.rds.Instance("analytics", { replicateSourceDb: db.identifier, instanceClass: "db.t4g.small" });
  api(at, [{ name: "DB", value: db.address }]);
});

program("reads that know one replica and nothing else", ["replica"], () => {
  const db = new aws.rds.Instance("db", { ...small, multiAz: true, backupRetentionPeriod: 7 });
  const replica = new aws.rds.Instance("replica", { replicateSourceDb: db.identifier, instanceClass: "db.t4g.small" });
  lambda({ READ_HOST: replica.address });
});

program("Aurora with one instance behind a function", ["db"], () => {
  const db = new aws.rds.Cluster("db", { engine: "aurora-mysql", ...master });
  new aws.rds.ClusterInstance("one", {
    clusterIdentifier: db.id,
    engine: "aurora-mysql",
    instanceClass: "db.t4g.medium",
  });
  lambda({ DB: db.endpoint });
});

program("Aurora with both instances in one zone", ["db"], () => {
  const db = new aws.rds.Cluster("db", { engine: "aurora-mysql", ...master });
  for (const i of [1, 2]) {
    new aws.rds.ClusterInstance(`i${i}`, {
      clusterIdentifier: db.id,
      engine: "aurora-mysql",
      instanceClass: "db.r6g.large",
      availabilityZone: "us-east-1a",
    });
  }
  lambda({ DB: db.endpoint });
});

program("Aurora Serverless v2 with a writer and a reader", [], () => {
  const at = net(["a", "b", "c"]);
  const db = new aws.rds.Cluster("db", {
    engine: "aurora-postgresql",
    ...master,
    dbSubnetGroupName: dbGroup(at.priv),
    serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 8 },
  });
  for (const i of [1, 2]) {
    new aws.rds.ClusterInstance(`i${i}`, {
      clusterIdentifier: db.id,
      engine: "aurora-postgresql",
      instanceClass: "db.serverless",
    });
  }
  lambda({ DB: db.endpoint, READS: db.readerEndpoint });
});

program("Aurora by the endpoint of one of its instances", ["i0"], () => {
  const db = new aws.rds.Cluster("db", {
    engine: "aurora-postgresql",
    availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
    ...master,
  });
  const [first] = [0, 1].map(
    (i) =>
      new aws.rds.ClusterInstance(`i${i}`, {
        clusterIdentifier: db.id,
        engine: "aurora-postgresql",
        instanceClass: "db.r6g.large",
      }),
  );
  if (first) lambda({ DB: first.endpoint });
});

program("an RDS cluster with two readable standbys", [], () => {
  const at = net(["a", "b", "c"]);
  const db = new aws.rds.Cluster("db", {
    engine: "postgres",
    dbClusterInstanceClass: "db.m6gd.large",
    storageType: "io1",
    iops: 1000,
    allocatedStorage: 100,
    dbSubnetGroupName: dbGroup(at.priv),
    ...master,
  });
  api(at, [{ name: "DB", value: db.endpoint }]);
});

program("a proxy in two zones to a database in one", ["db"], () => {
  const at = net();
  const db = new aws.rds.Instance("db", { ...small, dbSubnetGroupName: dbGroup(at.priv) });
  const proxy = new aws.rds.Proxy("proxy", {
    engineFamily: "POSTGRESQL",
    roleArn: ROLE,
    vpcSubnetIds: ids(at.priv),
    auths: [{ secretArn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:x" }],
  });
  new aws.rds.ProxyTarget("proxy", {
    dbProxyName: proxy.name,
    targetGroupName: "default",
    dbInstanceIdentifier: db.identifier,
  });
  api(at, [{ name: "DB", value: proxy.endpoint }]);
});

program("DocumentDB with one instance behind a function", ["docs"], () => {
  const docs = new aws.docdb.Cluster("docs", master);
  new aws.docdb.ClusterInstance("docs", { clusterIdentifier: docs.id, instanceClass: "db.t4g.medium" });
  lambda({ MONGO: docs.endpoint });
});

program("DocumentDB with three instances", [], () => {
  const docs = new aws.docdb.Cluster("docs", {
    ...master,
    availabilityZones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  });
  for (const i of [0, 1, 2]) {
    new aws.docdb.ClusterInstance(`docs-${i}`, { clusterIdentifier: docs.id, instanceClass: "db.t4g.medium" });
  }
  lambda({ MONGO: docs.endpoint });
});

program("a graph of one instance", ["graph"], () => {
  const graph = new aws.neptune.Cluster("graph", {});
  new aws.neptune.ClusterInstance("graph", { clusterIdentifier: graph.id, instanceClass: "db.t4g.medium" });
  lambda({ GREMLIN: graph.endpoint });
});

program("a warehouse of one node that users ask", ["warehouse"], () => {
  const warehouse = new aws.redshift.Cluster("warehouse", {
    clusterIdentifier: "warehouse",
    nodeType: "ra3.large",
    clusterType: "single-node",
    ...master,
  });
  lambda({ WAREHOUSE: warehouse.endpoint });
});

program("a warehouse that only analysts ask", [], () => {
  new aws.redshift.Cluster("warehouse", {
    clusterIdentifier: "warehouse",
    nodeType: "ra3.large",
    clusterType: "multi-node",
    numberOfNodes: 2,
    ...master,
  });
  lambda({});
});

program("MemoryDB without replicas", ["mem"], () => {
  const mem = new aws.memorydb.Cluster("mem", {
    aclName: "open-access",
    nodeType: "db.t4g.small",
    numReplicasPerShard: 0,
  });
  lambda({ REDIS: mem.clusterEndpoints.apply((endpoints) => endpoints[0]?.address ?? "") });
});

program("MemoryDB with a replica a shard", [], () => {
  const mem = new aws.memorydb.Cluster("mem", {
    aclName: "open-access",
    nodeType: "db.t4g.small",
    numReplicasPerShard: 1,
  });
  lambda({ REDIS: mem.clusterEndpoints.apply((endpoints) => endpoints[0]?.address ?? "") });
});

program("InfluxDB of Timestream in one zone", ["influx"], () => {
  const at = net();
  const influx = new aws.timestreaminfluxdb.DbInstance("influx", {
    allocatedStorage: 20,
    bucket: "app",
    dbInstanceType: "db.influx.medium",
    organization: "app",
    deploymentType: "SINGLE_AZ",
    vpcSubnetIds: ids(at.priv.slice(0, 1)),
    vpcSecurityGroupIds: [at.inner.id],
    name: "influx",
    ...admin,
  });
  api(at, [{ name: "INFLUX", value: influx.endpoint }]);
});

program("a search domain of one node behind a function", ["search"], () => {
  const search = new aws.opensearch.Domain("search", { clusterConfig: { instanceType: "t3.small.search" } });
  lambda({ SEARCH: search.endpoint });
});

program("a search domain of two nodes in one zone", ["search"], () => {
  const search = new aws.opensearch.Domain("search", {
    clusterConfig: { instanceType: "t3.small.search", instanceCount: 2 },
  });
  lambda({ SEARCH: search.endpoint });
});

program("a search domain in three zones", [], () => {
  const search = new aws.opensearch.Domain("search", {
    clusterConfig: {
      instanceCount: 3,
      zoneAwarenessEnabled: true,
      zoneAwarenessConfig: { availabilityZoneCount: 3 },
    },
  });
  lambda({ SEARCH: search.endpoint });
});

program("a broker of a single instance", ["mq"], () => {
  const mq = new aws.mq.Broker("mq", {
    brokerName: "mq",
    engineType: "RabbitMQ",
    engineVersion: "3.13",
    hostInstanceType: "mq.t3.micro",
    users: [admin],
  });
  lambda({ AMQP: mq.instances.apply((each) => each[0]?.endpoints?.[0] ?? "") });
});

program("Kafka with three brokers in three zones", [], () => {
  const at = net(["a", "b", "c"]);
  const kafka = new aws.msk.Cluster("kafka", {
    kafkaVersion: "3.6.0",
    numberOfBrokerNodes: 3,
    brokerNodeGroupInfo: {
      instanceType: "kafka.m5.large",
      clientSubnets: ids(at.priv),
      securityGroups: [at.inner.id],
    },
  });
  api(at, [{ name: "KAFKA", value: kafka.bootstrapBrokersTls }]);
});

program("a move of data by DMS in one zone", [], () => {
  new aws.dms.ReplicationInstance("move", {
    replicationInstanceClass: "dms.t3.medium",
    replicationInstanceId: "move",
    multiAz: false,
  });
});
