import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { program } from "./case";
import { database, fleet, front, httpApi, ids, lambda, landscape, service } from "./landscape";

program("a database without a standby, by an environment variable", ["db"], () => {
  const land = landscape();
  const db = database("db", land, { multiAz: false });
  service("web", land, { front: front(land), environment: { DATABASE_HOST: db.address } });
});

program("a database without a standby, by a secret", ["db"], () => {
  const land = landscape();
  const db = database("db", land, { multiAz: false });
  const secret = new aws.secretsmanager.Secret("db");
  new aws.secretsmanager.SecretVersion("db", {
    secretId: secret.id,
    secretString: pulumi.jsonStringify({ host: db.address }),
  });
  service("web", land, { front: front(land), environment: { SECRET: secret.arn } });
});

program("a database without a standby, by a parameter", ["db"], () => {
  const land = landscape();
  const db = database("db", land, { multiAz: false });
  const host = new aws.ssm.Parameter("db", { type: "String", value: db.endpoint });
  service("web", land, { front: front(land), environment: { PARAMETER: host.arn } });
});

program("a database without a standby, by user data", ["db"], () => {
  const land = landscape();
  const db = database("db", land, { multiAz: false });
  const script = pulumi.all([db.address, db.port]).apply(([host, port]) => `HOST=${host}\nPORT=${port}`);
  fleet(land, front(land), {}, script);
});

program("a database in one zone behind a proxy", ["db"], () => {
  const land = landscape();
  const db = database("db", land, { multiAz: false });
  const proxy = new aws.rds.Proxy("db", {
    engineFamily: "POSTGRESQL",
    roleArn: "arn:aws:iam::111122223333:role/proxy",
    vpcSubnetIds: ids(land.privateSubnets),
    auths: [{ secretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:s" }],
  });
  const pool = new aws.rds.ProxyDefaultTargetGroup("db", { dbProxyName: proxy.name });
  new aws.rds.ProxyTarget("db", {
    dbProxyName: proxy.name,
    targetGroupName: pool.name,
    dbInstanceIdentifier: db.identifier,
  });
  service("web", land, { front: front(land), environment: { DATABASE_HOST: proxy.endpoint } });
});

program("a proxy in one zone", ["pool"], () => {
  const land = landscape();
  const db = database("db", land);
  const proxy = new aws.rds.Proxy("pool", {
    engineFamily: "POSTGRESQL",
    roleArn: "arn:aws:iam::111122223333:role/proxy",
    vpcSubnetIds: ids(land.privateSubnets.slice(0, 1)),
    auths: [{ secretArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:s" }],
  });
  new aws.rds.ProxyTarget("pool", {
    dbProxyName: proxy.name,
    targetGroupName: "default",
    dbInstanceIdentifier: db.identifier,
  });
  service("web", land, { front: front(land), environment: { DATABASE_HOST: proxy.endpoint } });
});

function aurora(instances: readonly Partial<aws.rds.ClusterInstanceArgs>[], args: Partial<aws.rds.ClusterArgs> = {}) {
  const cluster = new aws.rds.Cluster("db", {
    engine: "aurora-postgresql",
    masterUsername: "app",
    manageMasterUserPassword: true,
    storageEncrypted: true,
    skipFinalSnapshot: true,
    ...args,
  });
  const members = instances.map(
    (each, i) =>
      new aws.rds.ClusterInstance(`db-${i}`, {
        clusterIdentifier: cluster.id,
        engine: "aurora-postgresql",
        instanceClass: "db.r6g.large",
        ...each,
      }),
  );
  return { cluster, members };
}

program("Aurora with one instance", ["db"], () => {
  const land = landscape();
  const { cluster } = aurora([{}]);
  service("web", land, { front: front(land), environment: { DATABASE_HOST: cluster.endpoint } });
});

program("Aurora Serverless v2 with one instance, behind a function", ["db"], () => {
  const { cluster } = aurora([{ instanceClass: "db.serverless" }], {
    serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 8 },
  });
  httpApi(lambda("api", { environment: { variables: { DATABASE_HOST: cluster.endpoint } } }));
});

program("Aurora with two instances in one zone", ["db"], () => {
  const land = landscape();
  const { cluster } = aurora([{ availabilityZone: "us-east-1a" }, { availabilityZone: "us-east-1a" }]);
  service("web", land, { front: front(land), environment: { DATABASE_HOST: cluster.endpoint } });
});

program("Aurora by the endpoint of one instance", ["db-0"], () => {
  const land = landscape();
  const { members } = aurora([{ availabilityZone: "us-east-1a" }, { availabilityZone: "us-east-1b" }]);
  service("web", land, { front: front(land), environment: { DATABASE_HOST: members[0]?.endpoint ?? "" } });
});

program("reads that go to one replica", ["db-replica"], () => {
  const land = landscape();
  const db = database("db", land);
  const replica = new aws.rds.Instance("db-replica", {
    replicateSourceDb: db.identifier,
    instanceClass: "db.t4g.medium",
    skipFinalSnapshot: true,
  });
  service("web", land, {
    front: front(land),
    environment: { DATABASE_HOST: db.address, DATABASE_READER_HOST: replica.address },
  });
});

program("a service that knows one replica and nothing else", ["db-replica"], () => {
  const land = landscape();
  const db = database("db", land);
  const replica = new aws.rds.Instance("db-replica", {
    replicateSourceDb: db.identifier,
    instanceClass: "db.t4g.medium",
    skipFinalSnapshot: true,
  });
  service("web", land, { front: front(land), environment: { DATABASE_HOST: replica.address } });
});

program("DocumentDB with one instance", ["docs"], () => {
  const land = landscape();
  const docs = new aws.docdb.Cluster("docs", {
    masterUsername: "app",
    masterPassword: "not-a-real-one",
    skipFinalSnapshot: true,
  });
  new aws.docdb.ClusterInstance("docs", { clusterIdentifier: docs.id, instanceClass: "db.r6g.large" });
  service("web", land, { front: front(land), environment: { MONGO_HOST: docs.endpoint } });
});

program("Neptune with one instance", ["graph"], () => {
  const land = landscape();
  const graph = new aws.neptune.Cluster("graph", { skipFinalSnapshot: true });
  new aws.neptune.ClusterInstance("graph", { clusterIdentifier: graph.id, instanceClass: "db.r6g.large" });
  service("web", land, { front: front(land), environment: { NEPTUNE: graph.endpoint } });
});

program("a search domain of one node", ["search"], () => {
  const land = landscape();
  const search = new aws.opensearch.Domain("search", { clusterConfig: { instanceType: "m6g.large.search" } });
  service("web", land, { front: front(land), environment: { SEARCH: search.endpoint } });
});

program("a search domain of three nodes in one zone", ["search"], () => {
  const land = landscape();
  const search = new aws.opensearch.Domain("search", {
    clusterConfig: { instanceType: "m6g.large.search", instanceCount: 3 },
  });
  service("web", land, { front: front(land), environment: { SEARCH: search.endpoint } });
});

program("a warehouse-less report database nobody made redundant, restored from a snapshot", ["db"], () => {
  const land = landscape();
  const db = new aws.rds.Instance("db", {
    snapshotIdentifier: "shop-final",
    instanceClass: "db.t3.medium",
    availabilityZone: "us-east-1b",
    skipFinalSnapshot: true,
  });
  httpApi(lambda("api", { environment: { variables: { DB: db.endpoint } } }));
  void land;
});
