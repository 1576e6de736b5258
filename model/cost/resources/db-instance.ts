import type { PlannedResource } from "../../plan";
import { reveal } from "../../value";
import { Arguments, part } from "../arguments";
import { byUsage, type Component, counted, fixed, gap, hourly, rarelyUsed } from "../charge";
import type { Pricer, PricingContext } from "../context";
import { product } from "../usage";
import { extendedSupport } from "./extended-support";
import { RDS_INSTANCE } from "./types";
import { vcpusOf } from "./vcpus";

interface Database {
  readonly engine: string;
  readonly instanceClass: string;
  readonly multiAz: boolean;
  readonly storageType: string;
  readonly allocatedGiB: number;
  readonly iops: number | undefined;
  readonly throughputMiBps: number | undefined;
}

const STORAGE_NAMES: { readonly [type: string]: string } = {
  gp2: "Storage (general purpose SSD, gp2)",
  gp3: "Storage (general purpose SSD, gp3)",
  io1: "Storage (provisioned IOPS SSD, io1)",
  standard: "Storage (magnetic)",
};

const PRICED_ENGINES = ["mysql", "postgres", "mariadb"];

/** GiB from which a gp3 volume of MySQL or PostgreSQL is striped over four volumes, with four times the baseline. */
const STRIPED_FROM_GIB = 400;
const GP3_BASELINE = {
  small: { iops: 3000, label: "3,000", MiBps: 125 },
  striped: { iops: 12000, label: "12,000", MiBps: 500 },
};
/** Smallest volume and IOPS that AWS provisions for io1. */
const IO1_LEAST = { GiB: 100, iops: 1000 };

/** Days of history that Performance Insights keeps free of charge. https://aws.amazon.com/rds/performance-insights/pricing/ */
const FREE_RETENTION_DAYS = 7;

/** An RDS database instance or read replica: compute, storage, IOPS and backups beyond the free share. */
export const dbInstance: Pricer = (resource, context) => {
  const own = new Arguments(resource.inputs);
  const source = sourceOf(resource, context);
  return part(() => {
    const database = readDatabase(own, source === undefined ? undefined : new Arguments(source.inputs));
    if (!PRICED_ENGINES.includes(database.engine)) {
      return [gap(`the price table has RDS for MySQL, PostgreSQL and MariaDB, not for ${database.engine}`)];
    }
    return [
      compute(database),
      ...storage(database, context),
      ...part(() => backups(own, context)),
      ...part(() => extras(own, database, context)),
    ];
  });
};

/** A replica takes what it does not set from its source. */
function sourceOf(resource: PlannedResource, context: PricingContext): PlannedResource | undefined {
  return reveal(resource.inputs.replicateSourceDb) === undefined
    ? undefined
    : context.referenced("replicateSourceDb", RDS_INSTANCE)[0];
}

function readDatabase(own: Arguments, source: Arguments | undefined): Database {
  const iops = own.number("iops") ?? source?.number("iops");
  return {
    engine: own.text("engine") ?? source?.text("engine") ?? own.neededText("engine"),
    instanceClass: own.text("instanceClass") ?? own.neededText("instanceClass"),
    multiAz: own.flag("multiAz") ?? false,
    storageType: own.text("storageType") ?? source?.text("storageType") ?? (iops === undefined ? "gp2" : "io1"),
    allocatedGiB: own.number("allocatedStorage") ?? source?.number("allocatedStorage") ?? 20,
    iops,
    throughputMiBps: own.number("storageThroughput") ?? source?.number("storageThroughput"),
  };
}

function compute(database: Database): Component {
  const zones = database.multiAz ? "Multi-AZ" : "Single-AZ";
  const key = `rds.${database.engine}.${database.instanceClass}.${suffix(database)}`;
  return hourly(`Database instance (on-demand, ${zones}, ${database.instanceClass})`, key, 1);
}

function suffix(database: Database): string {
  return database.multiAz ? "multi_az" : "single_az";
}

function storage(database: Database, context: PricingContext): readonly Component[] {
  const name = STORAGE_NAMES[database.storageType];
  if (name === undefined) return [gap(`the price table has no RDS storage of type ${database.storageType}`)];
  const io1 = database.storageType === "io1";
  const size = io1 ? Math.max(database.allocatedGiB, IO1_LEAST.GiB) : database.allocatedGiB;
  const type = database.storageType === "standard" ? "magnetic" : database.storageType;
  return [
    fixed(name, `rds.storage.${type}.${suffix(database)}`, size, "GB"),
    ...(io1
      ? [
          fixed(
            "Provisioned IOPS",
            `rds.iops.io1.${suffix(database)}`,
            Math.max(database.iops ?? 0, IO1_LEAST.iops),
            "IOPS",
          ),
        ]
      : []),
    ...(type === "gp3" ? gp3Performance(database) : []),
    ...(type === "magnetic"
      ? [
          counted(
            "I/O requests",
            "rds.storage.magnetic.io",
            context.usage.number("monthly_standard_io_requests"),
            1e6,
            "1M requests",
          ),
        ]
      : []),
  ];
}

function gp3Performance(database: Database): readonly Component[] {
  const baseline = database.allocatedGiB >= STRIPED_FROM_GIB ? GP3_BASELINE.striped : GP3_BASELINE.small;
  const above = (database.iops ?? 0) - baseline.iops;
  const item = `Provisioned GP3 IOPS (above ${baseline.label})`;
  return [
    ...(above > 0 ? [fixed(item, `rds.iops.gp3.${suffix(database)}`, above, "IOPS")] : []),
    ...((database.throughputMiBps ?? 0) > baseline.MiBps
      ? [gap(`the price of gp3 throughput above ${baseline.MiBps} MiB/s is not in the price table`)]
      : []),
  ];
}

/** Backups up to the size of the provisioned storage are free; what is kept beyond it depends on how much changes. */
function backups(own: Arguments, context: PricingContext): readonly Component[] {
  const kept = own.number("backupRetentionPeriod") ?? 0;
  const extra = context.usage.number("additional_backup_storage_gb");
  if (kept === 0 && (extra === null || extra.eq(0))) return [];
  return [byUsage("Additional backup storage", "rds.backup", extra, "GB")];
}

function extras(own: Arguments, database: Database, context: PricingContext): readonly Component[] {
  const burstable = /^db\.(t3|t4g)\./.test(database.instanceClass);
  const credits = product(
    context.usage.number("monthly_cpu_credit_hrs"),
    context.usage.number("vcpu_count") ?? vcpusOf(database.instanceClass) ?? null,
  );
  const enrolled = own.text("engineLifecycleSupport") !== "open-source-rds-extended-support-disabled";
  return [
    ...(burstable && credits?.gt(0) ? [byUsage("CPU credits", "rds.cpu_credits.t3_t4g", credits, "vCPU-hours")] : []),
    ...(burstable && credits === null
      ? [byUsage("CPU credits", "rds.cpu_credits.t3_t4g", null, "vCPU-hours", { beyondInfracost: true })]
      : []),
    ...(own.flag("manageMasterUserPassword") === true
      ? [fixed("Master password secret", "secretsmanager.secret", 1, "months", { beyondInfracost: true })]
      : []),
    ...performanceInsights(own, context),
    ...(enrolled ? extendedSupport(database.engine, own.text("engineVersion"), database.instanceClass) : []),
  ];
}

/** Performance Insights is free for a week of history and a million calls; longer histories are billed by vCPU. */
function performanceInsights(own: Arguments, { usage }: PricingContext): readonly Component[] {
  if (own.flag("performanceInsightsEnabled") !== true) return [];
  const retention = own.number("performanceInsightsRetentionPeriod") ?? FREE_RETENTION_DAYS;
  const requests = usage.number("monthly_additional_performance_insights_requests");
  const calls = counted("Performance Insights API", "rds.performance_insights.api", requests, 1000, "1000 requests");
  return [
    ...(retention > FREE_RETENTION_DAYS
      ? [gap("the price of Performance Insights kept for more than 7 days is not in the price table")]
      : []),
    ...(requests?.eq(0) === true ? [] : [rarelyUsed(calls)]),
  ];
}
