/** A table of which no cell can break out of its own. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  return [line(titles), `|${titles.map(() => " --- |").join("")}`, ...rows.map(line)].join("\n");
}

/** A bar that is escaped already stays as it is. */
function cell(content: string): string {
  return content.replaceAll(/(?<!\\)\|/g, "\\|").replaceAll("\n", " ");
}

/** Text that nothing in it can turn into markup, a mention or an image. */
export function text(content: string): string {
  return content.replaceAll(/[\\`*_[\]<>#|]/g, "\\$&").replaceAll("@", "@\u200b");
}

export function code(content: string): string {
  return `\`${content.replaceAll("`", "'")}\``;
}
