import type { UsageValues } from "../usage";
import { InputProblem, shown } from "./document";
import { type KeyShape, type UsageKeys, usageKeysOf } from "./known-types";
import { didYouMean } from "./nearest";

/** Keys of infracost's `aws_data_transfer`, which is no resource of a plan. */
const DATA_TRANSFER_KEYS: UsageKeys = {
  region: "text",
  monthly_intra_region_gb: "number",
  monthly_outbound_internet_gb: "number",
  monthly_outbound_us_east_to_us_east_gb: "number",
  monthly_outbound_other_regions_gb: "number",
};

/** Hours of a month: the most that something can run. */
const MOST_HOURS = 744;

function keysOf(type: string): UsageKeys {
  return type === "aws_data_transfer" ? DATA_TRANSFER_KEYS : usageKeysOf(type);
}

/** Whether a type is billed by every one of the keys. */
export function takesAll(values: UsageValues, type: string): boolean {
  return Object.keys(values).every((key) => key in keysOf(type));
}

/**
 * Checks the keys of one entry against those of its type.
 * @throws InputProblem for the first that the type does not have, or whose value is of another kind
 */
export function checkKeys(values: UsageValues, type: string, path: string): void {
  const known = keysOf(type);
  for (const [key, value] of Object.entries(values)) {
    checkKey(value, known[key], `${path}.${key}`, type, didYouMean(key, Object.keys(known)));
    const below = known[key];
    if (typeof value !== "object" || typeof below !== "object") continue;
    for (const [inner, figure] of Object.entries(value)) {
      checkKey(figure, below[inner], `${path}.${key}.${inner}`, type, didYouMean(inner, Object.keys(below)));
    }
  }
}

function checkKey(value: unknown, shape: KeyShape | undefined, path: string, type: string, hint: string): void {
  if (shape === undefined) throw new InputProblem(`${path} is no usage that ${type} is billed by${hint}`);
  if (typeof shape === "object") {
    if (typeof value === "object") return;
    throw new InputProblem(`${path} is ${shown(value)}: it must hold ${Object.keys(shape).join(", ")}`);
  }
  if (shape === "text" ? typeof value === "string" : isFigure(value)) {
    if (path.endsWith(".monthly_hrs") && Number(value) > MOST_HOURS) {
      throw new InputProblem(`${path} is ${shown(value)}: a month has at most ${MOST_HOURS} hours`);
    }
    return;
  }
  throw new InputProblem(
    `${path} is ${shown(value)}: it must be a ${shape === "text" ? "word" : "figure of at least 0"}`,
  );
}

function isFigure(value: unknown): boolean {
  return typeof value === "number" || (typeof value === "string" && /^\d+(\.\d+)?$/.test(value.trim()));
}
