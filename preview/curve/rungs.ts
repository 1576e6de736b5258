import { SIZED_RUNGS, type SizedRung } from "../../model/capacity/sizing";
import { type CurvePoint, type CurveWishes, cheapest, everyRung, type Trial } from "./point";

/** What every rung costs for one number of users. */
export interface RungCosts {
  readonly users: number;
  /** In the order of the ladder: USD a month, or why it does not serve. */
  readonly rungs: readonly { readonly rung: SizedRung; readonly usd: number | null; readonly because: string | null }[];
}

/** All rungs at all sizes, and the cheapest of each. */
export async function rungCosts(
  project: string,
  sizes: readonly number[],
  wishes: CurveWishes,
): Promise<{ readonly points: readonly CurvePoint[]; readonly costs: readonly RungCosts[] }> {
  const tried: { readonly users: number; readonly trials: readonly Trial[] }[] = [];
  for (const users of sizes) tried.push({ users, trials: await everyRung(project, users, wishes) });
  return {
    points: tried.map(({ users, trials }) => cheapest(users, trials)),
    costs: tried.map(({ users, trials }) => ({
      users,
      rungs: SIZED_RUNGS.map((rung, index) => ({ rung, ...costOf(trials[index] ?? "") })),
    })),
  };
}

function costOf(trial: Trial): { readonly usd: number | null; readonly because: string | null } {
  if (typeof trial === "string") return { usd: null, because: trial };
  return { usd: Math.round(trial.fixedUsd + trial.usageUsd), because: null };
}

/** USD a month of every rung as a Markdown table; the cheapest in bold, a dash where one does not serve. */
export function rungTable(costs: readonly RungCosts[]): string {
  const head = ["users", ...SIZED_RUNGS];
  const rows = costs.map(({ users, rungs }) => {
    const least = Math.min(...rungs.map(({ usd }) => usd ?? Number.POSITIVE_INFINITY));
    const cells = rungs.map(({ usd }) => {
      if (usd === null) return "–";
      return usd === least ? `**${usd.toLocaleString("en-US")}**` : usd.toLocaleString("en-US");
    });
    return [users.toLocaleString("en-US"), ...cells];
  });
  return [head, head.map(() => "--:"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
