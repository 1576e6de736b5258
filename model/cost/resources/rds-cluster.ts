import Big from "big.js";
import type { PlannedResource } from "../../plan";
import { Arguments, part } from "../arguments";
import {
  beyondInfracost,
  byUsage,
  type Component,
  counted,
  gap,
  HOURS_PER_MONTH,
  hourly,
  onlyInfracost,
  rarelyUsed,
} from "../charge";
import type { Pricer, PricingContext } from "../context";
import { product, type Usage } from "../usage";
import { extendedSupport, NOT_ENROLLED } from "./extended-support";
import { performanceInsights } from "./performance-insights";
import { RDS_CLUSTER } from "./types";
import { vcpusOf } from "./vcpus";

const SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600;

/** An Aurora cluster: storage, I/O, backups. Its instances are resources of their own. */
export const rdsCluster: Pricer = (resource, { usage }) =>
  part(() => {
    const cluster = new Arguments(resource.inputs);
    const engine = cluster.text("engine") ?? "aurora-mysql";
    if (!engine.startsWith("aurora")) return [gap("Multi-AZ clusters of RDS are not in the price table")];
    const serverless = cluster.text("engineMode") === "serverless";
    const optimized = cluster.text("storageType") === "aurora-iopt1";
    return [
      ...(serverless ? [byUsage("Aurora serverless", "aurora.serverless_v1", acuHours(usage), "ACU-hours")] : []),
      optimized
        ? byUsage("Storage (I/O-optimized)", "aurora.storage.io_optimized", usage.number("storage_gb"), "GB")
        : byUsage("Storage", "aurora.storage.standard", usage.number("storage_gb"), "GB"),
      // With I/O-Optimized storage requests are free; infracost still counts them.
      {
        ...counted("I/O requests", "aurora.io.standard", ioRequests(usage), 1e6, "1M requests"),
        ...(optimized ? { onlyInfracost: true } : {}),
      },
      ...backups(cluster, usage),
      ...(serverless || engine.includes("postgresql") ? [] : [backtrack(cluster, usage)]),
      rarelyUsed(byUsage("Snapshot export", "aurora.snapshot_export", usage.number("snapshot_export_size_gb"), "GB")),
    ];
  });

function acuHours(usage: Usage): Big | null {
  return product(usage.number("capacity_units_per_hr"), HOURS_PER_MONTH);
}

function ioRequests(usage: Usage): Big | null {
  const [writes, reads] = [usage.number("write_requests_per_sec"), usage.number("read_requests_per_sec")];
  return writes === null || reads === null ? null : writes.plus(reads).times(SECONDS_PER_MONTH);
}

/** One day of backups is free; each further day keeps another snapshot. */
function backups(cluster: Arguments, usage: Usage): readonly Component[] {
  const days = cluster.number("backupRetentionPeriod") ?? 1;
  if (days <= 1) return [];
  return [byUsage("Backup storage", "aurora.backup", product(usage.number("backup_snapshot_size_gb"), days - 1), "GB")];
}

function backtrack(cluster: Arguments, usage: Usage): Component {
  const perHour = product(usage.number("average_statements_per_hr"), usage.number("change_records_per_statement"));
  const records = product(product(perHour, HOURS_PER_MONTH), usage.number("backtrack_window_hrs"));
  const charge = counted("Backtrack", "aurora.backtrack", records, 1e6, "1M change-records");
  return cluster.has("backtrackWindow") ? charge : rarelyUsed(charge);
}

/** An instance of an Aurora cluster: by the hour of its class, or by capacity unit where serverless. */
export const rdsClusterInstance: Pricer = (resource, context) =>
  part(() => {
    const own = new Arguments(resource.inputs);
    const cluster = clusterOf(resource, context);
    const engine = own.text("engine") ?? cluster?.text("engine") ?? "aurora-mysql";
    const instanceClass = own.neededText("instanceClass");
    const optimized = cluster?.text("storageType") === "aurora-iopt1";
    const mode = optimized ? "io_optimized" : "standard";
    const beside = [
      ...performanceInsights(own, instanceClass, context.usage),
      ...support(own, cluster, engine, instanceClass),
    ];
    if (instanceClass === "db.serverless") {
      return [...serverlessUnits(cluster, optimized, context.usage), ...beside];
    }
    return [
      hourly(`Database instance (on-demand, ${instanceClass})`, `aurora.${engine}.${instanceClass}.${mode}`, 1),
      ...credits(instanceClass, context.usage),
      ...beside,
    ];
  });

/** An instance runs its cluster's version; infracost reads only what the instance itself says. */
function support(
  own: Arguments,
  cluster: Arguments | undefined,
  engine: string,
  instanceClass: string,
): readonly Component[] {
  const lifecycle = cluster?.text("engineLifecycleSupport");
  const of = (version: string | undefined): readonly Component[] =>
    extendedSupport({ engine, version, instanceClass, multiAz: false });
  const declared = own.text("engineVersion");
  const seen = own.has("engine") ? of(declared) : [];
  const billed = lifecycle === NOT_ENROLLED ? [] : of(declared ?? cluster?.text("engineVersion"));
  if (JSON.stringify(seen) === JSON.stringify(billed)) return billed;
  return [...beyondInfracost(billed), ...onlyInfracost(seen)];
}

function clusterOf(resource: PlannedResource, context: PricingContext): Arguments | undefined {
  const found = context.referenced("clusterIdentifier", RDS_CLUSTER)[0];
  return found === undefined || found.urn === resource.urn ? undefined : new Arguments(found.inputs);
}

/** Serverless v2: declared capacity, or the least that the cluster keeps running. */
function serverlessUnits(cluster: Arguments | undefined, optimized: boolean, usage: Usage): readonly Component[] {
  const item = optimized ? "Aurora serverless v2 (I/O-optimized)" : "Aurora serverless v2";
  const key = `aurora.serverless_v2.${optimized ? "io_optimized" : "standard"}`;
  const least = cluster?.record("serverlessv2ScalingConfiguration").number("minCapacity") ?? 0;
  const declared = acuHours(usage);
  const units = byUsage(item, key, declared, "ACU-hours");
  if (declared !== null || least === 0) return [units];
  const kept = { note: `at least ${least} ACU × ${HOURS_PER_MONTH} h` };
  return [
    ...beyondInfracost([byUsage(item, key, new Big(least).times(HOURS_PER_MONTH), "ACU-hours", kept)]),
    ...onlyInfracost([units]),
  ];
}

function credits(instanceClass: string, usage: Usage): readonly Component[] {
  const hours = product(
    usage.number("monthly_cpu_credit_hrs"),
    usage.number("vcpu_count") ?? vcpusOf(instanceClass) ?? null,
  );
  if (!/^db\.(t3|t4g)\./.test(instanceClass) || hours === null || hours.eq(0)) return [];
  return [byUsage("CPU credits", "aurora.cpu_credits.t3_t4g", hours, "vCPU-hours")];
}
