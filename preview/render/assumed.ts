import type { Assumption } from "../../model/assessment";
import { counted } from "./names";
import type { Style } from "./style";
import { wrapped } from "./table";

const SHORT_LIST = 6;

/** What stands in for values that only AWS knows; empty text when nothing does. */
export function renderAssumed(assumed: readonly Assumption[], style: Style): string {
  if (assumed.length === 0) return "";
  const { bold, dim } = style.colours;
  const notes = [...new Set(assumed.map((each) => `${each.subject}: ${each.note}`))];
  const shown = style.full ? notes : notes.slice(0, SHORT_LIST);
  return [
    `${bold("Assumed")}  ${counted(notes.length, "answer stands", "answers stand")} in for what only AWS knows`,
    ...shown.map((note) => dim(wrapped(note, style.width, "  "))),
    ...(shown.length < notes.length ? [dim(`  … and ${notes.length - shown.length} more (--full shows all)`)] : []),
  ].join("\n");
}
