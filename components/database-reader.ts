import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { EngineTraits } from "./database-engine";
import type { Network } from "./network";
import { type Tags, tagged } from "./tags";

/** Weight of each replica. The primary has none: it is asked only when no replica is well. */
const REPLICA_WEIGHT = 10;
/** Seconds that clients remember an answer. */
const TTL_SECONDS = 10;
const MINUTES_UNTIL_UNHEALTHY = 3;

interface ReaderArgs {
  readonly network: Network;
  readonly traits: EngineTraits;
  readonly primary: aws.rds.Instance;
  readonly replicas: readonly aws.rds.Instance[];
  readonly tags: Tags | undefined;
}

/**
 * One name in the private network for all replicas. Route 53 answers with one of those that are well; it cannot knock on
 * a private address, so it goes by an alarm on what the instance reports: one that is gone reports nothing.
 * docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-weighted.html (read on 2026-11-21)
 */
export function readerName(name: string, args: ReaderArgs, parent: pulumi.Resource): pulumi.Output<string> {
  const { network, traits, primary, replicas, tags } = args;
  const zone = new aws.route53.Zone(
    `${name}-reader`,
    {
      name: `${name}-database.internal`,
      comment: "One name for all read replicas",
      vpcs: [{ vpcId: network.vpcId }],
      tags: tagged(`${name}-reader`, tags),
    },
    { parent },
  );
  const host = `reader.${name}-database.internal`;
  const { region } = aws.getRegionOutput({}, { parent });
  const add = (role: string, instance: aws.rds.Instance, weight: number, sign: Sign) => {
    const check = healthByAlarm(`${name}-reader-${role}`, { instance, region, sign, tags }, parent);
    return new aws.route53.Record(
      `${name}-reader-${role}`,
      {
        zoneId: zone.zoneId,
        name: host,
        type: "CNAME",
        ttl: TTL_SECONDS,
        records: [instance.address],
        setIdentifier: role,
        weightedRoutingPolicies: [{ weight }],
        healthCheckId: check.id,
      },
      { parent },
    );
  };
  const lag = { metricName: "ReplicaLag", above: traits.staleSeconds };
  const records = [
    ...replicas.map((replica, index) => add(`replica-${index + 1}`, replica, REPLICA_WEIGHT, lag)),
    // A primary is not well only when it reports nothing: it has always fewer connections than this.
    add("primary", primary, 0, { metricName: "DatabaseConnections", above: 1_000_000 }),
  ];
  // What uses the name comes after the records, and depends on what they stand for.
  return pulumi.all(records.map((record) => record.name)).apply(() => host);
}

/** The metric that an instance reports as long as it works, and what is too much of it. */
interface Sign {
  readonly metricName: string;
  readonly above: number;
}

function healthByAlarm(
  name: string,
  args: {
    readonly instance: aws.rds.Instance;
    readonly region: pulumi.Output<string>;
    readonly sign: Sign;
    readonly tags: Tags | undefined;
  },
  parent: pulumi.Resource,
): aws.route53.HealthCheck {
  const { instance, region, sign, tags } = args;
  const alarm = new aws.cloudwatch.MetricAlarm(
    name,
    {
      alarmDescription:
        "Takes the instance out of the name that readers use. Tells nobody: the database's own alarms do.",
      namespace: "AWS/RDS",
      metricName: sign.metricName,
      dimensions: { DBInstanceIdentifier: instance.identifier },
      // Route 53 knows the plain statistics of metrics by the minute, and no "m out of n".
      statistic: "Maximum",
      period: 60,
      evaluationPeriods: MINUTES_UNTIL_UNHEALTHY,
      comparisonOperator: "GreaterThanThreshold",
      threshold: sign.above,
      treatMissingData: "breaching",
      tags: tagged(name, tags),
    },
    { parent },
  );
  return new aws.route53.HealthCheck(
    name,
    {
      type: "CLOUDWATCH_METRIC",
      cloudwatchAlarmName: alarm.name,
      cloudwatchAlarmRegion: region,
      insufficientDataHealthStatus: "Unhealthy",
      tags: tagged(name, tags),
    },
    { parent },
  );
}
