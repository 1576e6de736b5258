import type * as aws from "@pulumi/aws";
import type { Alarm } from "./alarm";
import { isBurstable, memoryGiB } from "./database-capacity";
import type { EngineTraits } from "./database-engine";

const BYTES_PER_GIB = 1024 ** 3;
const TIGHT_SHARE = 0.1;
/** Share of the memory under which the system begins to swap, and the database to wait. */
const LITTLE_MEMORY_SHARE = 0.05;
/** Share of the memory of which connections are counted: the rest is the system's. */
const DATABASE_MEMORY_SHARE = 0.85;
const MANY_CONNECTIONS_SHARE = 0.8;
/** The engines allow no more, however much memory there is. */
const MOST_CONNECTIONS = 5_000;
/**
 * Longer than a replica of PostgreSQL that has nothing to do can seem behind without a dip: RDS writes something every
 * five minutes, and right after it the lag is under a minute.
 */
const LAG = { seconds: 90, minutes: 10 };

interface AlarmArgs {
  readonly instance: aws.rds.Instance;
  readonly traits: EngineTraits;
  readonly instanceClass: string;
  readonly isReplica: boolean;
  /** Tells the replicas apart. */
  readonly suffix: string;
  readonly storageGiB: number;
}

/** The alarms of a primary or of a replica. */
export function instanceAlarms(args: AlarmArgs): readonly Alarm[] {
  const { instance, isReplica, storageGiB } = args;
  const metric = { namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: instance.identifier } } as const;
  const alarms = [
    {
      name: "cpu",
      metricName: "CPUUtilization",
      statistic: "Average" as const,
      when: { above: 80 },
      minutes: 10,
      description: "The database is close to its limit. Look at the slowest queries, then at a larger class.",
    },
    {
      name: "storage",
      metricName: "FreeStorageSpace",
      statistic: "Minimum" as const,
      when: { below: TIGHT_SHARE * storageGiB * BYTES_PER_GIB },
      description: "Less than a tenth of the storage is free: it grows by itself, up to five times its first size.",
    },
    ...ofMemory(args),
    ...ofBursts(args),
    ...(isReplica ? ofReplication(args) : []),
  ];
  return alarms.map((alarm) => ({
    ...metric,
    ...alarm,
    name: `${alarm.name}${args.suffix}`,
    runbook: `database-${alarm.name}`,
  }));
}

type Kind = Pick<Alarm, "name" | "metricName" | "statistic" | "when" | "description" | "minutes" | "periodMinutes">;

function ofMemory({ instanceClass, traits }: AlarmArgs): readonly Kind[] {
  const memory = memoryGiB(instanceClass);
  if (memory === undefined) {
    return [];
  }
  const bytes = memory * BYTES_PER_GIB;
  const allowed = Math.min(MOST_CONNECTIONS, (DATABASE_MEMORY_SHARE * bytes) / traits.bytesPerConnection);
  return [
    {
      name: "memory",
      metricName: "FreeableMemory",
      statistic: "Minimum",
      when: { below: LITTLE_MEMORY_SHARE * bytes },
      minutes: 10,
      description: "Hardly any memory is free. Look at queries that sort or join much, then at a larger class.",
    },
    {
      name: "connections",
      metricName: "DatabaseConnections",
      statistic: "Maximum",
      when: { above: Math.floor(MANY_CONNECTIONS_SHARE * allowed) },
      description:
        "Four fifths of the connections that the class allows are open; the next ones are refused. Make the pools smaller, or put a proxy before it.",
    },
  ];
}

/**
 * What is saved up in quiet hours and spent in busy ones. AWS reports it only for classes that have it, and every five
 * minutes: looked at by the minute, four of five would say nothing, which is not bad, and the alarm would never sound.
 * docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-metrics.html (read on 2026-11-21)
 */
function ofBursts({ instanceClass }: AlarmArgs): readonly Kind[] {
  const slowly = { minutes: 10, periodMinutes: 5 } as const;
  const disk = {
    ...slowly,
    statistic: "Minimum" as const,
    when: { below: 20 },
    description:
      "The instance spends more of its disk's speed than it earns, and slows down soon. Choose a larger class.",
  };
  return [
    { ...disk, name: "disk-requests", metricName: "EBSIOBalance%" },
    { ...disk, name: "disk-throughput", metricName: "EBSByteBalance%" },
    ...(isBurstable(instanceClass)
      ? [
          {
            ...slowly,
            name: "cpu-credits",
            metricName: "CPUCreditBalance",
            statistic: "Minimum" as const,
            when: { below: 20 },
            description:
              "The instance has spent its CPU credits: from here on each hour costs more. Choose a class that is not burstable.",
          },
        ]
      : []),
  ];
}

function ofReplication({ traits }: AlarmArgs): readonly Kind[] {
  const lag: Kind = {
    name: "lag",
    metricName: "ReplicaLag",
    statistic: "Minimum",
    when: { above: LAG.seconds },
    minutes: LAG.minutes,
    description: "A replica has fallen behind: readers see old data. Look at long queries on it, and at its storage.",
  };
  const broken: Kind = {
    name: "replication",
    metricName: "ReplicaLag",
    statistic: "Maximum",
    when: { below: 0 },
    description: "A replica has stopped following its primary. Look at its error log, then make another one.",
  };
  // MySQL says so by a lag of -1; PostgreSQL has no such number.
  return traits.engine === "mysql" ? [lag, broken] : [lag];
}
