import type { SinglePoint } from "../../model/failures";

/** How to fix a tier of a type, in the words of its arguments, by what it does not survive. */
const FIXES: { readonly [type: string]: { readonly member?: string; readonly zone?: string } } = {
  "ec2/Instance": {
    member: "An `aws.autoscaling.Group` of `minSize: 2` or more behind a load balancer in place of a single instance.",
    zone: "A second instance with a `subnetId` in another zone.",
  },
  "lightsail/Instance": {
    member: "A second `aws.lightsail.Instance` in another zone, and an `aws.lightsail.Lb` for both.",
  },
  "autoscaling/Group": {
    member: "`minSize: 2` or more (with Spot, `onDemandBaseCapacity: 2` or more).",
    zone: "`vpcZoneIdentifiers` in at least two zones.",
  },
  "ecs/Service": {
    member: "`desiredCount`, and `minCapacity` of its scaling target, of 2 or more outside of Spot.",
    zone: "`networkConfiguration.subnets` in at least two zones.",
  },
  "eks/NodeGroup": { member: "`scalingConfig.minSize: 2` or more.", zone: "`subnetIds` in at least two zones." },
  "lambda/Function": { zone: "`vpcConfig.subnetIds` in at least two zones." },
  "rds/Instance": { member: "`multiAz: true`, or for a replica a second one.", zone: "`multiAz: true`." },
  "rds/Cluster": {
    member: "A second `aws.rds.ClusterInstance`.",
    zone: "Its `aws.rds.ClusterInstance`s in different `availabilityZone`s.",
  },
  "rds/ClusterInstance": { member: "The cluster's `endpoint` (or `readerEndpoint`) in place of the instance's." },
  "rds/Proxy": { zone: "`vpcSubnetIds` in at least two zones." },
  "docdb/Cluster": { member: "A second `aws.docdb.ClusterInstance`." },
  "neptune/Cluster": { member: "A second `aws.neptune.ClusterInstance`." },
  "elasticache/ReplicationGroup": {
    member:
      "`numCacheClusters: 2` or more with `automaticFailoverEnabled: true`; or, if it may be lost, the tag `fallback`.",
    zone: "`multiAzEnabled: true`, with nodes in different zones.",
  },
  "elasticache/Cluster": {
    member: "An `aws.elasticache.ReplicationGroup` with a replica, or several Memcached nodes.",
    zone: '`azMode: "cross-az"` with several nodes.',
  },
  "memorydb/Cluster": { member: "`numReplicasPerShard: 1` or more." },
  "dax/Cluster": { member: "`replicationFactor: 3`." },
  "opensearch/Domain": {
    member: "`clusterConfig.instanceCount: 2` or more.",
    zone: "`clusterConfig.zoneAwarenessEnabled: true`.",
  },
  "elasticbeanstalk/Environment": {
    member: "The setting `MinSize` of `aws:autoscaling:asg` of 2 or more, with a load balancer.",
    zone: "The setting `Subnets` of `aws:ec2:vpc` with subnets of two zones.",
  },
  "sagemaker/Endpoint": { member: "`initialInstanceCount: 2` or more of each variant." },
  "lightsail/Database": { member: "A `bundleId` with `_ha_` in its name." },
  "redshift/Cluster": { zone: "`multiAz: true`." },
  "timestreaminfluxdb/DbInstance": { member: '`deploymentType: "WITH_MULTIAZ_STANDBY"`.' },
  "mq/Broker": { member: '`deploymentMode: "ACTIVE_STANDBY_MULTI_AZ"`, or for RabbitMQ `"CLUSTER_MULTI_AZ"`.' },
  "msk/Cluster": { zone: "`brokerNodeGroupInfo.clientSubnets` in at least two zones." },
  "efs/FileSystem": { zone: "An `aws.efs.MountTarget` in each zone, and no `availabilityZoneName`." },
  "lb/LoadBalancer": { zone: "`subnets` in at least two zones." },
  "elb/LoadBalancer": { zone: "`subnets` or `availabilityZones` of at least two zones." },
  "apigatewayv2/VpcLink": { zone: "`subnetIds` in at least two zones." },
};

const ANY = "A second member in another zone, with what makes it take over.";
const OF_GATEWAY = "A NAT gateway per zone, and each private subnet's default route to the one in its own zone.";
const OF_LINE =
  "A second `aws.directconnect.Connection` at another `location`, or an `aws.ec2.VpnConnection` beside it.";
const OF_PASSAGE = "`subnetIds` in every zone that uses it.";
const OF_NO_TIER: { readonly [kind: string]: string } = { "nat-gateway": OF_GATEWAY, endpoint: OF_LINE };

/** What to change, in the words of the resource's arguments. */
export function fixOf({ tier, failure }: SinglePoint): string {
  if (tier === null) return OF_NO_TIER[failure.kind] ?? OF_PASSAGE;
  const fixes = FIXES[tier.type] ?? {};
  if (failure.kind === "host")
    return "A `spread` over `instanceId` before the `binpack`, or the constraint `distinctInstance`.";
  return (failure.kind === "zone" ? (fixes.zone ?? fixes.member) : (fixes.member ?? fixes.zone)) ?? ANY;
}
