/** The numbers that AWS takes for an argument: a range, or one of a list. */
export interface NumberLimit {
  readonly type: string;
  /** Where it stands: property names, through blocks and lists of them. */
  readonly path: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly among?: readonly number[];
  /** @default - none */
  readonly unit?: string;
}

function range(type: string, path: string, from: number, to: number, unit?: string): NumberLimit {
  return { type, path: path.split("."), from, to, ...(unit === undefined ? {} : { unit }) };
}

/** Days that CloudWatch Logs keeps events for (botocore 1.44.8, PutRetentionPolicy, November 2026); 0 is for ever. */
const LOG_RETENTION_DAYS = [
  0, 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/**
 * Limits as the API models of botocore 1.44.8 and the rules of cfn-lint 1.58.0 state them (November 2026), for what is
 * made without a special quota or a capacity provider.
 */
export const NUMBER_LIMITS: readonly NumberLimit[] = [
  range("lambda/Function", "memorySize", 128, 10_240, "MiB"),
  range("lambda/Function", "ephemeralStorage.size", 512, 10_240, "MiB"),
  range("lambda/EventSourceMapping", "batchSize", 1, 10_000),
  range("lambda/EventSourceMapping", "maximumBatchingWindowInSeconds", 0, 300, "seconds"),
  range("lambda/EventSourceMapping", "scalingConfig.maximumConcurrency", 2, 1_000),
  range("lambda/EventSourceMapping", "parallelizationFactor", 1, 10),
  range("sqs/Queue", "visibilityTimeoutSeconds", 0, 43_200, "seconds"),
  range("sqs/Queue", "messageRetentionSeconds", 60, 1_209_600, "seconds"),
  range("sqs/Queue", "delaySeconds", 0, 900, "seconds"),
  range("sqs/Queue", "maxMessageSize", 1_024, 1_048_576, "bytes"),
  range("sqs/Queue", "receiveWaitTimeSeconds", 0, 20, "seconds"),
  range("lb/TargetGroup", "port", 1, 65_535),
  range("lb/TargetGroup", "deregistrationDelay", 0, 3_600, "seconds"),
  range("lb/TargetGroup", "healthCheck.interval", 5, 300, "seconds"),
  range("lb/TargetGroup", "healthCheck.timeout", 2, 120, "seconds"),
  range("lb/TargetGroup", "healthCheck.healthyThreshold", 2, 10),
  range("lb/TargetGroup", "healthCheck.unhealthyThreshold", 2, 10),
  range("lb/Listener", "port", 1, 65_535),
  range("lb/ListenerRule", "priority", 1, 50_000),
  range("lb/LoadBalancer", "idleTimeout", 1, 4_000, "seconds"),
  range("rds/Instance", "backupRetentionPeriod", 0, 35, "days"),
  range("rds/Cluster", "backupRetentionPeriod", 1, 35, "days"),
  range("docdb/Cluster", "backupRetentionPeriod", 1, 35, "days"),
  range("neptune/Cluster", "backupRetentionPeriod", 1, 35, "days"),
  range("elasticache/ReplicationGroup", "snapshotRetentionLimit", 0, 35, "days"),
  range("kms/Key", "deletionWindowInDays", 7, 30, "days"),
  range("iam/Role", "maxSessionDuration", 3_600, 43_200, "seconds"),
  range("route53/HealthCheck", "failureThreshold", 1, 10),
  { type: "route53/HealthCheck", path: ["requestInterval"], among: [10, 30], unit: "seconds" },
  { type: "cloudwatch/LogGroup", path: ["retentionInDays"], among: LOG_RETENTION_DAYS, unit: "days" },
  { type: "rds/Instance", path: ["monitoringInterval"], among: [0, 1, 5, 10, 15, 30, 60], unit: "seconds" },
  { type: "rds/ClusterInstance", path: ["monitoringInterval"], among: [0, 1, 5, 10, 15, 30, 60], unit: "seconds" },
  {
    type: "secretsmanager/Secret",
    path: ["recoveryWindowInDays"],
    among: [0, ...Array.from({ length: 24 }, (_, i) => i + 7)],
    unit: "days",
  },
];
