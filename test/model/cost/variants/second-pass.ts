import { HOURS, type Variant } from "./variant";

const ROOT = { "root_block_device / Storage (general purpose SSD, gp2)": 8 * 0.1 };
const CACHE = "ElastiCache (on-demand, cache.m6g.large)";

/** Arguments that AWS and the estimator read differently: found by running both on the same random resources. */
export const SECOND_PASS: readonly Variant[] = [
  {
    title: "a T3a machine buys credits by default; infracost takes it for one that does not",
    type: "aws:ec2/instance:Instance",
    inputs: { instanceType: "t3a.small", subnetId: "subnet-1" },
    usage: { monthly_cpu_credit_hrs: 100, vcpu_count: 2 },
    usd: { "Instance usage (Linux/UNIX, on-demand, t3a.small)": HOURS * 0.0188, "CPU credits": 200 * 0.05, ...ROOT },
    infracost: { "Instance usage (Linux/UNIX, on-demand, t3a.small)": HOURS * 0.0188, ...ROOT },
  },
  {
    title: "credits of a T4g machine have a price of their own",
    type: "aws:ec2/instance:Instance",
    inputs: { instanceType: "t4g.small", subnetId: "subnet-1" },
    usage: { monthly_cpu_credit_hrs: 100, vcpu_count: 2 },
    usd: { "Instance usage (Linux/UNIX, on-demand, t4g.small)": HOURS * 0.0168, "CPU credits": 200 * 0.04, ...ROOT },
  },
  {
    title: "MariaDB over two zones at MySQL's price",
    type: "aws:rds/instance:Instance",
    inputs: { engine: "mariadb", instanceClass: "db.t3.large", multiAz: true, allocatedStorage: 50 },
    usd: {
      "Database instance (on-demand, Multi-AZ, db.t3.large)": HOURS * 0.272,
      "Storage (general purpose SSD, gp2)": 50 * 0.23,
    },
  },
  {
    title: "extended support in its third year is charged for a standby too; infracost counts one",
    type: "aws:rds/instance:Instance",
    inputs: { engine: "mysql", engineVersion: "5.7.44", instanceClass: "db.t3.large", multiAz: true },
    usd: {
      "Database instance (on-demand, Multi-AZ, db.t3.large)": HOURS * 0.272,
      "Storage (general purpose SSD, gp2)": 20 * 0.23,
      "Extended support (year 3)": 2 * 2 * HOURS * 0.2,
    },
    infracost: {
      "Database instance (on-demand, Multi-AZ, db.t3.large)": HOURS * 0.272,
      "Storage (general purpose SSD, gp2)": 20 * 0.23,
      "Extended support (year 3)": 2 * HOURS * 0.2,
    },
  },
  {
    title: "Aurora MySQL 2 never reaches the third year's price",
    type: "aws:rds/clusterInstance:ClusterInstance",
    inputs: { engine: "aurora-mysql", engineVersion: "5.7.mysql_aurora.2.11.2", instanceClass: "db.r5.large" },
    usd: {
      "Database instance (on-demand, db.r5.large)": HOURS * 0.29,
      "Extended support (year 1)": 2 * HOURS * 0.1,
    },
  },
  {
    title: "backups of an Aurora instance outside a cluster at Aurora's price",
    type: "aws:rds/instance:Instance",
    inputs: { engine: "aurora-mysql", instanceClass: "db.r5.large" },
    usage: { additional_backup_storage_gb: 1000 },
    usd: {
      "Database instance (on-demand, Single-AZ, db.r5.large)": HOURS * 0.29,
      "Additional backup storage": 1000 * 0.021,
    },
    infracost: {
      "Database instance (on-demand, Single-AZ, db.r5.large)": HOURS * 0.29,
      "Storage (general purpose SSD, gp2)": 20 * 0.115,
      "Additional backup storage": 1000 * 0.021,
    },
  },
  {
    title: "hours of the month switch a cache off; infracost has them for machines only",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    inputs: { engine: "redis", nodeType: "cache.m6g.large", numCacheClusters: 2 },
    usage: { monthly_hrs: 100 },
    usd: { [CACHE]: 2 * 100 * 0.149 },
    infracost: { [CACHE]: 2 * HOURS * 0.149 },
  },
  {
    title: "shards in the block that older providers have",
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    inputs: {
      engine: "redis",
      nodeType: "cache.m6g.large",
      clusterMode: { numNodeGroups: 2, replicasPerNodeGroup: 1 },
    },
    usd: { [CACHE]: 4 * HOURS * 0.149 },
  },
  {
    title: "an alarm without a period is of standard resolution; infracost takes it for a high one",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    inputs: { comparisonOperator: "GreaterThanThreshold" },
    usd: { "Standard resolution": 0.1 },
    infracost: { "High resolution": 0.3 },
  },
  {
    title: "a version of Kubernetes that infracost does not know to be old",
    type: "aws:eks/cluster:Cluster",
    inputs: { version: "1.30" },
    usd: { "EKS cluster (extended support)": HOURS * 0.6 },
    infracost: { "EKS cluster": HOURS * 0.1 },
  },
  {
    title: "an external key is billed by request as any other; infracost counts the key alone",
    type: "aws:kms/externalKey:ExternalKey",
    usage: { monthly_requests: 100_000 },
    usd: { "Customer master key": 1, Requests: 0.3 },
    infracost: { "Customer master key": 1 },
  },
  {
    title: "log lines in real time are unknown to infracost, which bills those of standard logs instead",
    type: "aws:cloudfront/distribution:Distribution",
    inputs: { defaultCacheBehavior: { realtimeLogConfigArn: "arn:logs" } },
    usage: { monthly_log_lines: 5_000_000 },
    usd: { "Real-time log requests": 5 * 0.01 },
    infracost: {},
  },
  {
    title: "an express workflow by memory in chunks of 64 MiB and time in chunks of 100 ms",
    type: "aws:sfn/stateMachine:StateMachine",
    inputs: { type: "EXPRESS" },
    usage: { monthly_requests: 36_000_000, workflow_duration_ms: 101, memory_mb: 65 },
    usd: { Requests: 36, "Duration (first 1K)": ((36e6 * 0.2 * 128) / 1024 / 3600) * 0.060012 },
  },
  {
    title: "Glacier instant retrieval is unknown to infracost",
    type: "aws:s3/bucket:Bucket",
    usage: { standard: { storage_gb: 100 }, glacier_instant_retrieval: { storage_gb: 1000 } },
    usd: { "Standard / Storage": 2.3, "Glacier instant retrieval / Storage": 4 },
    infracost: { "Standard / Storage": 2.3 },
  },
  {
    title: "an empty zone name is no zone",
    type: "aws:efs/fileSystem:FileSystem",
    inputs: { availabilityZoneName: "" },
    usage: { storage_gb: 100 },
    usd: { "Storage (standard)": 30 },
  },
];
