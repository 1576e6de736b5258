import type { Variant } from "./variant";

/** What is stored, watched and protected. */
export const STORED: readonly Variant[] = [
  {
    title: "600 TB in S3; infracost knows the first tier alone, and a rule that is off moves nothing",
    type: "aws:s3/bucket:Bucket",
    inputs: { lifecycleRules: [{ enabled: false, transitions: [{ storageClass: "DEEP_ARCHIVE" }] }] },
    usage: { standard: { storage_gb: 600_000, monthly_tier_1_requests: 1_000_000 } },
    usd: {
      "Standard / Storage": 51_200 * 0.023,
      "Standard / Storage (next 450TB)": 460_800 * 0.022,
      "Standard / Storage (over 500TB)": 88_000 * 0.021,
      "Standard / PUT, COPY, POST, LIST requests": 5,
    },
    infracost: { "Standard / Storage": 13_800, "Standard / PUT, COPY, POST, LIST requests": 5 },
  },
  {
    title: "the archive tiers of intelligent tiering; infracost takes their size from other keys",
    type: "aws:s3/bucket:Bucket",
    usage: {
      intelligent_tiering: {
        frequent_access_storage_gb: 1000,
        infrequent_access_storage_gb: 500,
        archive_access_storage_gb: 10,
        monitored_objects: 100_000,
      },
    },
    usd: {
      "Intelligent tiering / Storage (frequent access)": 23,
      "Intelligent tiering / Storage (infrequent access)": 6.25,
      "Intelligent tiering / Storage (archive access)": 0.036,
      "Intelligent tiering / Monitoring and automation": 0.25,
    },
    infracost: {
      "Intelligent tiering / Storage (frequent access)": 23,
      "Intelligent tiering / Storage (infrequent access)": 6.25,
      "Intelligent tiering / Storage (archive access)": 3.6,
      "Intelligent tiering / Storage (deep archive access)": 0.495,
      "Intelligent tiering / Monitoring and automation": 0.25,
    },
  },
  {
    title: "EFS with throughput beyond what its data brings, and infrequent access",
    type: "aws:efs/fileSystem:FileSystem",
    inputs: { provisionedThroughputInMibps: 100, lifecyclePolicies: [{ transitionToIa: "AFTER_30_DAYS" }] },
    usage: {
      storage_gb: 400,
      infrequent_access_storage_gb: 100,
      monthly_infrequent_access_read_gb: 50,
      monthly_infrequent_access_write_gb: 20,
    },
    usd: {
      "Storage (standard)": 120,
      "Provisioned throughput": (100 - 400 / 20) * 6,
      "Storage (standard, infrequent access)": 2.5,
      "Read requests (infrequent access)": 0.5,
      "Write requests (infrequent access)": 0.2,
    },
  },
  {
    title: "a high-resolution anomaly alarm by its one metric, three times",
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    inputs: {
      comparisonOperator: "GreaterThanUpperThreshold",
      metricQueries: [
        { id: "band", expression: "ANOMALY_DETECTION_BAND(m)" },
        { id: "m", metric: { period: 10, metricName: "x" } },
      ],
    },
    usd: { "High resolution anomaly detection": 0.9 },
  },
  {
    title: "a health check of another host with all four options",
    type: "aws:route53/healthCheck:HealthCheck",
    inputs: { type: "HTTPS_STR_MATCH", requestInterval: 10, measureLatency: true },
    usage: { endpoint_type: "non_aws" },
    usd: { "Health check": 0.75, "Optional features": 8 },
  },
  {
    title: "two managed rule groups; infracost multiplies them by one's own groups, of which there are none",
    type: "aws:wafv2/webAcl:WebAcl",
    inputs: {
      rules: [
        { statement: { managedRuleGroupStatement: { name: "a" } } },
        { statement: { managedRuleGroupStatement: { name: "b" } } },
        { statement: { rateBasedStatement: { limit: 1000 } } },
      ],
    },
    usage: { monthly_requests: 10_000_000 },
    usd: { "Web ACL usage": 5, Rules: 1, "Managed rule groups": 2, Requests: 6 },
    infracost: { "Web ACL usage": 5, Rules: 1, Requests: 6 },
  },
  {
    title: "a second copy of a trail's management events, and data events",
    type: "aws:cloudtrail/trail:Trail",
    usage: { monthly_data_events: 3_000_000, monthly_additional_management_events: 200_000 },
    usd: { "Management events (additional copies)": 4, "Data events": 3 },
  },
];
