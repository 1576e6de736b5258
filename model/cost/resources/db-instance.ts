import { Arguments, part } from "../arguments";
import {
  assume,
  beyondInfracost,
  byUsage,
  type Component,
  counted,
  fixed,
  gap,
  hourly,
  onlyInfracost,
} from "../charge";
import type { Pricer, PricingContext } from "../context";
import { findPrice } from "../prices/table";
import { product } from "../usage";
import { extendedSupport, NOT_ENROLLED } from "./extended-support";
import { performanceInsights } from "./performance-insights";
import { RDS_INSTANCE } from "./types";
import { vcpusOf } from "./vcpus";

interface Database extends Storage {
  readonly engine: string;
  readonly instanceClass: string;
  readonly multiAz: boolean;
}

interface Storage {
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
/** An instance of Aurora outside a cluster resource; its storage is billed with the cluster. */
const AURORA_ENGINES = ["aurora-mysql", "aurora-postgresql"];

/** GiB from which a gp3 volume of MySQL or PostgreSQL is striped over four volumes, with four times the baseline. */
const STRIPED_FROM_GIB = 400;
const GP3_BASELINE = {
  small: { iops: 3000, label: "3,000", MiBps: 125 },
  striped: { iops: 12000, label: "12,000", MiBps: 500 },
};
/** Smallest volume and IOPS that AWS provisions for io1. */
const IO1_LEAST = { GiB: 100, iops: 1000 };

/** An RDS database instance or read replica: compute, storage, IOPS and backups beyond the free share. */
export const dbInstance: Pricer = (resource, context) => {
  const own = new Arguments(resource.inputs);
  // A replica takes what it does not set from its source.
  const source = context.referenced("replicateSourceDb", RDS_INSTANCE)[0];
  return part(() => {
    const database = readDatabase(own, source === undefined ? undefined : new Arguments(source.inputs));
    return [
      ...compute(database, context.region),
      ...ownStorage(database, own, context),
      ...part(() => backups(own, database.engine, context)),
      ...part(() => extras(own, database, context)),
    ];
  });
};

function readDatabase(own: Arguments, source: Arguments | undefined): Database {
  return {
    engine: (source?.text("engine") ?? own.neededText("engine")).toLowerCase(),
    instanceClass: own.text("instanceClass") ?? own.neededText("instanceClass"),
    multiAz: own.flag("multiAz") ?? false,
    ...readStorage(own, source),
  };
}

function readStorage(own: Arguments, source: Arguments | undefined): Storage {
  const iops = own.number("iops") ?? source?.number("iops");
  return {
    storageType: own.text("storageType") ?? source?.text("storageType") ?? ((iops ?? 0) > 0 ? "io1" : "gp2"),
    allocatedGiB: own.number("allocatedStorage") ?? source?.number("allocatedStorage") ?? 20,
    iops,
    throughputMiBps: own.number("storageThroughput") ?? source?.number("storageThroughput"),
  };
}

function compute(database: Database, region: string): readonly Component[] {
  const { engine, instanceClass } = database;
  if (![...PRICED_ENGINES, ...AURORA_ENGINES].includes(engine)) {
    return [gap(`the price table has RDS for MySQL, PostgreSQL and MariaDB, not for ${engine}`)];
  }
  const zones = database.multiAz ? "Multi-AZ" : "Single-AZ";
  const item = `Database instance (on-demand, ${zones}, ${instanceClass})`;
  if (AURORA_ENGINES.includes(engine)) return [hourly(item, `aurora.${engine}.${instanceClass}.standard`, 1)];
  const key = `rds.${engine}.${instanceClass}.${suffix(database)}`;
  if (engine !== "mariadb" || findPrice(key, region) !== undefined) return [hourly(item, key, 1)];
  return [
    hourly(item, `rds.mysql.${instanceClass}.${suffix(database)}`, 1),
    assume("MariaDB is taken at the price of MySQL, as the one class with a sourced price of both is"),
  ];
}

function suffix(database: Database): string {
  return database.multiAz ? "multi_az" : "single_az";
}

/** A replica has the storage of its source; infracost reads only what the replica sets, and bills storage for Aurora. */
function ownStorage(database: Database, own: Arguments, context: PricingContext): readonly Component[] {
  const seen = { ...database, ...readStorage(own, undefined) };
  const seenByInfracost = onlyInfracost(storage(seen, context));
  if (AURORA_ENGINES.includes(database.engine)) return seenByInfracost;
  const billed = storage(database, context);
  if (JSON.stringify(seen) === JSON.stringify(database)) return billed;
  return [...beyondInfracost(billed), ...seenByInfracost];
}

function storage(database: Database, context: PricingContext): readonly Component[] {
  const name = STORAGE_NAMES[database.storageType];
  if (name === undefined) {
    const unpriced = gap(`the price table has no RDS storage of type ${database.storageType}`);
    return [...beyondInfracost([unpriced]), ...onlyInfracost(storage({ ...database, storageType: "gp2" }, context))];
  }
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
      ? beyondInfracost([gap(`the price of gp3 throughput above ${baseline.MiBps} MiB/s is not in the price table`)])
      : []),
  ];
}

/** Backups up to the size of the provisioned storage are free; what is kept beyond it depends on how much changes. */
function backups(own: Arguments, engine: string, context: PricingContext): readonly Component[] {
  const kept = own.number("backupRetentionPeriod") ?? 0;
  const extra = context.usage.number("additional_backup_storage_gb");
  if (kept === 0 && (extra === null || extra.eq(0))) return [];
  const key = AURORA_ENGINES.includes(engine) ? "aurora.backup" : "rds.backup";
  return [byUsage("Additional backup storage", key, extra, "GB")];
}

function extras(own: Arguments, database: Database, context: PricingContext): readonly Component[] {
  const burstable = /^db\.(t3|t4g)\./.test(database.instanceClass);
  const credits = product(
    context.usage.number("monthly_cpu_credit_hrs"),
    context.usage.number("vcpu_count") ?? vcpusOf(database.instanceClass) ?? null,
  );
  const enrolled = own.text("engineLifecycleSupport") !== NOT_ENROLLED;
  const version = own.text("engineVersion");
  return [
    ...(burstable && credits?.gt(0) ? [byUsage("CPU credits", "rds.cpu_credits.t3_t4g", credits, "vCPU-hours")] : []),
    ...(burstable && credits === null
      ? [byUsage("CPU credits", "rds.cpu_credits.t3_t4g", null, "vCPU-hours", { beyondInfracost: true })]
      : []),
    ...(own.flag("manageMasterUserPassword") === true
      ? [fixed("Master password secret", "secretsmanager.secret", 1, "months", { beyondInfracost: true })]
      : []),
    ...performanceInsights(own, database.instanceClass, context.usage),
    ...(enrolled ? extendedSupport({ ...database, version }) : []),
  ];
}
