import type { ErrorObject, ValidateFunction } from "ajv";
import { didYouMean } from "../../model/cost/usage-file/nearest";
import type { PolicyConfig } from "../../policies/analyze";
import { policies } from "../../policies/rules";
import { UsageError } from "../failure";

const LEVELS = ["advisory", "mandatory", "remediate", "disabled"];
const RULES = new Map(policies.map((policy) => [policy.name, policy]));

/**
 * A configuration of the pack, checked as the CLI's engine would before a rule runs: the names of rules, their levels and
 * the properties of each by its own schema.
 * @param file where it stands, for messages
 * @throws UsageError that names the file, the key, the value and what would be right, one sentence for each mistake
 */
export function checkedPolicyConfig(file: string, written: unknown): PolicyConfig {
  if (!isObject(written)) throw new UsageError(`${file} must hold a JSON object such as {"all":"advisory"}.`);
  const mistakes = Object.entries(written).flatMap(([name, setting]) => mistakesOf(name, setting));
  if (mistakes.length > 0)
    throw new UsageError(
      mistakes.map((mistake) => `${file}: ${mistake}${mistake.endsWith("?") ? "" : "."}`).join("\n"),
    );
  return written as PolicyConfig;
}

function mistakesOf(name: string, setting: unknown): readonly string[] {
  if (name !== "all" && !RULES.has(name))
    return [`${name} is no rule of the pack${didYouMean(name, ["all", ...RULES.keys()])}`];
  if (!isObject(setting)) return levelMistakes(name, setting);
  const { enforcementLevel, ...properties } = setting;
  return [
    ...(enforcementLevel === undefined ? [] : levelMistakes(`${name}.enforcementLevel`, enforcementLevel)),
    ...propertyMistakes(name, properties),
  ];
}

function levelMistakes(key: string, level: unknown): readonly string[] {
  if (typeof level === "string" && LEVELS.includes(level)) return [];
  return [`${key} is ${JSON.stringify(level)}; a level is one of ${LEVELS.join(", ")}`];
}

function propertyMistakes(name: string, properties: { readonly [key: string]: unknown }): readonly string[] {
  const schema = RULES.get(name)?.configSchema;
  const known = Object.keys(schema?.properties ?? {});
  const unknown = Object.keys(properties).filter((key) => !known.includes(key));
  if (unknown.length > 0) {
    return unknown.map((key) => {
      const takes = known.length === 0 ? "takes a level only" : `takes ${known.join(", ")}`;
      return `${name}.${key} is not known: ${name} ${takes}${didYouMean(key, known)}`;
    });
  }
  if (schema === undefined || Object.keys(properties).length === 0) return [];
  const valid = validators.get(name) ?? validatorOf(schema);
  validators.set(name, valid);
  return valid(properties) ? [] : [...new Set((valid.errors ?? []).map((error) => inWords(name, error)))];
}

const validators = new Map<string, ValidateFunction>();

/** Loads ajv where a rule is given properties: most configurations set levels only. */
function validatorOf(schema: object): ValidateFunction {
  const { default: Ajv } = require("ajv") as typeof import("ajv");
  return new Ajv({ allErrors: true, verbose: true, strict: false }).compile({ type: "object", ...schema });
}

/** `monthly-budget.monthlyUsd is -5; it must be >= 0`. */
function inWords(name: string, { instancePath, message, data, params }: ErrorObject): string {
  const key = `${name}${instancePath.replaceAll("/", ".").replaceAll(/\.(\d+)/g, "[$1]")}`;
  const choices = Array.isArray(params.allowedValues) ? `: ${params.allowedValues.join(", ")}` : "";
  return `${key} is ${JSON.stringify(data)}; it ${message}${choices}`;
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}
