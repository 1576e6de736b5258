import { CACHE_HIT_SHARE } from "./demand";
import { carriedBy } from "./figures";
import type { PeakLoad } from "./load";
import { machineSize } from "./machine-size";

/** The rungs in the order in which a site climbs them. */
export const SIZED_RUNGS = [
  "single-server",
  "two-tier",
  "load-balanced",
  "cached",
  "services",
  "sharded",
  "multi-region",
] as const;
export type SizedRung = (typeof SIZED_RUNGS)[number];

/** Configuration of a rung that carries a load, by key; or what gives way before it. */
export type Sizing =
  | { readonly config: { readonly [key: string]: string }; readonly tooSmall?: undefined }
  | { readonly tooSmall: string; readonly config?: undefined };

/** Machines to choose from, the cheapest first; larger ones cost as much per vCPU. */
const SIZES = ["t4g.small", "t4g.medium", "t4g.large", "m7g.large", "m7g.xlarge", "m7g.2xlarge", "m7g.4xlarge"];
const DATABASE_SIZES = [...SIZES, "m7g.8xlarge", "m7g.16xlarge"];
const CACHE_SIZES = ["t4g.small", "t4g.medium", "m7g.large", "m7g.xlarge", "m7g.2xlarge", "m7g.4xlarge"];
/** How full a machine may be in the busiest minute: above it, waiting times grow fast. */
const FULL = 0.7;
/** Machines or tasks of one kind that are still easy to roll over. */
const MOST_SERVERS = 60;
const MOST_TASKS = 400;
const MOST_REPLICAS = 5;
const MOST_SHARDS = 16;
/** Zones of everything above one server: a third of the members may go at once. */
const ZONES = 3;
const ZONE_SPARE = ZONES / (ZONES - 1);
/** vCPUs of a task of a service, and the services that share the requests behind the gateway. */
const TASK_VCPUS = 0.5;
const SERVICES_BEHIND_GATEWAY = 3;
/** Databases of the services rung: users and posts. */
const SERVICE_DATABASES = 2;
/** GiB of database per GiB of uploads: rows are small beside pictures. */
const ROWS_PER_UPLOADS = 0.1;
const HASHES = 2 ** 32;

/** Sizes one rung for a load, each tier at most 70 % full in the busiest minute with a zone gone. */
export function sizingOf(rung: SizedRung, load: PeakLoad): Sizing {
  const peak = rates(load);
  switch (rung) {
    case "single-server":
      return withLoad(load, server(appVcpus(peak) + databaseVcpus(peak.reads, peak.writes)));
    case "two-tier":
      return withLoad(load, server(appVcpus(peak)), database(peak.reads, peak.writes, 0, load));
    case "load-balanced":
      return withLoad(load, fleet(peak, load), database(peak.reads, peak.writes, 0, load), STANDBY);
    case "cached": {
      const behind = { ...peak, reads: peak.reads * (1 - load.staticShare) };
      return withLoad(load, fleet(behind, load), cache(behind.reads), cachedDatabase(behind, 1, load), STANDBY);
    }
    case "services": {
      const behind = { ...peak, reads: peak.reads * (1 - load.staticShare) };
      return withLoad(load, tasks(behind, load), cache(behind.reads), cachedDatabase(behind, SERVICE_DATABASES, load));
    }
    default:
      return sharded(peak, load);
  }
}

interface Rates {
  readonly reads: number;
  readonly writes: number;
}

function rates({ peakRps, readShare }: PeakLoad): Rates {
  return { reads: peakRps * readShare, writes: peakRps * (1 - readShare) };
}

const STANDBY: Sizing = { config: { databaseStandby: "true" } };

/** Joins the parts; the first that is too small speaks for all. */
function withLoad(load: PeakLoad, ...parts: readonly Sizing[]): Sizing {
  const small = parts.find(({ tooSmall }) => tooSmall !== undefined);
  if (small !== undefined) return small;
  const declared = {
    requestsPerSecond: String(Math.max(1, Math.ceil(load.averageRps))),
    readShare: String(load.readShare),
    payloadKiB: String(load.payloadKiB),
    storedGiB: String(Math.max(1, Math.ceil(load.storedGiB))),
  };
  return { config: Object.assign({}, ...parts.map(({ config }) => config), declared) as { [key: string]: string } };
}

function appVcpus({ reads, writes }: Rates): number {
  return reads / carriedBy(1, "app.reads") + writes / carriedBy(1, "app.writes");
}

function databaseVcpus(reads: number, writes: number): number {
  return reads / carriedBy(1, "database.reads") + writes / carriedBy(1, "database.writes");
}

function smallest(sizes: readonly string[], vcpus: number): string | undefined {
  return sizes.find((type) => (machineSize(type)?.vcpus ?? 0) * FULL >= vcpus);
}

function server(vcpus: number): Sizing {
  const type = smallest(SIZES, vcpus);
  return type === undefined ? { tooSmall: "one server" } : { config: { serverType: type } };
}

function fleet(peak: Rates, load: PeakLoad): Sizing {
  const vcpus = appVcpus(peak) / FULL;
  const quiet = vcpus * (load.averageRps / load.peakRps);
  const count = (type: string, need: number): number =>
    Math.ceil((need * ZONE_SPARE) / (machineSize(type)?.vcpus ?? 1));
  const type =
    SIZES.find((each) => count(each, vcpus) <= MOST_SERVERS / 4) ??
    SIZES.find((each) => count(each, vcpus) <= MOST_SERVERS);
  if (type === undefined) return { tooSmall: "the fleet of servers" };
  const least = Math.max(ZONES, count(type, quiet));
  return {
    config: {
      serverType: type,
      serversMinimum: String(least),
      serversMaximum: String(Math.max(least, ZONES * 2, count(type, vcpus))),
    },
  };
}

function tasks(peak: Rates, load: PeakLoad): Sizing {
  const gateway = (peak.reads + peak.writes) / carriedBy(1, "app.gateway");
  const service = appVcpus(peak) / SERVICES_BEHIND_GATEWAY;
  const worker = (peak.writes * load.messagesPerWrite) / carriedBy(1, "app.messages");
  const need = Math.max(gateway, service, worker) / FULL;
  const most = Math.ceil((need * ZONE_SPARE) / TASK_VCPUS);
  if (most > MOST_TASKS) return { tooSmall: "the tasks of one service" };
  const least = Math.max(ZONES, Math.ceil(most * (load.averageRps / load.peakRps)));
  return { config: { tasksMinimum: String(least), tasksMaximum: String(Math.max(least, ZONES * 2, most)) } };
}

function database(reads: number, writes: number, replicas: number, load: PeakLoad): Sizing {
  const perReader = replicas === 0 ? 0 : databaseVcpus(reads / replicas, 0);
  const primary = databaseVcpus(replicas === 0 ? reads : 0, writes);
  const size = smallest(DATABASE_SIZES, Math.max(primary, perReader));
  if (size === undefined) return { tooSmall: "the primary of the database" };
  return {
    config: {
      databaseClass: `db.${size}`,
      databaseReplicas: String(replicas),
      databaseStorageGiB: String(Math.min(65_536, Math.max(20, Math.ceil(load.storedGiB * ROWS_PER_UPLOADS)))),
    },
  };
}

/** What a cache leaves, spread over some databases; as many replicas as keep them no larger than the primary must be. */
function cachedDatabase({ reads, writes }: Rates, count: number, load: PeakLoad): Sizing {
  const missed = (reads * (1 - CACHE_HIT_SHARE)) / count;
  const written = (writes * (1 + load.messagesPerWrite)) / count;
  const share = { ...load, storedGiB: load.storedGiB / count };
  const primary = Math.max(databaseVcpus(0, written), 0.1);
  const wanted = Math.ceil(databaseVcpus(missed, 0) / primary);
  return database(missed, written, Math.min(MOST_REPLICAS, Math.max(2, wanted)), share);
}

function cache(reads: number): Sizing {
  const size = smallest(CACHE_SIZES, reads / carriedBy(1, "cache.operations") / (ZONES - 1));
  return size === undefined
    ? { tooSmall: "the cache" }
    : { config: { cacheType: `cache.${size}`, cacheNodes: String(ZONES) } };
}

/** As few shards as carry it, a power of two so that ranges split in halves. */
function sharded(peak: Rates, load: PeakLoad): Sizing {
  const behind = { ...peak, reads: peak.reads * (1 - load.staticShare) };
  const rest = [tasks(behind, load), cache(behind.reads)];
  for (let shards = 2; shards <= MOST_SHARDS; shards *= 2) {
    const data = cachedDatabase(behind, SERVICE_DATABASES * shards, load);
    if (data.config !== undefined) return withLoad(load, ...rest, data, { config: shardConfig(shards) });
  }
  return { tooSmall: `${MOST_SHARDS} shards` };
}

function shardConfig(count: number): { readonly [key: string]: string } {
  const width = HASHES / count;
  const names = Array.from({ length: count }, (_, index) => `shard-${index + 1}`);
  const ranges = names.map((shard, index) => ({ from: index * width, to: (index + 1) * width - 1, shard }));
  return { shards: JSON.stringify(names.slice(1)), shardRanges: JSON.stringify(ranges) };
}
