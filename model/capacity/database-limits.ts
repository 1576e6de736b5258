import type { PlannedResource } from "../plan";
import type { Tier } from "../topology/topology";
import { number, text } from "../value";
import classes from "./class-storage.json";
import type { Demand } from "./demand";
import type { FigureName } from "./figures";
import { each, type LimitShare, limit } from "./limit-share";
import { machineSize } from "./machine-size";
import { processesCalling, type Reaching } from "./processes";

/** Connections that PostgreSQL takes at most by default, however large its machine. Same source as the formula. */
const MOST_POSTGRES_CONNECTIONS = 5000;
/** Share of a machine's memory that RDS counts as the database's: an 8 GiB class takes 856 connections, not 901. */
const DATABASE_MEMORY = 0.95;
/** GiB from which RDS stripes a gp3 volume of PostgreSQL or MySQL over four, and how many times as much those carry. */
const STRIPED = { fromGiB: 400, volumes: 4 };
const GP2 = { least: 100, most: 16_000 };
/** KiB of a page of PostgreSQL. */
const PAGE_KIB = 8;
const BYTES_PER_GIB = 1024 ** 3;
const ASSUMED: readonly FigureName[] = ["database.operationsPerWrite", "database.operationsPerRead"];

/** Connections and storage of an RDS instance; Aurora's storage grows by itself, and a proxy shares its connections. */
export function databaseLimits(tier: Tier, demand: Demand, reaching: Reaching): readonly LimitShare[] {
  const instance = reaching.index.get(tier.urn);
  if (tier.type !== "rds/Instance" || instance === undefined) return [];
  const source = reaching.index.one(instance, "replicateSourceDb", "rds/Instance");
  return [
    ...connections(tier, instance, text((source ?? instance).inputs.engine) ?? "postgres", reaching),
    ...storage(demand, instance, source),
    ...classLimits(demand, text(instance.inputs.instanceClass) ?? ""),
  ];
}

function connections(tier: Tier, { inputs }: PlannedResource, engine: string, reaching: Reaching): LimitShare[] {
  const memory = machineSize(text(inputs.instanceClass) ?? "")?.memoryGiB;
  const formula = ({ postgres: "postgres.connections", mysql: "mysql.connections" } as const)[engine];
  if (memory === undefined || formula === undefined) return [];
  const held = (memory * BYTES_PER_GIB * DATABASE_MEMORY) / each(formula);
  const most = engine === "postgres" ? Math.min(held, MOST_POSTGRES_CONNECTIONS) : held;
  const used = processesCalling(tier, reaching) * each("app.connections");
  return [{ of: "connections", share: used / most, figures: [formula, "app.connections"] }];
}

/** Pages that are read and written, against what the volume carries all the time. */
function storage(demand: Demand, instance: PlannedResource, source: PlannedResource | undefined): LimitShare[] {
  const value = (name: string): number | undefined => number(instance.inputs[name]) ?? number(source?.inputs[name]);
  const type = text(instance.inputs.storageType) ?? text(source?.inputs.storageType) ?? "gp2";
  const allocated = value("allocatedStorage");
  if (allocated === undefined) return [];
  const operations = operationsOf(demand);
  const share = (of: string, used: number, carried: number, figure: FigureName): LimitShare => ({
    ...limit(of, used, figure, ...ASSUMED),
    share: used / carried,
  });
  if (type === "gp2") {
    const carried = Math.min(GP2.most, Math.max(GP2.least, allocated * each("gp2.iops")));
    return [share("I/O operations", operations, carried, "gp2.iops")];
  }
  if (type !== "gp3") {
    const provisioned = value("iops");
    return provisioned === undefined
      ? []
      : [{ of: "I/O operations", share: operations / provisioned, figures: ASSUMED }];
  }
  const volumes = allocated >= STRIPED.fromGiB ? STRIPED.volumes : 1;
  const [iops, throughput] = [value("iops") ?? 0, value("storageThroughput") ?? 0];
  return [
    share("I/O operations", operations, Math.max(iops, each("gp3.iops") * volumes), "gp3.iops"),
    share(
      "storage throughput",
      (operations * PAGE_KIB) / 1024,
      Math.max(throughput, each("gp3.throughput") * volumes),
      "gp3.throughput",
    ),
  ];
}

/** What a class carries between its machine and its volume, however much the volume could. */
function classLimits(demand: Demand, instanceClass: string): readonly LimitShare[] {
  const carried = (classes as { readonly [type: string]: ClassStorage | undefined })[
    instanceClass.replace(/^db\./, "")
  ];
  if (carried === undefined) return [];
  const operations = operationsOf(demand);
  const megabytes = (operations * PAGE_KIB * 1024) / 1e6;
  return [
    { of: "I/O operations of its class", share: operations / carried.iops, figures: ["class.iops", ...ASSUMED] },
    {
      of: "storage throughput of its class",
      share: megabytes / carried.megabytesPerSecond,
      figures: ["class.throughput", ...ASSUMED],
    },
  ];
}

interface ClassStorage {
  readonly iops: number;
  readonly megabytesPerSecond: number;
}

function operationsOf({ reads, writes, messages }: Demand): number {
  return (writes + messages) * each("database.operationsPerWrite") + reads * each("database.operationsPerRead");
}
