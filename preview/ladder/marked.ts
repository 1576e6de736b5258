import { readFileSync, writeFileSync } from "node:fs";
import { UsageError } from "../failure";

/**
 * What stands between `<!-- name -->` and `<!-- /name -->` in a file.
 * @throws UsageError when the marks are not there
 */
export function readMarked(file: string, name: string): string {
  const [, inside] = parts(file, name);
  return inside.trim();
}

/** Puts a text there. */
export function writeMarked(file: string, name: string, text: string): void {
  const [before, , after] = parts(file, name);
  writeFileSync(file, `${before}\n${text}\n${after}`);
}

function parts(file: string, name: string): readonly [string, string, string] {
  const text = readFileSync(file, "utf8");
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start < 0 || end < start) throw new UsageError(`${file} must hold ${open} and, after it, ${close}`);
  const inside = start + open.length;
  return [text.slice(0, inside), text.slice(inside, end), text.slice(end)];
}
