import type { Bench, Comparison, Side } from "./comparisons";
import { saturate } from "./load";
import { cpuSeconds } from "./process-figures";
import type { Servers } from "./servers";

export interface Length {
  readonly rounds: number;
  /** Of each side of each route in a round. */
  readonly seconds: number;
  /** Seconds at most that a side is asked before the rounds. */
  readonly warmUpSeconds: number;
}

const WARM_UP_REQUESTS = 8_000;
const WARM_UP_STEP_SECONDS = 2;

/** What one side of one route came to in one round. */
export interface Round {
  /** Requests a second of the clock: they share the processors with whatever else the machine does. */
  readonly perSecond: number;
  /** Requests for each second of CPU time that the process, the database and the cache took for them. */
  readonly perVcpu: number;
  readonly perDatabaseVcpu: number;
  readonly perCacheVcpu: number;
}

/** The rounds of one route: those of the app, and those of what it is beside, of the same time. */
export interface Measured {
  readonly comparison: Comparison;
  readonly beside: readonly Round[];
  readonly app: readonly Round[];
}

/** Round by round, each route beside its measure: what disturbs one disturbs the other. */
export async function measureRounds(servers: Servers, { comparisons }: Bench, length: Length): Promise<Measured[]> {
  const measured = comparisons.map((comparison) => ({ comparison, beside: [] as Round[], app: [] as Round[] }));
  for (const { comparison } of measured) {
    for (const side of [comparison.beside, comparison.app]) await warmUp(side, length.warmUpSeconds);
  }
  for (let round = 0; round < length.rounds; round++) {
    for (const { comparison, beside, app } of measured) {
      beside.push(await measure(servers, comparison.beside, length.seconds));
      app.push(await measure(servers, comparison.app, length.seconds));
    }
  }
  return measured;
}

/** By requests rather than seconds: code is compiled when it has run often, which takes long on a busy machine. */
async function warmUp(side: Side, seconds: number): Promise<void> {
  for (let requests = 0, passed = 0; requests < WARM_UP_REQUESTS && passed < seconds; passed += WARM_UP_STEP_SECONDS)
    requests += (await saturate(side.calls(), WARM_UP_STEP_SECONDS)).requests;
}

async function measure({ postgresPid, redisPid }: Servers, side: Side, seconds: number): Promise<Round> {
  const pids = [side.process.pid, postgresPid, redisPid];
  const before = pids.map(cpuSeconds);
  const { requests, perSecond } = await saturate(side.calls(), seconds);
  const [perVcpu = 0, perDatabaseVcpu = 0, perCacheVcpu = 0] = pids.map(
    (pid, index) => requests / (cpuSeconds(pid) - (before[index] ?? 0)),
  );
  return { perSecond, perVcpu, perDatabaseVcpu, perCacheVcpu };
}
