import type { PlannedLoss } from "../report/change";
import { displayResource } from "./names";
import type { Style } from "./style";
import { wrapped } from "./table";

/** Resources with data that would go: too loud to be overlooked, never shortened. */
export function renderLosses(losses: readonly PlannedLoss[], style: Style): string[] {
  if (losses.length === 0) return [];
  const { bold, red, yellow, green } = style.colours;
  const count = losses.filter(({ lost, allowed }) => lost && !allowed).length;
  const title =
    count > 0
      ? red(
          bold(`  !! DATA WOULD BE LOST: ${count} of the changes below ${count === 1 ? "takes" : "take"} data away !!`),
        )
      : yellow(bold("  Resources with data are affected"));
  const nameOf = ({ name, urn }: PlannedLoss): string =>
    losses.some((other) => other.name === name && other.urn !== urn) ? `'${urn}'` : name;
  return [
    "",
    title,
    ...losses.flatMap((loss) => {
      const colour = loss.lost && !loss.allowed ? red : yellow;
      const what = loss.kind === "may-replace" ? "may replace" : loss.kind;
      const allowed = loss.allowed ? green(" allowed by --allow-replace") : "";
      return [
        `  ${colour(bold(`${what.toUpperCase()} ${displayResource(loss.urn)}`))}${allowed}`,
        wrapped(`At stake: ${loss.holds}.`, style.width, "      "),
        ...loss.why.map((why) => wrapped(`Because ${why}.`, style.width, "      ")),
        ...loss.safeguards.map((safeguard) => wrapped(safeguard, style.width, "      ")),
        ...(loss.hint === null ? [] : [wrapped(loss.hint, style.width, "      ")]),
        ...(loss.lost && !loss.allowed ? [`      If it is meant: --allow-replace ${nameOf(loss)}`] : []),
      ];
    }),
    "",
  ];
}
