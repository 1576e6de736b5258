import { closest, distance } from "fastest-levenshtein";

/** `; did you mean monthly_requests?`, or nothing where no known name is near. */
export function didYouMean(written: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const nearest = closest(written, [...known]);
  const isNear = distance(written, nearest) <= Math.max(3, Math.ceil(written.length / 2));
  return isNear ? `; did you mean ${nearest}?` : "";
}
