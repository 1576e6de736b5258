/** What AWS takes as a name. */
export interface NameLimit {
  /** Short type and the argument that holds the name. */
  readonly of: readonly (readonly [type: string, property: string])[];
  readonly longest: number;
  /** @default 1 */
  readonly shortest?: number;
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly allowed: string;
}

const IAM = { pattern: /^[\w+=,.@-]+$/, allowed: "letters, digits and + = , . @ _ -" } as const;
const HYPHENATED = { pattern: /^[A-Za-z](?!.*--)[A-Za-z0-9-]*(?<!-)$/ } as const;
const DATABASE = {
  ...HYPHENATED,
  allowed: "letters, digits and single hyphens, a letter first and no hyphen last",
} as const;

/**
 * Names as the API models of botocore 1.44.8 (November 2026) limit them: `min`, `max` and `pattern` of the member, or its
 * documentation where that alone says it (load balancers, RDS, ElastiCache, SQS, SNS, security groups).
 */
export const NAME_LIMITS: readonly NameLimit[] = [
  {
    of: [
      ["lb/LoadBalancer", "name"],
      ["lb/TargetGroup", "name"],
    ],
    longest: 32,
    pattern: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    allowed: "letters, digits and hyphens, no hyphen first or last, and not `internal-` first",
  },
  {
    of: [["lambda/Function", "name"]],
    longest: 64,
    pattern: /^[\w-]+$/,
    allowed: "letters, digits, hyphens and underscores",
  },
  {
    of: [
      ["iam/Role", "name"],
      ["iam/User", "name"],
    ],
    longest: 64,
    ...IAM,
  },
  {
    of: [
      ["iam/Policy", "name"],
      ["iam/RolePolicy", "name"],
      ["iam/InstanceProfile", "name"],
      ["iam/Group", "name"],
    ],
    longest: 128,
    ...IAM,
  },
  {
    of: [
      ["rds/Instance", "identifier"],
      ["rds/Cluster", "clusterIdentifier"],
      ["rds/ClusterInstance", "identifier"],
      ["docdb/Cluster", "clusterIdentifier"],
      ["neptune/Cluster", "clusterIdentifier"],
    ],
    longest: 63,
    ...DATABASE,
  },
  {
    of: [["elasticache/ReplicationGroup", "replicationGroupId"]],
    longest: 40,
    ...DATABASE,
  },
  { of: [["elasticache/Cluster", "clusterId"]], longest: 50, ...DATABASE },
  {
    of: [["sqs/Queue", "name"]],
    longest: 80,
    pattern: /^[\w-]+(?:\.fifo)?$/,
    allowed: "letters, digits, hyphens and underscores, and `.fifo` last for a FIFO queue",
  },
  {
    of: [["sns/Topic", "name"]],
    longest: 256,
    pattern: /^[\w-]+(?:\.fifo)?$/,
    allowed: "letters, digits, hyphens and underscores, and `.fifo` last for a FIFO topic",
  },
  {
    of: [["dynamodb/Table", "name"]],
    shortest: 3,
    longest: 255,
    pattern: /^[\w.-]+$/,
    allowed: "letters, digits, dots, hyphens and underscores",
  },
  {
    of: [["cloudwatch/LogGroup", "name"]],
    longest: 512,
    pattern: /^[\w./#-]+$/,
    allowed: "letters, digits and . - _ / #",
  },
  {
    of: [["ecr/Repository", "name"]],
    shortest: 2,
    longest: 256,
    pattern: /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/,
    allowed: "lower-case letters and digits, with . _ - and / between them",
  },
  {
    of: [
      ["cloudwatch/EventRule", "name"],
      ["scheduler/Schedule", "name"],
    ],
    longest: 64,
    pattern: /^[\w.-]+$/,
    allowed: "letters, digits, dots, hyphens and underscores",
  },
  {
    of: [["kms/Alias", "name"]],
    longest: 256,
    pattern: /^alias\/(?!aws\/)[\w/-]+$/,
    allowed: "`alias/`, not `alias/aws/`, and letters, digits and / _ -",
  },
  {
    of: [["secretsmanager/Secret", "name"]],
    longest: 512,
    pattern: /^[\w/+=.@-]+$/,
    allowed: "letters, digits and / _ + = . @ -",
  },
  {
    of: [["ec2/LaunchTemplate", "name"]],
    shortest: 3,
    longest: 128,
    pattern: /^[\w().\-/]+$/,
    allowed: "letters, digits and ( ) . - / _",
  },
  {
    of: [["ec2/SecurityGroup", "name"]],
    longest: 255,
    pattern: /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]+$/,
    allowed: "not `sg-` first, and letters, digits, spaces and . _ - : / ( ) # , @ [ ] + = & ; { } ! $ *",
  },
  {
    of: [
      ["ecs/Cluster", "name"],
      ["ecs/Service", "name"],
      ["ecs/TaskDefinition", "family"],
    ],
    longest: 255,
    pattern: /^[\w-]+$/,
    allowed: "letters, digits, hyphens and underscores",
  },
  {
    of: [["wafv2/WebAcl", "name"]],
    longest: 128,
    pattern: /^[\w-]+$/,
    allowed: "letters, digits, hyphens and underscores",
  },
  {
    of: [["backup/Vault", "name"]],
    shortest: 2,
    longest: 50,
    pattern: /^[\w-]+$/,
    allowed: "letters, digits, hyphens and underscores",
  },
  {
    of: [["kinesis/Stream", "name"]],
    longest: 128,
    pattern: /^[\w.-]+$/,
    allowed: "letters, digits, dots, hyphens and underscores",
  },
  {
    of: [["kinesis/FirehoseDeliveryStream", "name"]],
    longest: 64,
    pattern: /^[\w.-]+$/,
    allowed: "letters, digits, dots, hyphens and underscores",
  },
  {
    of: [["sfn/StateMachine", "name"]],
    longest: 80,
    pattern: /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]+$/,
    allowed: "no spaces, brackets, wildcards or special characters",
  },
  {
    of: [
      ["cloudwatch/MetricAlarm", "name"],
      ["autoscaling/Group", "name"],
    ],
    longest: 255,
    pattern: /^[^\p{Cc}]+$/u,
    allowed: "no control characters",
  },
];

/**
 * Names of general purpose buckets (Amazon S3 User Guide, "Bucket naming rules", November 2026).
 * @returns what is wrong with it; undefined for a name that S3 takes
 */
export function bucketNameFault(name: string): string | undefined {
  if (name.length < 3 || name.length > 63) return `is ${name.length} characters long, and S3 takes 3 to 63`;
  if (!/^[a-z0-9][a-z0-9.-]*[a-z0-9]$/.test(name)) {
    return "may hold lower-case letters, digits, dots and hyphens only, with a letter or digit first and last";
  }
  if (name.includes("..")) return "has two dots next to each other";
  if (/^\d+\.\d+\.\d+\.\d+$/.test(name)) return "looks like an IP address";
  if (/^(?:xn--|sthree-|amzn-s3-demo-)/.test(name) || /(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/.test(name)) {
    return "has a beginning or an end that S3 keeps for itself";
  }
  return undefined;
}
