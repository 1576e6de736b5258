import Big from "big.js";
import type { CostLine, CostReport } from "../assessment";
import type { Change } from "../change";
import type { PlannedResource, Urn } from "../plan";

/** One line of the bill that an earlier plan had otherwise, or not at all. */
export interface CostLineChange {
  /** In the later plan; of a deleted resource in the earlier one. */
  readonly urn: Urn;
  /** Null where the line is new. */
  readonly before: CostLine | null;
  /** Null where the line is gone. */
  readonly after: CostLine | null;
  /** USD a month more, as a decimal string, negative for less; null where either depends on usage that nobody declared. */
  readonly difference: string | null;
  /** What led to it: `new`, `deleted`, or the arguments that changed, such as `instanceClass`. */
  readonly reasons: readonly string[];
}

/** What a change of the plan does to the monthly bill. Amounts are decimal strings in USD a month. */
export interface CostChange {
  readonly before: CostReport["monthly"];
  readonly after: CostReport["monthly"];
  readonly difference: string;
  /** The largest difference first. */
  readonly lines: readonly CostLineChange[];
}

const MOST_REASONS = 3;

/** Compares two bills line by line; `changes` are those between the two plans, and say why. */
export function compareCosts(before: CostReport, after: CostReport, changes: readonly Change[]): CostChange {
  const byUrn = new Map(changes.map((change) => [change.urn, change]));
  const present = new Map(changes.map(({ urn, previousUrn }) => [previousUrn ?? urn, urn]));
  const linesBefore = grouped(before.lines, ({ urn }) => present.get(urn) ?? urn);
  const linesAfter = grouped(after.lines, ({ urn }) => urn);
  const lines = [...new Set([...linesBefore.keys(), ...linesAfter.keys()])].flatMap((urn) =>
    paired(linesBefore.get(urn) ?? [], linesAfter.get(urn) ?? [])
      .filter(isDifferent)
      .map((pair) => ({ urn, ...pair, difference: differenceOf(pair), reasons: reasonsFor(urn, byUrn) })),
  );
  return {
    before: before.monthly,
    after: after.monthly,
    difference: new Big(after.monthly.total).minus(before.monthly.total).toString(),
    lines: lines.sort((one, other) => weight(other) - weight(one)),
  };
}

interface Pair {
  readonly before: CostLine | null;
  readonly after: CostLine | null;
}

/** Lines of one resource: those of the same name belong together, then those that bill the same thing in another size. */
function paired(before: readonly CostLine[], after: readonly CostLine[]): readonly Pair[] {
  const pairs: Pair[] = [];
  const old = [...before];
  const left: CostLine[] = [];
  const take = (isPartner: (line: CostLine) => boolean): CostLine | undefined => {
    const index = old.findIndex(isPartner);
    return index < 0 ? undefined : old.splice(index, 1)[0];
  };
  for (const line of after) {
    const partner = take(({ item }) => item === line.item);
    if (partner) pairs.push({ before: partner, after: line });
    else left.push(line);
  }
  for (const line of left) {
    const partner = take((other) => stem(other) === stem(line) && other.unit === line.unit);
    pairs.push({ before: partner ?? null, after: line });
  }
  return [...pairs, ...old.map((line) => ({ before: line, after: null }))];
}

/** `Database instance (on-demand, Multi-AZ, db.t4g.small)` without the size. */
function stem({ item }: CostLine): string {
  return item.replace(/ \(.*$/, "");
}

function isDifferent({ before, after }: Pair): boolean {
  return before?.monthly !== after?.monthly || before?.unitPrice !== after?.unitPrice;
}

function differenceOf({ before, after }: Pair): string | null {
  const was = before === null ? "0" : before.monthly;
  const is = after === null ? "0" : after.monthly;
  return was === null || is === null ? null : new Big(is).minus(was).toString();
}

function weight({ difference }: CostLineChange): number {
  return difference === null ? -1 : Math.abs(Number(difference));
}

function reasonsFor(urn: Urn, changes: ReadonlyMap<Urn, Change>): readonly string[] {
  const own = changes.get(urn);
  if (own?.kind === "create") return ["new"];
  if (own?.kind === "delete") return ["deleted"];
  const paths = argumentsOf(own);
  if (paths.length > 0) return paths;
  const used = own?.after ? usedBy(own.after) : [];
  const users = [...changes.values()].filter(({ after }) => after !== null && usedBy(after).includes(urn));
  const others = [...used.map((each) => changes.get(each)), ...users];
  return others
    .filter((change) => change !== undefined && change.kind !== "same")
    .slice(0, MOST_REASONS)
    .map((change) => `${change?.name}: ${change?.kind === "update" ? argumentsOf(change).join(", ") : change?.kind}`);
}

/** The changed arguments; names and tags cost nothing. */
function argumentsOf(change: Change | undefined): readonly string[] {
  const paths = (change?.properties ?? []).map(({ path }) => path);
  return paths.filter((path) => !/^(tags|tagsAll|name|description)\b/.test(path)).slice(0, MOST_REASONS);
}

function usedBy(resource: PlannedResource): readonly Urn[] {
  return [...new Set([...resource.dependencies, ...Object.values(resource.propertyDependencies).flat()])];
}

function grouped(lines: readonly CostLine[], keyOf: (line: CostLine) => Urn): ReadonlyMap<Urn, readonly CostLine[]> {
  const groups = new Map<Urn, CostLine[]>();
  for (const line of lines) {
    const key = keyOf(line);
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return groups;
}
