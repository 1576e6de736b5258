import type { Bench, Comparison } from "./comparisons";
import { saturate } from "./load";
import { cpuSeconds } from "./process-figures";
import type { Servers } from "./servers";

export interface Length {
  readonly rounds: number;
  /** Requests of a round to one route. */
  readonly requests: number;
  /** Of a round at a fixed rate. */
  readonly seconds: number;
}

/** What the rounds of one route came to, round by round. */
export interface Measured {
  readonly comparison: Comparison;
  /** Requests a second, beside and of the app. */
  readonly beside: readonly number[];
  readonly app: readonly number[];
  /** Requests for each second of CPU time that the process, the database and the cache took for them. */
  readonly perVcpu: readonly number[];
  readonly perDatabaseVcpu: readonly number[];
  readonly perCacheVcpu: readonly number[];
}

/** Requests until the code that answers them is compiled. */
const WARM_UP = 2_000;

/** Round by round, each route beside its measure: what disturbs one disturbs the other. */
export async function measureRounds(servers: Servers, { comparisons }: Bench, length: Length): Promise<Measured[]> {
  const measured = comparisons.map((comparison) => ({ comparison, rounds: [] as Round[] }));
  for (const { comparison } of measured) {
    for (const call of [comparison.beside, comparison.app]) await saturate(call(), WARM_UP);
  }
  for (let round = 0; round < length.rounds; round++) {
    for (const { comparison, rounds } of measured) rounds.push(await measure(servers, comparison, length.requests));
  }
  return measured.map(({ comparison, rounds }) => ({
    comparison,
    beside: rounds.map(({ beside }) => beside),
    app: rounds.map(({ app }) => app),
    perVcpu: rounds.map(({ perVcpu }) => perVcpu),
    perDatabaseVcpu: rounds.map(({ perDatabaseVcpu }) => perDatabaseVcpu),
    perCacheVcpu: rounds.map(({ perCacheVcpu }) => perCacheVcpu),
  }));
}

interface Round {
  readonly beside: number;
  readonly app: number;
  readonly perVcpu: number;
  readonly perDatabaseVcpu: number;
  readonly perCacheVcpu: number;
}

async function measure(servers: Servers, { beside, app, process }: Comparison, requests: number): Promise<Round> {
  const other = await saturate(beside(), requests);
  const pids = [process.pid, servers.postgresPid, servers.redisPid];
  const before = pids.map(cpuSeconds);
  const own = await saturate(app(), requests);
  const [perVcpu = 0, perDatabaseVcpu = 0, perCacheVcpu = 0] = pids.map(
    (pid, index) => requests / (cpuSeconds(pid) - (before[index] ?? 0)),
  );
  return { beside: other, app: own, perVcpu, perDatabaseVcpu, perCacheVcpu };
}
