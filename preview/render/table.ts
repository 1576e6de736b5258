import Table from "cli-table3";
import type { Style } from "./style";

export interface Column {
  readonly title: string;
  readonly align?: "left" | "right";
  /** Most columns it may take; longer cells wrap. */
  readonly width?: number;
}

const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};

/** A table without borders, indented by two, titles dimmed. */
export function table(style: Style, columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const grid = new Table({
    head: columns.map((column) => style.colours.dim(column.title)),
    colAligns: columns.map((column) => column.align ?? "left"),
    colWidths: columns.map((column) => column.width ?? null),
    wordWrap: true,
    chars: NO_BORDERS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0, compact: true },
  });
  grid.push(...rows.map((row) => [...row]));
  return grid
    .toString()
    .split("\n")
    .map((line) => `  ${line}`.trimEnd())
    .join("\n");
}

/** Breaks text into lines of at most `width` columns, each behind `indent`. */
export function wrapped(sentence: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of sentence.split(/\s+/)) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.map((each) => indent + each).join("\n");
}
