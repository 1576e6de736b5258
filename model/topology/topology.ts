import type { Urn } from "../plan";
import type { Intent } from "./intent";

/** What a tier is for its callers. */
export type TierKind =
  | "dns"
  | "cdn"
  | "accelerator"
  | "api"
  | "load-balancer"
  | "server"
  | "service"
  | "function"
  | "database"
  | "replica"
  | "proxy"
  | "cache"
  | "queue"
  | "broker"
  | "store";

/**
 * How a tier comes back when it loses members.
 * - managed: AWS runs it over several zones; no failure of one is seen from outside
 * - standby: a copy takes over
 * - replaced: new members are started, wherever it may place them
 * - none: nothing happens until somebody acts
 * - unknown: the argument that decides it is not known at preview
 */
export type Healing = "managed" | "standby" | "replaced" | "none" | "unknown";

/** Where the members of a tier may run, and how far they are spread. */
export interface Placement {
  /** The zones it may use; null where the plan does not tell. */
  readonly zones: readonly string[] | null;
  /** How many different zones it uses; less than `zones` where it is in some of them only; null where not known. */
  readonly zoneCount: number | null;
  /** inferred: the plan shows how many subnets of a network it uses, not which; taken as different ones of one kind. */
  readonly basis: "known" | "inferred" | "unknown";
  /** The subnets it may use. */
  readonly subnets: readonly Urn[];
  /** Of the subnets that it names, how many are of another kind than `subnets`, such as without their way out. */
  readonly others?: number;
  /** In words, where only some of its zones count: such as where a load balancer sends requests. */
  readonly served?: string;
}

/** Members of one kind that stand in for each other. */
export interface Tier {
  readonly urn: Urn;
  readonly name: string;
  /** Short AWS type, such as `ecs/Service`. */
  readonly type: string;
  readonly kind: TierKind;
  /** The resources it is made of, itself included. */
  readonly parts: readonly Urn[];
  /** Members that are always there: the floor of its scaling; null where not known. */
  readonly count: number | null;
  readonly placement: Placement;
  /** Members per zone where each one's place is known; otherwise they are taken as spread evenly. */
  readonly perZone: ReadonlyMap<string, number> | null;
  readonly healing: Healing;
  /** Whether AWS runs it by itself, but only in the zones that it was given, as a load balancer. */
  readonly inGivenZones: boolean;
  /** Whether each zone has an equal share of the requests to itself, as behind a balancer without cross-zone balancing. */
  readonly sharedByZone: boolean;
  /** Whether the scheduler may put all members on one host. */
  readonly packed: boolean;
  /** Whether no user waits for it unless a workload is seen to name it, as a warehouse. */
  readonly aside: boolean;
  /** What its tags say it is for. */
  readonly intent: Intent;
  /** For a replica: the database it copies. */
  readonly copyOf: Urn | null;
  /** Whether data is kept on the members themselves. */
  readonly stateful: boolean;
  /** Region it is in; null where the plan does not tell, or for what AWS serves worldwide. */
  readonly region: string | null;
  /** Further regions in which the same data can be read and written, as with a global table. */
  readonly otherRegions: readonly string[];
}

/** request: waits for the answer. enqueue, consume: by way of a queue. files: objects served as they are. */
export type EdgeKind = "request" | "enqueue" | "consume" | "files";

/** One tier sends to another. */
export interface Edge {
  readonly from: Urn;
  readonly to: Urn;
  readonly kind: EdgeKind;
  /** What in the plan shows it, such as `target group web`. */
  readonly evidence: string;
  /** Of the callee's: those that one caller names under the same one stand in for each other, such as an origin group. */
  readonly standIns?: string;
  /** Whether the caller goes by a name that leaves out what is down. */
  readonly checked?: boolean;
  /** Whether the caller sends the requests that come to it in a zone to members of that zone only. */
  readonly keepsZone?: boolean;
  /** Whether no request takes it as things are, as to the second of a failover that nothing ever starts. */
  readonly idle?: boolean;
}

/** A gateway through which subnets reach the internet and AWS. */
export interface Gateway {
  readonly urn: Urn;
  readonly name: string;
  /** Zone it stands in; null where not known. */
  readonly zone: string | null;
  /** Whether AWS runs it in every zone that uses it, as a regional NAT gateway. */
  readonly spansZones: boolean;
  /** Subnets of which the default route leads to it. */
  readonly subnets: readonly Urn[];
}

/** Something through which a network reaches others, in the zones that it was given. */
export interface Passage {
  readonly urn: Urn;
  readonly name: string;
  /** Such as `secretsmanager`, or what it leads to. */
  readonly leadsTo: string;
  readonly vpc: Urn | null;
  readonly placement: Placement;
  /** The subnets that are routed through it; undefined where it serves the whole network. */
  readonly from?: readonly Urn[];
}

/** A connection to a data centre that has no second. */
export interface Line {
  readonly urn: Urn;
  readonly name: string;
  /** In words: what there is one of. */
  readonly what: string;
}

/** How long Route 53 goes on answering with something that is down, and those who asked remember it. */
export interface NameFailover {
  /** Seconds until Route 53 knows. */
  readonly noticeSeconds: number;
  /** Seconds for which resolvers keep an answer. */
  readonly keepSeconds: number;
}

/** Tiers of which some get no requests, as the idle side of a release; which ones, a preview does not tell. */
export interface WeightedSet {
  readonly tiers: readonly Urn[];
  /** How many of them have a weight of zero. */
  readonly idle: number;
}

/**
 * How a release replaces members.
 * - rolling: some at a time; beside: new ones stand before old ones go; at-once: AWS switches over when the new is ready
 * - in-place: the only member is replaced; unknown: the plan does not say
 */
export interface Release {
  readonly way: "rolling" | "beside" | "at-once" | "in-place" | "unknown";
  /** Share of the members that stays in service at least, 0 to 1. */
  readonly share: number;
  /** Whether a release that fails is taken back by itself; null where not known. */
  readonly goesBack: boolean | null;
  /** Whether alarms take back one that starts well and then fails its users. */
  readonly watched: boolean;
  /** Whether something tells that a new member does not serve; null where not known. */
  readonly checked: boolean | null;
}

/** What stands between data and its deletion, and what is left after it. */
export interface Guard {
  /** Whether AWS or Pulumi refuses to delete it; null where not known. */
  readonly guarded: boolean | null;
  /** Seconds of writes that the way back loses at most; null where there is no way back that the plan shows. */
  readonly lossSeconds: number | null;
}

/** What becomes of a message that cannot be processed: put aside, dropped after some tries, or it stands in the way. */
export type Redrive =
  | { readonly kind: "aside" }
  | { readonly kind: "dropped" }
  | { readonly kind: "blocks"; readonly seconds: number }
  | { readonly kind: "returns"; readonly seconds: number }
  | { readonly kind: "unknown" };

/** A key or a secret without which tiers do not work. */
export interface Withheld {
  readonly urn: Urn;
  readonly kind: "key" | "secret";
  /** Days in which its deletion can be taken back; null where not known. */
  readonly windowDays: number | null;
  /** The only region that it is in; null where it has replicas, or the plan does not tell. */
  readonly region: string | null;
  readonly needed: readonly Urn[];
}

/** What people and programs do to a running system, as far as the plan says how it takes it. */
export interface Operations {
  readonly releases: ReadonlyMap<Urn, Release>;
  readonly guards: ReadonlyMap<Urn, Guard>;
  readonly redrives: ReadonlyMap<Urn, Redrive>;
  readonly withheld: readonly Withheld[];
  /** Tiers of which an alarm tells somebody, and those of which alarms tell nobody. */
  readonly heard: ReadonlySet<Urn>;
  readonly unheard: ReadonlySet<Urn>;
}

/** Who sends requests to whom in a program, where each member runs, and how each fails over. */
export interface Topology {
  readonly region: string | null;
  readonly tiers: ReadonlyMap<Urn, Tier>;
  readonly edges: readonly Edge[];
  /** Tiers that take requests from outside. */
  readonly entries: readonly Urn[];
  readonly gateways: readonly Gateway[];
  /** Interface endpoints, endpoints of gateway load balancers, and attachments of transit gateways. */
  readonly passages: readonly Passage[];
  /** Tiers that requests are shared out among by weight, where a weight is zero. */
  readonly weighted: readonly WeightedSet[];
  readonly operations: Operations;
  readonly lines: readonly Line[];
  /** How long each name goes on leading to what is down, by its tier. */
  readonly nameFailovers: ReadonlyMap<Urn, NameFailover>;
  /** Network of each subnet, where the plan tells. */
  readonly vpcOfSubnet: ReadonlyMap<Urn, Urn>;
  /** Zone of each subnet; null where not known. */
  readonly zoneOfSubnet: ReadonlyMap<Urn, string | null>;
  /** AWS services that have an endpoint inside the network, such as `s3` or `ecr.api`. */
  readonly endpoints: ReadonlySet<string>;
}

/** Whether AWS serves it worldwide, from no region in particular. */
export function isWorldwide(kind: TierKind): boolean {
  return kind === "cdn" || kind === "dns" || kind === "accelerator";
}

export const UNPLACED: Placement = { zones: null, zoneCount: null, basis: "unknown", subnets: [] };
