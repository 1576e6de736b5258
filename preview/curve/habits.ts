import { DEFAULT_HABITS, type UserHabits } from "../../model/capacity";
import { didYouMean } from "../../model/cost/usage-file/nearest";
import { UsageError } from "../failure";

/** The most that each may be; at least, all are 0, and the peak is no less than the average. */
const MOST: UserHabits = {
  dailyShare: 1,
  requestsPerVisit: 1_000_000,
  peakFactor: 1000,
  readShare: 1,
  staticShare: 1,
  messagesPerWrite: 1000,
  payloadKiB: 1_000_000,
  storedMiBPerUser: 1_000_000,
  connectedShare: 1,
};

/**
 * The habits of users, some of them said on the command line as `key=value`.
 * @throws UsageError for an unknown key, with the nearest known one, and for a value out of range
 */
export function habitsFrom(written: readonly string[]): UserHabits {
  const said = written.map((each) => {
    const [key = "", value = ""] = each.split("=");
    const most = new Map<string, number>(Object.entries(MOST)).get(key);
    if (most === undefined) {
      throw new UsageError(
        `--habit ${key} is none of ${Object.keys(MOST).join(", ")}${didYouMean(key, Object.keys(MOST))}`,
      );
    }
    const given = Number(value);
    const least = key === "peakFactor" ? 1 : 0;
    if (value.trim() === "" || !(given >= least) || given > most) {
      throw new UsageError(`--habit ${key} is "${value}": it must be a number from ${least} to ${most}`);
    }
    return [key, given] as const;
  });
  return { ...DEFAULT_HABITS, ...Object.fromEntries(said) };
}
