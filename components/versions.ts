/**
 * What AWS offers and where it says so, read on 2026-11-21. Nothing else in this folder names a version or a limit, so
 * this is the one place to look when AWS retires one.
 */

/** PostgreSQL on RDS. A major version only: AWS chooses the minor one and keeps it patched. docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes */
export const POSTGRES = {
  major: "17",
  port: 5432,
  /** The same major version for the single server, whose database runs beside the app. */
  image: "public.ecr.aws/docker/library/postgres:17-alpine",
} as const;

/** MySQL on RDS, the long-term support release. docs.aws.amazon.com/AmazonRDS/latest/UserGuide/MySQL.Concepts.VersionMgmt.html */
export const MYSQL = { major: "8.4", port: 3306 } as const;

/** Read replicas of one primary, the same for both engines. docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ReadRepl.html */
export const DATABASE_MAX_REPLICAS = 15;

/** Valkey on ElastiCache. docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html */
export const VALKEY = { version: "8.0", family: "valkey8" } as const;

/** The last Redis that is open source, on ElastiCache. The same page. */
export const REDIS = { version: "7.1", family: "redis7" } as const;

/** What both have: the port, a primary with five replicas, and connections per node. docs.aws.amazon.com/AmazonElastiCache/latest/dg/quota-limits.html */
export const CACHE_LIMITS = { port: 6379, maxNodes: 6, maxConnections: 65_000, maxSnapshotDays: 35 } as const;

/** TLS 1.2 and 1.3 with forward secrecy, and what AWS recommends. docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html */
export const LOAD_BALANCER_TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/** docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
export const CDN_TLS_VERSION = "TLSv1.2_2021";

/** Policies that AWS manages, the same id in every account. docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html */
export const CDN_POLICIES = {
  cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
  cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
  forwardAllOfViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
  securityHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03",
} as const;

/** What belongs to CloudFront is made in this region: web ACLs and log deliveries. docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html */
export const CDN_REGION = "us-east-1";

/** CloudFront takes certificates from this region only. docs.aws.amazon.com/acm/latest/userguide/acm-regions.html */
export const CDN_CERTIFICATE_REGION = "us-east-1";

/** Addresses from which CloudFront calls origins; AWS keeps the list. docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html */
export const CDN_ORIGIN_PREFIX_LIST = "com.amazonaws.global.cloudfront.origin-facing";

/** Requests that a rate limit of AWS WAF can be set to, and the seconds it can look back. docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html */
export const FIREWALL_RATE = { fewest: 10, most: 2_000_000_000, windowSeconds: 60 } as const;

/** The newest Amazon Linux 2023 for Graviton. docs.aws.amazon.com/linux/al2023/ug/ec2.html */
export const SERVER_IMAGE_PARAMETER = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/** Memory in MiB that Fargate accepts per CPU units. docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html */
export const FARGATE_MEMORY: {
  readonly [cpu: number]: {
    readonly from: number;
    readonly to: number;
    readonly step: number;
    /** The one step that Fargate leaves out. */
    readonly except?: number;
  };
} = {
  256: { from: 512, to: 2048, step: 512, except: 1536 },
  512: { from: 1024, to: 4096, step: 1024 },
  1024: { from: 2048, to: 8192, step: 1024 },
  2048: { from: 4096, to: 16384, step: 1024 },
  4096: { from: 8192, to: 30720, step: 1024 },
};

/** GiB of disk of a Fargate task: what every one has, and the most. docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-task-storage.html */
export const FARGATE_EPHEMERAL_GIB = { least: 20, most: 200 } as const;

/** Seconds between SIGTERM and SIGKILL. docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definition_parameters.html */
export const FARGATE_MAX_STOP_SECONDS = 120;

/** docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
export const QUEUE_LIMITS = {
  maxRetentionDays: 14,
  maxVisibilitySeconds: 43_200,
} as const;

/**
 * RDS keeps backups for 35 days at most, and would keep them for a single one: less than a week is less than it takes to
 * notice. docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html
 */
export const DATABASE_BACKUP_DAYS = { least: 7, most: 35 } as const;

/** Days that a log group may keep its events. docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export const LOG_RETENTION_DAYS: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

/** Keys that sign a zone and logs of its queries are taken from this region only. docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html */
export const DNS_REGION = "us-east-1";

/** Where Route 53's checkers stand. docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html */
export const HEALTH_CHECK_REGIONS: readonly string[] = [
  "us-east-1",
  "us-west-1",
  "us-west-2",
  "eu-west-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-northeast-1",
  "sa-east-1",
];
