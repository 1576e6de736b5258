import { assessCapacity, DEFAULT_HABITS, loadOf, type PeakLoad, type UserHabits } from "../../model/capacity";
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

/** Tries the rungs from the bottom up, and the one above the first that serves: a CDN may save more than it costs. */
export async function curvePoint(project: string, users: number, wishes: CurveWishes): Promise<CurvePoint> {
  const load = loadOf(users, wishes.habits);
  const target = wishes.target ?? targetFor(users);
  const serving: CurvePoint[] = [];
  let because = "nothing lower";
  for (const rung of SIZED_RUNGS) {
    const tried = await tryRung(project, { users, load, target, rung, because });
    if (typeof tried === "string") because = tried;
    else serving.push(tried);
    if (serving.length === 2 || (serving.length === 1 && typeof tried === "string")) break;
  }
  const [lowest, above] = serving;
  if (lowest === undefined) {
    throw new UsageError(`${users.toLocaleString("en-US")} users are more than the ladder carries: ${because}.`);
  }
  if (above === undefined || above.usdPerUser >= lowest.usdPerUser) return lowest;
  return { ...above, because: `${lowest.rung} costs more` };
}

interface Trial {
  readonly users: number;
  readonly load: PeakLoad;
  readonly target: Target;
  readonly rung: SizedRung;
  /** Why the rung below does not serve. */
  readonly because: string;
}

/** The point of a rung, or why it does not serve. */
async function tryRung(project: string, { users, load, target, rung, because }: Trial): Promise<CurvePoint | string> {
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
    bottleneck: bottleneck === null ? "" : nameOf(bottleneck.urn),
    because,
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
