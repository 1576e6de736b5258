import type { Urn } from "../../model/plan";
import type { PropertyMap } from "../../model/value";
import { awsNestedNames, awsRules } from "./aws-rules";
import namedTypes from "./named-types.json";
import { nameByRule, type Rule } from "./rule";
import { hasRandomPart, type NamingSettings, nameByPattern, type Strategy } from "./settings";

/** An input property that the program left out, and what the provider would fill in. */
export interface AutomaticName {
  readonly property: string;
  readonly value: string;
  /** Whether each deployment makes another one, of random characters. */
  readonly varies: boolean;
}

const COMMON: Rule = { property: "name" };
const named: ReadonlySet<string> = new Set(namedTypes.types);

/**
 * The name that a resource's provider would make up: the same at each preview, where a deployment takes random digits.
 * Undefined where the provider makes none: a type without one, or a program that gave the name or a prefix of it.
 * Throws where the provider would: the name would be too long, or automatic names are switched off.
 */
export function automaticName(
  type: string,
  urn: Urn,
  logicalName: string,
  inputs: PropertyMap,
  settings?: NamingSettings,
): AutomaticName | undefined {
  const rule = awsRules[type] ?? (named.has(type) ? COMMON : undefined);
  if (rule === undefined || isGiven(inputs[rule.property]) || isGiven(inputs[`${rule.property}Prefix`]))
    return undefined;
  const strategy = settings?.strategyFor(type) ?? { mode: "default" };
  const value = madeUp(strategy, rule, type, urn, logicalName, inputs);
  return { property: rule.property, value, varies: varies(strategy, rule) };
}

/** The name that the provider would fill in where an object of a list has none: the same in each of them. */
export interface NestedName extends AutomaticName {
  /** The input property that holds the list. */
  readonly list: string;
}

/** Undefined for a type without such a list; throws as `automaticName` does. */
export function nestedName(
  type: string,
  urn: Urn,
  logicalName: string,
  inputs: PropertyMap,
  settings?: NamingSettings,
): NestedName | undefined {
  const nested = awsNestedNames[type];
  if (nested === undefined) return undefined;
  const { list, rule } = nested;
  const items = inputs[list];
  if (!Array.isArray(items) || !items.some((item) => lacks(item, rule.property))) return undefined;
  const strategy = settings?.strategyFor(type) ?? { mode: "default" };
  const value = madeUp(strategy, rule, type, urn, logicalName, inputs);
  return { list, property: rule.property, value, varies: varies(strategy, rule) };
}

/** Whether a value is an object that is known and has no such property. */
export function lacks(value: unknown, property: string): boolean {
  const isObject = typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
  return isObject && !isGiven((value as PropertyMap)[property]);
}

function varies(strategy: Strategy, rule: Rule): boolean {
  if (strategy.mode === "pattern") return hasRandomPart(strategy.pattern);
  return strategy.mode === "default" && rule.random !== 0;
}

function madeUp(
  strategy: Strategy,
  rule: Rule,
  type: string,
  urn: Urn,
  logicalName: string,
  inputs: PropertyMap,
): string {
  switch (strategy.mode) {
    case "default":
      return nameByRule(rule, type, urn, logicalName, inputs);
    case "verbatim":
      return logicalName;
    case "disabled":
      throw new Error(
        `Automatic naming is disabled by pulumi:autonaming, and ${type} "${logicalName}" has no ${rule.property}: set it.`,
      );
    case "pattern": {
      const proposed = nameByPattern(strategy.pattern, urn, logicalName);
      return strategy.enforce ? proposed : nameByRule({ ...rule, random: 0 }, type, urn, proposed, inputs);
    }
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}
