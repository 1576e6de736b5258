import * as aws from "@pulumi/aws";
import { interpolate } from "@pulumi/pulumi";
import { program } from "../program/case";
import { api, ids, net, web } from "./network";

const redis = { description: "sessions", nodeType: "cache.t4g.small", engine: "redis" };

function cacheGroup(subnets: readonly aws.ec2.Subnet[]) {
  return new aws.elasticache.SubnetGroup("cache", { subnetIds: ids(subnets) }).name;
}

program("a cache with a replica that does not take over", ["cache"], () => {
  const at = net();
  const cache = new aws.elasticache.ReplicationGroup("cache", {
    ...redis,
    numCacheClusters: 2,
    subnetGroupName: cacheGroup(at.priv),
  });
  api(at, [{ name: "REDIS", value: cache.primaryEndpointAddress }]);
});

program("shards without replicas", ["cache"], () => {
  const at = net();
  const cache = new aws.elasticache.ReplicationGroup("cache", {
    ...redis,
    numNodeGroups: 3,
    replicasPerNodeGroup: 0,
    automaticFailoverEnabled: true,
    subnetGroupName: cacheGroup(at.priv),
  });
  api(at, [{ name: "REDIS", value: cache.configurationEndpointAddress }]);
});

program("shards with a replica each over two zones", [], () => {
  const at = net();
  const cache = new aws.elasticache.ReplicationGroup("cache", {
    ...redis,
    numNodeGroups: 3,
    replicasPerNodeGroup: 1,
    automaticFailoverEnabled: true,
    multiAzEnabled: true,
    subnetGroupName: cacheGroup(at.priv),
  });
  api(at, [{ name: "REDIS", value: cache.configurationEndpointAddress }]);
});

program("one Redis node", ["cache"], () => {
  const at = net();
  const cache = new aws.elasticache.Cluster("cache", {
    engine: "redis",
    nodeType: "cache.t4g.micro",
    numCacheNodes: 1,
    subnetGroupName: cacheGroup(at.priv),
  });
  web(
    at,
    {},
    { userData: cache.cacheNodes.apply((nodes) => Buffer.from(`R=${nodes[0]?.address}`).toString("base64")) },
  );
});

program("a cache of one node of which the tag says that the database answers in its place", [], () => {
  const at = net();
  const cache = new aws.elasticache.ReplicationGroup("cache", {
    ...redis,
    numCacheClusters: 1,
    tags: { fallback: "database" },
  });
  api(at, [{ name: "REDIS", value: cache.primaryEndpointAddress }]);
});

program("one Memcached node", ["cache"], () => {
  const at = net();
  const cache = new aws.elasticache.Cluster("cache", {
    engine: "memcached",
    nodeType: "cache.t4g.micro",
    numCacheNodes: 1,
  });
  api(at, [{ name: "MEMCACHED", value: cache.configurationEndpoint }]);
});

program("Memcached nodes in two zones", [], () => {
  const at = net();
  const cache = new aws.elasticache.Cluster("cache", {
    engine: "memcached",
    nodeType: "cache.t4g.micro",
    numCacheNodes: 2,
    azMode: "cross-az",
    subnetGroupName: cacheGroup(at.priv),
  });
  api(at, [{ name: "MEMCACHED", value: cache.configurationEndpoint }]);
});

program("three Memcached nodes in one zone", ["cache"], () => {
  const at = net();
  const cache = new aws.elasticache.Cluster("cache", {
    engine: "memcached",
    nodeType: "cache.t4g.micro",
    numCacheNodes: 3,
    azMode: "single-az",
    subnetGroupName: cacheGroup(at.priv),
  });
  api(at, [{ name: "MEMCACHED", value: cache.configurationEndpoint }]);
});

program("a serverless cache behind tasks", [], () => {
  const cache = new aws.elasticache.ServerlessCache("cache", { engine: "valkey", name: "cache" });
  api(net(), [{ name: "VALKEY", value: cache.endpoints.apply((each) => each[0]?.address ?? "") }]);
});

program("files kept in one zone", ["files"], () => {
  const at = net();
  const files = new aws.efs.FileSystem("files", { availabilityZoneName: "us-east-1a" });
  const mount = new aws.efs.MountTarget("files", { fileSystemId: files.id, subnetId: at.priv[0]?.id ?? "" });
  web(at, {}, { userData: mount.dnsName.apply((name) => Buffer.from(`mount ${name}`).toString("base64")) });
});

program("files with a door in one zone of two", ["files"], () => {
  const at = net();
  const files = new aws.efs.FileSystem("files");
  new aws.efs.MountTarget("files", { fileSystemId: files.id, subnetId: at.priv[0]?.id ?? "" });
  web(at, {}, { userData: files.dnsName.apply((name) => Buffer.from(`mount ${name}`).toString("base64")) });
});

program("files with a door a zone", [], () => {
  const at = net();
  const files = new aws.efs.FileSystem("files");
  at.priv.forEach((subnet, i) => {
    new aws.efs.MountTarget(`files-${i}`, { fileSystemId: files.id, subnetId: subnet.id });
  });
  web(at, {}, { userData: files.id.apply((id) => Buffer.from(`mount ${id}`).toString("base64")) });
});

program("a Windows share in one zone", ["share"], () => {
  const at = net();
  const share = new aws.fsx.WindowsFileSystem("share", {
    subnetIds: ids(at.priv.slice(0, 1)),
    throughputCapacity: 16,
    storageCapacity: 100,
    deploymentType: "SINGLE_AZ_2",
  });
  web(at, {}, { userData: share.dnsName.apply((name) => Buffer.from(`net use ${name}`).toString("base64")) });
});

program("a Windows share in two zones", [], () => {
  const at = net();
  const share = new aws.fsx.WindowsFileSystem("share", {
    subnetIds: ids(at.priv),
    preferredSubnetId: at.priv[0]?.id ?? "",
    throughputCapacity: 16,
    storageCapacity: 100,
    deploymentType: "MULTI_AZ_1",
  });
  web(at, {}, { userData: share.dnsName.apply((name) => Buffer.from(`net use ${name}`).toString("base64")) });
});

program("a Lustre file system that the servers mount", ["lustre"], () => {
  const at = net();
  const lustre = new aws.fsx.LustreFileSystem("lustre", {
    subnetIds: at.priv[0]?.id ?? "",
    storageCapacity: 1200,
    deploymentType: "PERSISTENT_2",
    perUnitStorageThroughput: 125,
  });
  web(at, {}, { userData: lustre.dnsName.apply((name) => Buffer.from(`mount ${name}`).toString("base64")) });
});

program("scratch space of a nightly job", [], () => {
  const at = net();
  web(at);
  new aws.fsx.LustreFileSystem("scratch", {
    subnetIds: at.priv[0]?.id ?? "",
    storageCapacity: 1200,
    deploymentType: "SCRATCH_2",
  });
});

program("a table behind an accelerator of one node", ["dax"], () => {
  const at = net();
  const dax = new aws.dax.Cluster("dax", {
    clusterName: "dax",
    iamRoleArn: "arn:aws:iam::123456789012:role/dax",
    nodeType: "dax.t3.small",
    replicationFactor: 1,
  });
  api(at, [{ name: "DAX", value: dax.clusterAddress }]);
});

program("a bucket, a table and a stream", [], () => {
  const bucket = new aws.s3.Bucket("uploads");
  const table = new aws.dynamodb.Table("items", { hashKey: "id", attributes: [{ name: "id", type: "S" }] });
  const stream = new aws.kinesis.Stream("clicks", { shardCount: 1 });
  api(net(), [{ name: "ALL", value: interpolate`${bucket.bucket} ${table.name} ${stream.name}` }]);
});
