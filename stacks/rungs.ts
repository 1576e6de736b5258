import { Topology } from "./setting-keys";

/** What a rung is made of, as far as its configuration must fit. */
export interface Rung {
  /** What runs the app: one server, servers behind a load balancer, or tasks. */
  readonly compute: "server" | "fleet" | "tasks";
  /** Whether the database is on RDS, which needs two zones. */
  readonly rds: boolean;
  /** Whether people rely on it so much that somebody must hear of alarms. */
  readonly watched: boolean;
  /** Whether users may be spread over several databases. */
  readonly shards?: true;
  /** How many regions it stands in, if more than one. */
  readonly regions?: 2;
}

/** The ladder, from the bottom up. */
export const RUNGS: { readonly [topology in Topology]: Rung } = {
  [Topology.SingleServer]: { compute: "server", rds: false, watched: false },
  [Topology.TwoTier]: { compute: "server", rds: true, watched: false },
  [Topology.LoadBalanced]: { compute: "fleet", rds: true, watched: false },
  [Topology.Cached]: { compute: "fleet", rds: true, watched: false },
  [Topology.Services]: { compute: "tasks", rds: true, watched: true },
  [Topology.Sharded]: { compute: "tasks", rds: true, watched: true, shards: true },
  [Topology.MultiRegion]: { compute: "tasks", rds: true, watched: true, shards: true, regions: 2 },
};
