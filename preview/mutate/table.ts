import { FAULTS } from "./faults";
import type { Measured } from "./measure";

/** What was measured, by stack: rows are faults, cells how many of those tried were detected. */
export function mutationTable(stacks: ReadonlyMap<string, Measured>): string {
  const names = [...stacks.keys()];
  const cell = (stack: string, fault: string): string => {
    const tally = stacks.get(stack)?.tallies.find((each) => each.fault === fault);
    if (tally === undefined) return "";
    const counted = `${tally.detected}/${tally.applied}${tally.unknown > 0 ? ` (${tally.unknown} unknown)` : ""}`;
    return [tally.applied > 0 && counted, tally.harmless > 0 && "harmless"].filter(Boolean).join(", ");
  };
  const rows = FAULTS.map(({ name }) => row([name, ...names.map((stack) => cell(stack, name))]));
  return [
    row(["one fault", ...names]),
    row(["---", ...names.map(() => "---")]),
    ...rows,
    row(["**all**", ...names.map((stack) => `**${total(stacks.get(stack))}**`)]),
    row(["false alarms without a fault", ...names.map((stack) => String(stacks.get(stack)?.falseAlarms.length ?? 0))]),
    row([
      "false alarms after what does no harm",
      ...names.map((stack) => String(stacks.get(stack)?.overHarmless.length ?? 0)),
    ]),
  ].join("\n");
}

/** Kinds of faults that do no harm, or none in some places, each with the reason. */
export function harmlessList(): string {
  return FAULTS.flatMap(({ name, harmless }) => (harmless ? [`- ${name}: ${harmless.reason}`] : [])).join("\n");
}

/** One column of a table, as cells by fault. */
export function columnOf(table: string, stack: string): ReadonlyMap<string, string> {
  const lines = table.split("\n").map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((each) => each.trim()),
  );
  const at = lines[0]?.indexOf(stack) ?? -1;
  return new Map(lines.slice(2).map((cells) => [cells[0] ?? "", cells[at] ?? ""]));
}

function total(measured: Measured | undefined): string {
  const tallies = measured?.tallies ?? [];
  const sum = (of: (tally: (typeof tallies)[number]) => number) => tallies.reduce((all, each) => all + of(each), 0);
  return `${sum(({ detected }) => detected)}/${sum(({ applied }) => applied)}`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
