/** One rung as it is typically run: what its row in the table is about. */
export interface LadderRung {
  /** Value of `topology`, and name of the file in stacks/. */
  readonly topology: string;
  /** The environment whose file it starts from. */
  readonly stack: string;
  /** What is set over that file: size, safety, and the load that it is meant for. */
  readonly config: { readonly [key: string]: string };
}

const SMALL_AND_SAFE = {
  zones: "3",
  natGateways: "per-zone",
  databaseStandby: "true",
  serversMinimum: "3",
  serversMaximum: "9",
  alertEmails: '["oncall@example.com"]',
};

const TWO_SHARDS = {
  shards: '["shard-2"]',
  shardRanges: '[{"from":0,"to":2147483647,"shard":"shard-1"},{"from":2147483648,"to":4294967295,"shard":"shard-2"}]',
  tasksMinimum: "6",
  tasksMaximum: "24",
};

/** From the bottom up. Each can be previewed so: `npm run preview -- <stack> --config key=value …`. */
export const LADDER: readonly LadderRung[] = [
  { topology: "single-server", stack: "dev", config: {} },
  {
    topology: "two-tier",
    stack: "dev",
    config: { zones: "2", databaseClass: "db.t4g.small", requestsPerSecond: "5", storedGiB: "5" },
  },
  {
    topology: "load-balanced",
    stack: "staging",
    config: { ...SMALL_AND_SAFE, requestsPerSecond: "30", storedGiB: "20" },
  },
  {
    topology: "cached",
    stack: "staging",
    config: { ...SMALL_AND_SAFE, databaseReplicas: "2", requestsPerSecond: "100", storedGiB: "100" },
  },
  { topology: "services", stack: "prod", config: {} },
  { topology: "sharded", stack: "prod", config: { ...TWO_SHARDS, requestsPerSecond: "1000", storedGiB: "2000" } },
  {
    topology: "multi-region",
    stack: "prod",
    config: { ...TWO_SHARDS, secondRegion: "us-west-2", requestsPerSecond: "2000", storedGiB: "4000" },
  },
];
