import { readFileSync } from "node:fs";
import path from "node:path";

/**
 * The curve of cost by users that `npm run curve -- --write` left in the project, as SVG; undefined where there is none.
 * @public required lazily, which the search for unused exports cannot see
 */
export function curveOf(directory: string): string | undefined {
  try {
    return readFileSync(path.join(directory, "docs", "curve.svg"), "utf8");
  } catch {
    return undefined;
  }
}
