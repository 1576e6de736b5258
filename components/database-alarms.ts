import type * as aws from "@pulumi/aws";
import type { Alarm } from "./alarm";

const BYTES_PER_GIB = 1024 ** 3;
const TIGHT_SHARE = 0.1;

/** The alarms of a primary or of a replica; `suffix` tells the replicas apart. */
export function instanceAlarms(args: {
  readonly instance: aws.rds.Instance;
  readonly isReplica: boolean;
  readonly suffix: string;
  readonly storageGiB: number;
}): readonly Alarm[] {
  const { instance, isReplica, suffix, storageGiB } = args;
  const metric = { namespace: "AWS/RDS", dimensions: { DBInstanceIdentifier: instance.identifier } } as const;
  const lag: Alarm = {
    ...metric,
    name: `lag${suffix}`,
    metricName: "ReplicaLag",
    statistic: "Maximum",
    when: { above: 30 },
    description: "A replica is more than 30 seconds behind: readers see old data. Look at long queries on it.",
  };
  return [
    {
      ...metric,
      name: `cpu${suffix}`,
      metricName: "CPUUtilization",
      statistic: "Average",
      when: { above: 80 },
      minutes: 10,
      description: "The database is close to its limit. Look at the slowest queries, then at a larger class.",
    },
    {
      ...metric,
      name: `storage${suffix}`,
      metricName: "FreeStorageSpace",
      statistic: "Minimum",
      when: { below: TIGHT_SHARE * storageGiB * BYTES_PER_GIB },
      description: "Less than a tenth of the storage is free: it grows by itself, up to five times its first size.",
    },
    ...(isReplica ? [lag] : []),
  ];
}
