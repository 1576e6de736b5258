import { Mistakes } from "./mistakes";
import type { Network } from "./network";
import type { Tags } from "./tags";
import { CACHE_LIMITS, REDIS, VALKEY } from "./versions";

/** What runs on the nodes; code speaks to both in the same words. */
export const CacheEngine = {
  Valkey: "valkey",
  Redis: "redis",
} as const;
export type CacheEngine = (typeof CacheEngine)[keyof typeof CacheEngine];

/** How code proves itself to the cache. */
export const CacheAuth = {
  /** A password that may do everything. */
  Token: "token",
  /** A user of its own with a password, who may do all that an app does and nothing that an operator does. */
  User: "user",
} as const;
export type CacheAuth = (typeof CacheAuth)[keyof typeof CacheAuth];

export interface CacheArgs {
  /** Its data subnets hold the nodes. */
  readonly network: Network;
  /** Node type: `cache.t4g.small`. */
  readonly nodeType: string;
  /**
   * What runs on the nodes. From Redis to Valkey AWS changes it in place; any other change replaces the cache.
   * @default CacheEngine.Valkey
   */
  readonly engine?: CacheEngine;
  /**
   * How code proves itself. Best decided when the cache is made: one that is there is moved from a token to a user by
   * `aws elasticache modify-replication-group --user-group-ids-to-add … --auth-token-update-strategy DELETE` first.
   * @default CacheAuth.Token
   */
  readonly auth?: CacheAuth;
  /**
   * Nodes, 1 to 6, each in another zone than the one before. From two on, a replica takes over when the primary fails;
   * one alone takes everything it holds with it. More or fewer is a change in place.
   * @default 2
   */
  readonly nodes?: number;
  /**
   * What goes when the memory is full: `volatile-lru` drops what has an end and was not asked for longest, `allkeys-lru` whatever
   * was not asked for longest, `noeviction` refuses writes. Any of Redis's names.
   * @default "volatile-lru"
   */
  readonly evictionPolicy?: string;
  /**
   * Days that a daily snapshot is kept, 0 to 35.
   * @default 1
   */
  readonly snapshotDays?: number;
  /**
   * When the daily snapshot is taken, in UTC, an hour or more: `03:00-04:00`.
   * @default - when AWS sees fit
   */
  readonly snapshotWindow?: string;
  /**
   * When AWS may patch the nodes, one after the other, in UTC, an hour or more: `sun:05:00-sun:06:00`.
   * @default - when AWS sees fit
   */
  readonly maintenanceWindow?: string;
  /**
   * Whether changes happen at once, rather than in the weekly maintenance window.
   * @default false
   */
  readonly applyImmediately?: boolean;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

/** Version and parameter family of an engine. */
export function cacheRelease(engine: CacheEngine): { readonly version: string; readonly family: string } {
  return engine === CacheEngine.Valkey ? VALKEY : REDIS;
}

const EVICTION = /^(noeviction|(allkeys|volatile)-(lru|lfu|random)|volatile-ttl)$/;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const MINUTES_PER_DAY = 24 * 60;

/** Reports everything that is wrong with the arguments. */
export function checkCache(name: string, args: CacheArgs): void {
  const { network, nodeType, nodes = 2, snapshotDays = 1, engine = CacheEngine.Valkey, auth = CacheAuth.Token } = args;
  const { evictionPolicy = "volatile-lru", snapshotWindow, maintenanceWindow } = args;
  new Mistakes()
    .require(
      nodes === 1 || network.zones >= 2,
      "network",
      `must span two zones or more for ${nodes} nodes, got ${network.zones}; or write nodes: 1`,
    )
    .require(nodeType.startsWith("cache."), "nodeType", `must be a node type such as cache.t4g.small, got ${nodeType}`)
    .require(isOneOf(CacheEngine, engine), "engine", `must be one of ${wordsOf(CacheEngine)}, got ${engine}`)
    .require(isOneOf(CacheAuth, auth), "auth", `must be one of ${wordsOf(CacheAuth)}, got ${auth}`)
    .requireRange("nodes", nodes, 1, CACHE_LIMITS.maxNodes)
    .requireRange("snapshotDays", snapshotDays, 0, CACHE_LIMITS.maxSnapshotDays)
    .require(
      EVICTION.test(evictionPolicy),
      "evictionPolicy",
      `must be a policy such as volatile-lru or allkeys-lru, got ${evictionPolicy}`,
    )
    .require(
      snapshotWindow === undefined || minutesOf(snapshotWindow, /^(\d\d):(\d\d)-(\d\d):(\d\d)$/) >= 60,
      "snapshotWindow",
      `must be an hour or more of a day in UTC such as 03:00-04:00, got ${snapshotWindow}`,
    )
    .require(
      maintenanceWindow === undefined || hasWeeklyHour(maintenanceWindow),
      "maintenanceWindow",
      `must be an hour or more of a week in UTC such as sun:05:00-sun:06:00, got ${maintenanceWindow}`,
    )
    .throwFor("Cache", name);
}

function isOneOf(words: Readonly<Record<string, string>>, word: string): boolean {
  return Object.values(words).includes(word);
}

function wordsOf(words: Readonly<Record<string, string>>): string {
  return Object.values(words).join(", ");
}

/** Minutes from the first to the second time of a day, over midnight if need be; 0 for anything else. */
function minutesOf(window: string, pattern: RegExp): number {
  const [, ...parts] = pattern.exec(window) ?? [];
  const [fromHour = NaN, fromMinute = NaN, toHour = NaN, toMinute = NaN] = parts.map(Number);
  if (![fromHour, toHour].every((hour) => hour < 24) || ![fromMinute, toMinute].every((minute) => minute < 60)) {
    return 0;
  }
  return (toHour * 60 + toMinute - fromHour * 60 - fromMinute + MINUTES_PER_DAY) % MINUTES_PER_DAY;
}

function hasWeeklyHour(window: string): boolean {
  const [, from = "", start = "", to = "", end = ""] = /^(\w{3}):(\d\d:\d\d)-(\w{3}):(\d\d:\d\d)$/.exec(window) ?? [];
  const days = [DAYS.indexOf(from), DAYS.indexOf(to)] as const;
  if (days.includes(-1)) {
    return false;
  }
  const minutes = minutesOf(`${start}-${end}`, /^(\d\d):(\d\d)-(\d\d):(\d\d)$/);
  const isNextDay = days[1] === (days[0] + 1) % DAYS.length;
  return minutes >= 60 && (days[0] === days[1] ? start < end : isNextDay && start > end);
}
