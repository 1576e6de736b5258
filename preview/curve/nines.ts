import { expectedAvailability, frontier } from "../../model/capacity/availability";
import { previewed } from "../ladder/previewed";
import { LADDER } from "../ladder/rungs";

/** A rung, or one with something less, with what it costs and how much of the year it serves reads. */
export interface NinesPoint {
  readonly variant: string;
  /** USD a month by time alone: the same use costs the same in all of them. */
  readonly usd: number;
  /** Share of the year, 0 to 1. */
  readonly availability: number;
  /** Nothing cheaper is as available. */
  readonly onFrontier: boolean;
}

/** One load for all, so that they differ by what they survive only. */
const SAME_LOAD = { requestsPerSecond: "5", storedGiB: "5" };

interface Variant {
  readonly rung: string;
  readonly less: string;
  readonly config: { readonly [key: string]: string };
}

const VARIANTS: readonly Variant[] = [
  { rung: "load-balanced", less: "a single NAT gateway", config: { natGateways: "single" } },
  { rung: "load-balanced", less: "two zones", config: { zones: "2", serversMinimum: "2" } },
  { rung: "load-balanced", less: "no standby", config: { databaseStandby: "false" } },
  { rung: "cached", less: "a single NAT gateway", config: { natGateways: "single" } },
  { rung: "cached", less: "no replicas", config: { databaseReplicas: "0" } },
  { rung: "services", less: "no replicas", config: { databaseReplicas: "0" } },
  { rung: "services", less: "two zones", config: { zones: "2", tasksMinimum: "2", cacheNodes: "2" } },
];

/** Cost against availability over the rungs and their variants, the cheapest first. */
export async function ninesPoints(project: string): Promise<readonly NinesPoint[]> {
  const points: Omit<NinesPoint, "onFrontier">[] = [];
  const all = LADDER.flatMap(({ topology, stack, config }) => [
    { variant: topology, topology, stack, config },
    ...VARIANTS.filter(({ rung }) => rung === topology).map((variant) => ({
      variant: `${topology}, ${variant.less}`,
      topology,
      stack,
      config: { ...config, ...variant.config },
    })),
  ]);
  for (const { variant, topology, stack, config } of all) {
    const report = await previewed(project, stack, { topology, ...config, ...SAME_LOAD });
    points.push({
      variant,
      usd: Number(report.cost.monthly.fixed),
      availability: expectedAvailability(report.failures),
    });
  }
  const best = frontier(points);
  return points.map((point) => ({ ...point, onFrontier: best.includes(point) })).sort((a, b) => a.usd - b.usd);
}

/** As a Markdown table; what nothing cheaper beats in bold. */
export function ninesTable(points: readonly NinesPoint[]): string {
  const rows = points.map(({ variant, usd, availability, onFrontier }) => {
    const name = onFrontier ? `**${variant}**` : variant;
    const hours = (1 - availability) * 365 * 24;
    return `| ${name} | ${Math.round(usd).toLocaleString("en-US")} | ${(availability * 100).toFixed(4)} % | ${hours.toFixed(2)} h |`;
  });
  return ["| rung | fixed USD a month | reads served | down a year |", "| --- | --: | --: | --: |", ...rows].join("\n");
}
