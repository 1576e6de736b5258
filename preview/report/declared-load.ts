import type { DeclaredLoad } from "../../model/cost";
import { UsageError } from "../failure";

/** The configuration keys of a project that declare its load, with the range each must lie in. */
const KEYS: { readonly [key in keyof DeclaredLoad]: { readonly most: number; readonly meaning: string } } = {
  requestsPerSecond: { most: 10_000_000, meaning: "requests a second, averaged over the month" },
  readShare: { most: 1, meaning: "the share of requests that only read, 0 to 1" },
  payloadKiB: { most: 1_048_576, meaning: "KiB that a request moves" },
  storedGiB: { most: 1_000_000_000, meaning: "GiB of stored files" },
};

/**
 * The load that a project declares in its configuration (`<project>:requestsPerSecond` and the others). Undefined unless all
 * four are there: usage-driven cost then stays open.
 * @throws UsageError for a value that is no number in its range
 */
export function declaredLoad(
  project: string,
  stack: string,
  config: { readonly [key: string]: string },
): DeclaredLoad | undefined {
  const load: { -readonly [key in keyof DeclaredLoad]?: number } = {};
  for (const [name, { most, meaning }] of Object.entries(KEYS)) {
    const key = `${project}:${name}`;
    const written = config[key];
    if (written === undefined) return undefined;
    const value = Number(written);
    if (written.trim() === "" || !Number.isFinite(value) || value < 0 || value > most) {
      throw new UsageError(`${key} in Pulumi.${stack}.yaml is "${written}": it must be ${meaning}, at most ${most}.`);
    }
    load[name as keyof DeclaredLoad] = value;
  }
  return load as DeclaredLoad;
}
