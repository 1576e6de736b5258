import type { FlowAvailability } from "../../model/assessment";
import type { Style } from "./style";
import { wrapped } from "./table";

const SHOWN = 4;

/** What AWS's promises add up to, one line a flow; `--full` shows all flows, and where each figure comes from. */
export function renderAvailability(flows: readonly FlowAvailability[], style: Style): string {
  if (flows.length === 0) return "";
  const { bold, dim } = style.colours;
  const shown = style.full ? flows : flows.slice(0, SHOWN);
  const lines = shown.map(({ flow, minutesPerMonth, arithmetic, leftOut }) => {
    const without = leftOut.length > 0 ? `; without ${leftOut.join(", ")}` : "";
    return wrapped(`- ${flow}: ${minutesPerMonth} min a month (${arithmetic}${without})`, style.width, "  ");
  });
  const sources = style.full
    ? [...new Set(flows.flatMap((flow) => flow.sources))].map((source) => dim(`  [${source}]`))
    : [];
  const more = flows.length - shown.length;
  return [
    `${bold("Availability")}  ${dim("what AWS's published service levels add up to; promises, not measurements")}`,
    ...lines,
    ...(more > 0 ? [dim(`  … and ${more} more flows (--full shows all, with sources)`)] : []),
    ...sources,
  ].join("\n");
}
