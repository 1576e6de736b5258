import Ajv, { type ErrorObject } from "ajv";
import { didYouMean } from "../../model/cost/usage-file/nearest";
import type { Rule } from "../../policies/rule";
import { policies } from "../../policies/rules";
import { UsageError } from "../failure";

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"];
const LEVEL = "enforcementLevel";

/**
 * Refuses a configuration of the pack that would be ignored: the CLI passes over a rule or a setting that it does not know,
 * and a budget under a name with a typo holds nobody.
 * @throws UsageError for the first thing that is wrong, with its place and what would be right
 */
export function checkLevels(file: string, config: { readonly [name: string]: unknown }): void {
  for (const [name, value] of Object.entries(config)) {
    const rule = policies.find((each) => each.name === name);
    if (rule === undefined && name !== "all") {
      const known = ["all", ...policies.map((each) => each.name)];
      throw new UsageError(`${file}: ${name} is no policy of the pack${didYouMean(name, known)}`);
    }
    if (value === null || typeof value !== "object" || Array.isArray(value)) checkLevel(`${file}: ${name}`, value);
    else checkSettings(`${file}: ${name}`, { ...value }, rule);
  }
}

function checkLevel(place: string, level: unknown): void {
  if (typeof level === "string" && LEVELS.includes(level)) return;
  const near = typeof level === "string" ? didYouMean(level, LEVELS) : "";
  throw new UsageError(`${place} is ${JSON.stringify(level)}: it must be one of ${LEVELS.join(", ")}${near}`);
}

function checkSettings(place: string, settings: { readonly [key: string]: unknown }, rule: Rule | undefined): void {
  const properties = rule?.configSchema?.properties ?? {};
  if (settings[LEVEL] !== undefined) checkLevel(`${place}.${LEVEL}`, settings[LEVEL]);
  const { [LEVEL]: _, ...own } = settings;
  for (const key of Object.keys(own)) {
    if (key in properties) continue;
    const known = [LEVEL, ...Object.keys(properties)];
    throw new UsageError(`${place}.${key} is no setting of it${didYouMean(key, known)}`);
  }
  const valid = new Ajv({ strict: false }).compile({ type: "object", properties, additionalProperties: true });
  const [error] = valid(own) ? [] : (valid.errors ?? []);
  if (error !== undefined) throw new UsageError(sentence(place, error));
}

/** `monthly-budget.monthlyUsd must be >= 0`. */
function sentence(place: string, { instancePath, message }: ErrorObject): string {
  return `${place}${instancePath.replaceAll("/", ".")} ${message}`;
}
