import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { program } from "./case";
import { front, httpApi, ids, type Landscape, lambda, landscape, service } from "./landscape";

function redis(args: Partial<aws.elasticache.ReplicationGroupArgs>, { privateSubnets }: Landscape) {
  const subnets = new aws.elasticache.SubnetGroup("cache", { subnetIds: ids(privateSubnets) });
  return new aws.elasticache.ReplicationGroup("cache", {
    description: "cache",
    engine: "redis",
    nodeType: "cache.t4g.small",
    subnetGroupName: subnets.name,
    ...args,
  });
}

program("a cache of one node", ["cache"], () => {
  const land = landscape();
  const cache = redis({ numCacheClusters: 1 }, land);
  service("web", land, { front: front(land), environment: { REDIS: cache.primaryEndpointAddress } });
});

program("sessions in a cache of one node", ["cache"], () => {
  const land = landscape();
  const cache = redis({ numCacheClusters: 1, tags: { role: "session-store" } }, land);
  service("web", land, { front: front(land), environment: { REDIS: cache.primaryEndpointAddress } });
});

program("a cache of two nodes that does not fail over", ["cache"], () => {
  const land = landscape();
  const cache = redis({ numCacheClusters: 2, automaticFailoverEnabled: false }, land);
  service("web", land, { front: front(land), environment: { REDIS: cache.primaryEndpointAddress } });
});

program("a cache whose nodes are all in one zone", ["cache"], () => {
  const land = landscape();
  const cache = redis(
    {
      numCacheClusters: 2,
      automaticFailoverEnabled: true,
      preferredCacheClusterAzs: ["us-east-1a", "us-east-1a"],
    },
    land,
  );
  service("web", land, { front: front(land), environment: { REDIS: cache.primaryEndpointAddress } });
});

program("a Redis cluster resource, which is one node", ["cache"], () => {
  const land = landscape();
  const cache = new aws.elasticache.Cluster("cache", { engine: "redis", nodeType: "cache.t3.micro", numCacheNodes: 1 });
  const address = cache.cacheNodes.apply((nodes) => nodes[0]?.address ?? "");
  service("web", land, { front: front(land), environment: { REDIS: address } });
});

program("Memcached of one node", ["cache"], () => {
  const land = landscape();
  const cache = new aws.elasticache.Cluster("cache", {
    engine: "memcached",
    nodeType: "cache.t3.micro",
    numCacheNodes: 1,
  });
  service("web", land, { front: front(land), environment: { MEMCACHED: cache.configurationEndpoint } });
});

program("Memcached of three nodes in one zone", ["cache"], () => {
  const land = landscape();
  const cache = new aws.elasticache.Cluster("cache", {
    engine: "memcached",
    nodeType: "cache.t3.micro",
    numCacheNodes: 3,
    azMode: "single-az",
    availabilityZone: "us-east-1a",
  });
  service("web", land, { front: front(land), environment: { MEMCACHED: cache.clusterAddress } });
});

program("MemoryDB of one node", ["memory"], () => {
  const land = landscape();
  const memory = new aws.memorydb.Cluster("memory", {
    nodeType: "db.t4g.small",
    aclName: "open-access",
    numShards: 1,
    numReplicasPerShard: 0,
  });
  const host = memory.clusterEndpoints.apply((endpoints) => endpoints?.[0]?.address ?? "");
  service("web", land, { front: front(land), environment: { REDIS: host } });
});

program("DAX of one node", ["dax"], () => {
  const land = landscape();
  const dax = new aws.dax.Cluster("dax", {
    clusterName: "dax",
    iamRoleArn: "arn:aws:iam::111122223333:role/dax",
    nodeType: "dax.t3.small",
    replicationFactor: 1,
  });
  service("web", land, { front: front(land), environment: { DAX: dax.clusterAddress } });
});

program("a broker of one instance", ["broker"], () => {
  const land = landscape();
  const broker = new aws.mq.Broker("broker", {
    brokerName: "broker",
    engineType: "RabbitMQ",
    engineVersion: "3.13",
    hostInstanceType: "mq.m5.large",
    deploymentMode: "SINGLE_INSTANCE",
    users: [{ username: "app", password: "not-a-real-one" }],
  });
  const url = broker.instances.apply((instances) => instances[0]?.endpoints[0] ?? "");
  service("web", land, { front: front(land), environment: { BROKER: url } });
});

function files(land: Landscape, args: Partial<aws.efs.FileSystemArgs>, zones: number) {
  const system = new aws.efs.FileSystem("files", { encrypted: true, ...args });
  const mounts = land.privateSubnets
    .slice(0, zones)
    .map((subnet, i) => new aws.efs.MountTarget(`files-${i}`, { fileSystemId: system.id, subnetId: subnet.id }));
  const volumes = [{ name: "files", efsVolumeConfiguration: { fileSystemId: system.id } }];
  service("web", land, { front: front(land), task: { volumes } });
  return mounts;
}

program("a file system with one mount target for three zones", ["files"], () => {
  files(landscape(), {}, 1);
});

program("a file system in one zone", ["files"], () => {
  files(landscape(), { availabilityZoneName: "us-east-1a" }, 1);
});

program("a Windows file system in one zone", ["share"], () => {
  const land = landscape();
  const share = new aws.fsx.WindowsFileSystem("share", {
    activeDirectoryId: "d-1",
    subnetIds: ids(land.privateSubnets.slice(0, 1)),
    throughputCapacity: 32,
    storageCapacity: 300,
    deploymentType: "SINGLE_AZ_2",
  });
  service("web", land, { front: front(land), environment: { SHARE: share.dnsName } });
});

program("a disk of its own under one server that mounts it for all", ["nfs"], () => {
  const land = landscape();
  const group = new aws.ec2.SecurityGroup("nfs", {
    vpcId: land.vpc.id,
    ingress: [{ protocol: "tcp", fromPort: 2049, toPort: 2049, cidrBlocks: [land.vpc.cidrBlock] }],
  });
  const nfs = new aws.ec2.Instance("nfs", {
    ami: "ami-1",
    instanceType: "t3.small",
    subnetId: land.privateSubnets[0]?.id ?? "",
    vpcSecurityGroupIds: [group.id],
  });
  const disk = new aws.ebs.Volume("nfs", { availabilityZone: "us-east-1a", size: 100 });
  new aws.ec2.VolumeAttachment("nfs", { instanceId: nfs.id, volumeId: disk.id, deviceName: "/dev/xvdf" });
  service("web", land, { front: front(land), environment: { NFS: nfs.privateDns } });
});

program("Redis in a function's way without a replica, by interpolation", ["cache"], () => {
  const land = landscape();
  const cache = redis({ numCacheClusters: 1 }, land);
  const url = pulumi.interpolate`redis://${cache.primaryEndpointAddress}:${cache.port}`;
  const vpcConfig = { subnetIds: ids(land.privateSubnets), securityGroupIds: ["sg-1"] };
  httpApi(lambda("api", { environment: { variables: { REDIS_URL: url } }, vpcConfig }));
});
