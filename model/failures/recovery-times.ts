import type { NameFailover } from "../topology/topology";

/** How long something takes to come back by itself, from the documentation of who runs it. */
export interface RecoveryTime {
  /** Expected seconds, the upper end where a range is given. */
  readonly seconds: number;
  /** Document and date; whether the figure was re-read in it then, or is an estimate of ours and why. */
  readonly source: string;
}

/** Every recovery time that the model uses. */
export const RECOVERY = {
  /** A standby instance takes over: typically 60 to 120 seconds. */
  rdsFailover: {
    seconds: 120,
    source:
      "Amazon RDS User Guide, Failing over a Multi-AZ DB instance: typically 60-120 seconds, longer after large transactions (read 2026-11)",
  },
  /** A readable standby of a Multi-AZ DB cluster takes over: typically under 35 seconds. */
  rdsClusterFailover: {
    seconds: 35,
    source: "Amazon RDS User Guide, Failing over a Multi-AZ DB cluster: typically under 35 seconds (read 2026-11)",
  },
  /** An Aurora replica takes over: restored in less than 60 seconds, often less than 30. */
  auroraFailover: {
    seconds: 60,
    source:
      "Amazon Aurora User Guide, High availability: typically less than 60 seconds, often less than 30 (its text read in public copies, 2026-11)",
  },
  /** No Aurora replica: the instance is made again, in the same zone if that is there: less than 10 minutes. */
  auroraRecreate: {
    seconds: 600,
    source:
      "Amazon Aurora User Guide, High availability: a new instance in the same zone, typically in less than 10 minutes (quoted in public copies read 2026-11)",
  },
  /** A cache replica is promoted; AWS gives no number for a failure today, and "a few minutes" in 2015: we take a minute. */
  cacheFailover: {
    seconds: 60,
    source:
      "ElastiCache User Guide, Minimizing downtime with Multi-AZ: no number for a failure (read 2026-11; its edition of 2015 said a few minutes); 60 s is our estimate",
  },
  /** A cache node without a replica is made again, empty. */
  cacheReplacement: {
    seconds: 600,
    source: "ElastiCache User Guide, Mitigating failures: a failed node is replaced; 10 min is our estimate (2026-11)",
  },
  /** A container is scheduled, its image pulled, and its health check passed. */
  taskReplacement: {
    seconds: 120,
    source: "Amazon ECS Developer Guide, service scheduler: failed tasks are replaced; 2 min is our estimate (2026-11)",
  },
  /**
   * Alarms see errors for some minutes, or half of the wanted tasks, three at least, fail to start; then the last release is
   * started again and takes over.
   */
  releaseRollback: {
    seconds: 600,
    source:
      "Amazon ECS API Reference, ServiceDeploymentCircuitBreaker: a release has failed after 0.5 × desired tasks, 3 to 200, failed (read 2026-11); no time given, 10 min is our estimate (2026-11)",
  },
  /** An instance is launched, booted, and found healthy by its load balancer. */
  instanceReplacement: {
    seconds: 300,
    source:
      "EC2 Auto Scaling User Guide, health checks: unhealthy instances are replaced; 5 min is our estimate (2026-11)",
  },
} as const satisfies { readonly [what: string]: RecoveryTime };

/** Route 53 finds a target down by failures in a row, and what asked before remembers the answer for its time to live. */
export function dnsFailover({ noticeSeconds, keepSeconds }: NameFailover): RecoveryTime {
  return {
    seconds: noticeSeconds + keepSeconds,
    source:
      `Amazon Route 53 Developer Guide, values for health checks (interval × failure threshold, ${noticeSeconds} s; 30 s and three where the ` +
      `program sets none) and time to live (${keepSeconds} s; 60 s for an alias of a load balancer); their sum is our estimate (2026-11)`,
  };
}

/** Writes that a restore to a point in time can lose: transaction logs are shipped every five minutes. */
export const RESTORE_LOSS: RecoveryTime = {
  seconds: 300,
  source:
    "Amazon RDS, Backup and Restore: the latest restorable time is typically within 5 minutes of the current time (aws.amazon.com/rds/details/backup, read 2026-11)",
};

export const NAT_SOURCE =
  "Amazon VPC User Guide, NAT gateway basics: when its zone is down, the zones that share it lose internet access (read 2026-11)";
