import { assessCapacity, DEFAULT_HABITS, loadOf, type UserHabits } from "../../model/capacity";
import { SIZED_RUNGS, type SizedRung, sizingOf } from "../../model/capacity/sizing";
import { LOWEST_RUNG, meets, type Target, targetFor } from "../../model/capacity/targets";
import { UsageError } from "../failure";
import { previewed } from "../ladder/previewed";
import { LADDER } from "../ladder/rungs";

/** The cheapest rung that carries some number of users and survives what it must. */
export interface CurvePoint {
  readonly users: number;
  readonly target: Target;
  readonly rung: SizedRung;
  /** The environment whose file it starts from. */
  readonly stack: string;
  readonly config: { readonly [key: string]: string };
  readonly peakRps: number;
  /** USD a month. */
  readonly fixedUsd: number;
  readonly usageUsd: number;
  readonly usdPerUser: number;
  /** Requests a second at which the first tier gives way, and its name. */
  readonly carriesRps: number;
  readonly bottleneck: string;
  /** Why no lower rung serves: what gives way in it, or what it does not survive. */
  readonly because: string;
}

/** What was asked for instead of the defaults. */
export interface CurveWishes {
  readonly habits: UserHabits;
  /** Undefined: by the number of users. */
  readonly target: Target | undefined;
}

export const DEFAULT_WISHES: CurveWishes = { habits: DEFAULT_HABITS, target: undefined };

/** A rung that carries a number of users and survives what it must, or why it does not. */
export type Trial = CurvePoint | string;

/** Tries the rungs from the bottom up, and the one above the first that serves: a CDN may save more than it costs. */
export async function curvePoint(project: string, users: number, wishes: CurveWishes): Promise<CurvePoint> {
  const trials: Trial[] = [];
  for (const rung of SIZED_RUNGS) {
    const served = trials.some((trial) => typeof trial !== "string");
    trials.push(await tryRung(project, users, wishes, rung));
    if (served) break;
  }
  return cheapest(users, trials);
}

/** Tries every rung, in the order of the ladder: what `curvePoint` has no patience for. */
export async function everyRung(project: string, users: number, wishes: CurveWishes): Promise<readonly Trial[]> {
  const trials: Trial[] = [];
  for (const rung of SIZED_RUNGS) trials.push(await tryRung(project, users, wishes, rung));
  return trials;
}

/** Of rungs from the bottom up, the one that costs least; and why no lower one serves. */
export function cheapest(users: number, trials: readonly Trial[]): CurvePoint {
  const serving = trials.filter((trial) => typeof trial !== "string");
  const [lowest] = serving;
  if (lowest === undefined) {
    throw new UsageError(`${users.toLocaleString("en-US")} users are more than the ladder carries: ${trials.at(-1)}.`);
  }
  const best = serving.reduce((least, each) => (each.usdPerUser < least.usdPerUser ? each : least), lowest);
  if (best !== lowest) return { ...best, because: `${lowest.rung} costs more` };
  const below = trials[trials.indexOf(lowest) - 1];
  return typeof below === "string" ? { ...lowest, because: below } : lowest;
}

/** The point of a rung, or why it does not serve. */
async function tryRung(project: string, users: number, wishes: CurveWishes, rung: SizedRung): Promise<Trial> {
  const load = loadOf(users, wishes.habits);
  const target = wishes.target ?? targetFor(users);
  const unsafe = `${rung} does not survive the loss of a ${target}`;
  if (SIZED_RUNGS.indexOf(rung) < SIZED_RUNGS.indexOf(LOWEST_RUNG[target])) return unsafe;
  const sizing = sizingOf(rung, load);
  if (sizing.config === undefined) return `${rung}: ${sizing.tooSmall} does not carry it`;
  const { stack, config: base } = baseOf(rung);
  const config = { ...base, ...sizing.config };
  const { plan, cost, failures } = await previewed(project, stack, { topology: rung, ...config });
  const { tiers, bottleneck } = assessCapacity(plan, load);
  const [fullest] = tiers;
  if (fullest !== undefined && fullest.utilisationAtMost > 1)
    return `${rung}: ${nameOf(fullest.urn)} does not carry it`;
  if (!meets(target, failures)) return unsafe;
  const [fixedUsd, usageUsd] = [Number(cost.monthly.fixed), Number(cost.monthly.usage)];
  return {
    users,
    target,
    rung,
    stack,
    config,
    peakRps: load.peakRps,
    fixedUsd,
    usageUsd,
    usdPerUser: (fixedUsd + usageUsd) / users,
    carriesRps: bottleneck?.atRps ?? load.peakRps,
    bottleneck:
      bottleneck === null ? "" : `${nameOf(bottleneck.urn)}${bottleneck.by === null ? "" : ` (${bottleneck.by})`}`,
    because: "nothing lower",
  };
}

/** What a rung needs besides its sizes, as the table of the ladder documents it. */
function baseOf(rung: SizedRung): { readonly stack: string; readonly config: { readonly [key: string]: string } } {
  const found = LADDER.find(({ topology }) => topology === rung);
  if (found === undefined) throw new Error(`the ladder documents no configuration for ${rung}`);
  return found;
}

/** `aws.rds.Instance main` without its package: `rds.Instance main`. */
function nameOf(urn: string): string {
  const [, , type = "", name = ""] = urn.split("::");
  const [, module = "", kind = ""] = (type.split("$").at(-1) ?? "").split(":");
  return `${module.split("/")[0]}.${kind} ${name}`;
}
