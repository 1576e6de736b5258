import { DEFAULT_HABITS, type PeakLoad } from "../../model/capacity";
import type { DeclaredLoad } from "../../model/cost";
import { UsageError } from "../failure";

/** Configuration keys that say more of the busiest minute than the declared load does, with the most each may be. */
const KEYS = {
  peakFactor: { least: 1, most: 1000, meaning: "the busiest minute over the average of the month" },
  staticShare: { least: 0, most: 1, meaning: "the share of requests for files, 0 to 1" },
  messagesPerWrite: { least: 0, most: 1000, meaning: "messages that a write leaves on a queue" },
  webSockets: { least: 0, most: 100_000_000, meaning: "WebSockets that are open in the busiest minute" },
} as const;

/**
 * The busiest minute of a declared load, from the project's configuration and the defaults of model/capacity/load.ts.
 * @throws UsageError for a value that is no number in its range
 */
export function declaredPeak(
  project: string,
  stack: string,
  config: { readonly [key: string]: string },
  load: DeclaredLoad,
): PeakLoad {
  const value = (name: keyof typeof KEYS, otherwise: number): number => {
    const key = `${project}:${name}`;
    const written = config[key];
    if (written === undefined) return otherwise;
    const { least, most, meaning } = KEYS[name];
    const given = Number(written);
    if (written.trim() !== "" && given >= least && given <= most) return given;
    throw new UsageError(
      `${key} in Pulumi.${stack}.yaml is "${written}": it must be ${meaning}, from ${least} to ${most}.`,
    );
  };
  const peakFactor = value("peakFactor", DEFAULT_HABITS.peakFactor);
  return {
    averageRps: load.requestsPerSecond,
    peakRps: load.requestsPerSecond * peakFactor,
    readShare: load.readShare,
    staticShare: value("staticShare", DEFAULT_HABITS.staticShare),
    messagesPerWrite: value("messagesPerWrite", DEFAULT_HABITS.messagesPerWrite),
    payloadKiB: load.payloadKiB,
    storedGiB: load.storedGiB,
    webSockets: value("webSockets", 0),
  };
}
