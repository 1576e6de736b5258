import * as pulumi from "@pulumi/pulumi";
import type { Alarm } from "./alarm";
import { CACHE_LIMITS } from "./versions";

const MANY_CONNECTIONS_SHARE = 0.8;

type Kind = Omit<Alarm, "namespace" | "dimensions" | "runbook">;

/** The alarms of one node. AWS names the nodes of a group by their number, with three digits. */
export function nodeAlarms(args: {
  readonly groupId: pulumi.Input<string>;
  /** From 1. */
  readonly number: number;
  readonly nodes: number;
  readonly nodeType: string;
}): readonly Alarm[] {
  const { groupId, number, nodes, nodeType } = args;
  const node = pulumi.interpolate`${groupId}-${`${number}`.padStart(3, "0")}`;
  const metric = { namespace: "AWS/ElastiCache", dimensions: { CacheClusterId: node } } as const;
  const alarms: readonly Kind[] = [
    {
      name: "cpu",
      metricName: "EngineCPUUtilization",
      statistic: "Average",
      when: { above: 80 },
      description: "A cache node is close to its limit. Look for expensive commands, then choose a larger type.",
    },
    {
      name: "memory",
      metricName: "DatabaseMemoryUsagePercentage",
      statistic: "Maximum",
      when: { above: 85 },
      description: "A cache node is nearly full and will drop entries. Shorten their life, or choose a larger type.",
    },
    {
      name: "evictions",
      metricName: "Evictions",
      statistic: "Sum",
      when: { above: 100 },
      minutes: 15,
      description:
        "A cache node keeps dropping entries to make room, and more reads hit the database. Choose a larger type.",
    },
    {
      name: "connections",
      metricName: "CurrConnections",
      statistic: "Maximum",
      when: { above: MANY_CONNECTIONS_SHARE * CACHE_LIMITS.maxConnections },
      description:
        "Four fifths of a node's connections are taken; the next ones are refused. Look for clients that never close theirs.",
    },
    ...(nodes > 1 ? [LAG] : []),
    ...(nodeType.startsWith("cache.t") ? [CREDITS] : []),
  ];
  return alarms.map((alarm) => ({
    ...metric,
    ...alarm,
    name: `${alarm.name}-${number}`,
    runbook: `cache-${alarm.name}`,
  }));
}

/** Reported by replicas alone, and any node may be one after a failover. */
const LAG: Kind = {
  name: "lag",
  metricName: "ReplicationLag",
  statistic: "Maximum",
  when: { above: 10 },
  description:
    "A cache replica is more than ten seconds behind, and would lose as much in a failover. Look at the write rate.",
};

const CREDITS: Kind = {
  name: "cpu-credits",
  metricName: "CPUCreditBalance",
  statistic: "Minimum",
  when: { below: 20 },
  minutes: 10,
  // Reported every five minutes.
  periodMinutes: 5,
  description: "A cache node has spent its CPU credits and is slowed down. Choose a type that is not burstable.",
};
