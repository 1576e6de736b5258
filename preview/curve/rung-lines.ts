import type { RungCosts } from "./rungs";
import type { LogScale } from "./scale";
import { px, text } from "./svg-text";

/** Pixels between the names of two lines. */
const LABEL_HEIGHT = 12;

interface RungLine {
  readonly rung: string;
  readonly places: readonly { readonly users: number; readonly usd: number }[];
}

/** What each rung costs where it serves, whether or not another costs less. */
export function rungLines(rungs: readonly RungCosts[]): readonly RungLine[] {
  const names = rungs[0]?.rungs.map(({ rung }) => rung) ?? [];
  return names.map((rung) => ({
    rung,
    places: rungs.flatMap((size) => {
      const usd = size.rungs.find((each) => each.rung === rung)?.usd ?? null;
      return usd === null ? [] : [{ users: size.users, usd }];
    }),
  }));
}

export function otherRung({ places }: RungLine, x: LogScale, y: LogScale): string[] {
  const points = places.map(({ users, usd }) => `${px(x.at(users))},${px(y.at(usd))}`);
  return points.length < 2 ? [] : [`<polyline class="rung-line" points="${points.join(" ")}"/>`];
}

/** Names at the left ends of the lines, moved apart where lines run close. */
export function labels(every: readonly RungLine[], x: LogScale, y: LogScale): string[] {
  let above = Number.POSITIVE_INFINITY;
  return every.flatMap(({ rung, places }) => {
    const [first] = places;
    if (first === undefined || places.length < 2) return [];
    above = Math.min(y.at(first.usd) - 5, above - LABEL_HEIGHT);
    return [text(x.at(first.users) + 8, above, "rung-text halo", rung)];
  });
}
