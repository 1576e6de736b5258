import type { Tier } from "../topology/topology";

/** A monthly uptime that AWS promises for a service, and where it says so. It is a promise with credits, not a measurement. */
export interface PublishedLevel {
  /** Share of the month, such as 0.9995. */
  readonly availability: number;
  readonly source: string;
}

const COMPUTE = "Amazon Compute SLA, version of 2022-05-05 (read 2026-11-28)";
const RDS = "Amazon RDS SLA, 2024-01-22 (read 2026-11-28)";
const AURORA = "Amazon Aurora SLA, 2022-05-19 (read 2026-11-28)";
const CACHE = "AWS Database Blog, 99.99% availability with ElastiCache and MemoryDB, 2023-02 (read 2026-11-28)";
const LISTED = "AWS's SLA pages as listed by cloudonaut.io, 2019-01-31 (read 2026-11-28)";

const BY_TYPE: { readonly [type: string]: number } = {
  "route53/Record": 1,
  "lb/LoadBalancer": 0.9999,
  "elb/LoadBalancer": 0.9999,
  "apigatewayv2/Api": 0.9995,
  "apigateway/RestApi": 0.9995,
  "lambda/Function": 0.9995,
  "lambda/FunctionUrl": 0.9995,
  "dynamodb/Table": 0.9999,
  "s3/Bucket": 0.999,
  "cloudfront/Distribution": 0.999,
  "efs/FileSystem": 0.999,
  "kinesis/Stream": 0.999,
  "mq/Broker": 0.999,
  "eks/Cluster": 0.999,
};

/** What AWS promises for a tier as it is placed; undefined where no promise was found for it. */
export function publishedLevel(tier: Tier): PublishedLevel | undefined {
  const isSpread = tier.placement.zoneCount === null || tier.placement.zoneCount > 1;
  switch (tier.type) {
    case "ec2/Instance":
    case "autoscaling/Group":
    case "ecs/Service":
    case "eks/NodeGroup":
      return { availability: isSpread && tier.count !== 1 ? 0.9999 : 0.995, source: COMPUTE };
    case "rds/Instance":
      return { availability: tier.healing === "standby" ? 0.9995 : 0.995, source: RDS };
    case "rds/Cluster":
      return { availability: isSpread && tier.count !== 1 ? 0.9999 : 0.999, source: AURORA };
    case "elasticache/ReplicationGroup":
    case "memorydb/Cluster":
      return { availability: tier.healing === "standby" && isSpread ? 0.9999 : 0.995, source: CACHE };
    default: {
      const availability = BY_TYPE[tier.type];
      return availability === undefined ? undefined : { availability, source: LISTED };
    }
  }
}
