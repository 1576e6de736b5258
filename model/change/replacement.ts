import { type PropertyMap, reveal, Secret, Unknown, type Value } from "../value";
import type { PropertyEffect } from "./change";
import { own } from "./differences";
import { type PropertyPath, schemaPath } from "./property-path";
import table from "./replacement-table.json";

/** What the table knows of one resource type. Paths are property names without list positions. */
interface TypeRules {
  /** A change of these replaces the resource. A block listed here replaces when it is added or removed. */
  readonly replaces: readonly string[];
  /** A change of these is made in place; every other property that is not listed may replace. */
  readonly updates: readonly string[];
  /** A change of these replaces under a condition that the plan does not show. */
  readonly mayReplace?: { readonly [path: string]: string };
  /** Left out of the program, these keep what AWS chose: no replacement. */
  readonly keptWhenRemoved?: readonly string[];
  /** Lists whose order says nothing. */
  readonly unordered?: readonly string[];
  /** What the provider takes where nothing is given, if not false, 0 or the empty text. */
  readonly defaults?: { readonly [path: string]: string | number | boolean };
}

const RULES = new Map(Object.entries(table.types as { readonly [type: string]: TypeRules }));

/** Where the rules come from, and their date. */
export const REPLACEMENT_SOURCE = { source: table.source, asOf: table.asOf } as const;

export interface Effect {
  readonly effect: PropertyEffect;
  readonly reason: string | null;
}

const UPDATE: Effect = { effect: "update", reason: null };
const REPLACE: Effect = { effect: "replace", reason: null };

/** Whether the provider of this type takes the list at this place as a set. */
export function isSetProperty(type: string, path: string): boolean {
  return RULES.get(type)?.unordered?.includes(path) ?? false;
}

/** What a difference of a property does to a cloud resource of this type. */
export function effectOf(
  type: string,
  path: PropertyPath,
  before: Value | undefined,
  after: Value | undefined,
): Effect {
  // Tags are never part of what a resource is.
  if (type.startsWith("aws:") && (path[0] === "tags" || path[0] === "tagsAll")) return UPDATE;
  const rules = RULES.get(type);
  if (!rules) return { effect: "may-replace", reason: null };
  const place = schemaPath(path);
  if (isGone(after) && rules.keptWhenRemoved?.includes(place)) {
    return { effect: "update", reason: "left out, it keeps its value" };
  }
  const ruled = ruledBy(rules, place);
  if (ruled.effect !== "update") return ruled;
  return withinBlock(rules, place, reveal(before), reveal(after)) ?? ruled;
}

/** The rule of the place itself or else of the nearest block around it. */
function ruledBy(rules: TypeRules, place: string): Effect {
  for (let at = place; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf(".")))) {
    const condition = rules.mayReplace?.[at];
    if (condition !== undefined) return { effect: "may-replace", reason: condition };
    if (rules.replaces.includes(at)) return REPLACE;
    if (rules.updates.includes(at)) return UPDATE;
  }
  const holdsRules = rules.replaces.some((other) => other.startsWith(`${place.split(".")[0]}.`));
  return holdsRules ? UPDATE : { effect: "may-replace", reason: "not in the table of properties" };
}

/** A block that comes or goes as a whole replaces if something inside it does. */
function withinBlock(rules: TypeRules, place: string, before: Value | undefined, after: Value | undefined) {
  const inside = (path: string): boolean =>
    path.startsWith(`${place}.`) &&
    valuesAt(before, path.slice(place.length + 1)) !== valuesAt(after, path.slice(place.length + 1));
  if (rules.replaces.some(inside)) return REPLACE;
  const condition = Object.entries(rules.mayReplace ?? {}).find(([path]) => inside(path));
  return condition && ({ effect: "may-replace", reason: condition[1] } as const);
}

/** The values at a place inside a block or a list of blocks, as text to compare. */
function valuesAt(value: Value | undefined, path: string): string {
  const found: Value[] = [];
  const collect = (inner: Value | undefined, parts: readonly string[]): void => {
    const plain = reveal(inner);
    const [part, ...rest] = parts;
    if (Array.isArray(plain)) for (const item of plain as readonly Value[]) collect(item, parts);
    else if (part === undefined) found.push(plain ?? null);
    else if (isBlock(plain)) collect(own(plain, part), rest);
  };
  collect(value, path.split("."));
  return JSON.stringify(
    found
      .filter((each) => !isNothing(each))
      .map((each) => JSON.stringify(each))
      .sort(),
  );
}

/** Whether a property that only one side gives says what the provider takes anyway, so that nothing changes. */
export function saysTheDefault(
  type: string,
  path: PropertyPath,
  before: Value | undefined,
  after: Value | undefined,
): boolean {
  const given = isGone(before) ? after : isGone(after) ? before : undefined;
  const rules = RULES.get(type);
  const place = schemaPath(path);
  if (given === undefined || !rules?.replaces.includes(place) || rules.keptWhenRemoved?.includes(place)) return false;
  const plain = reveal(given) ?? null;
  const fallback = rules.defaults?.[place];
  return fallback === undefined ? isNothing(plain) : plain === fallback;
}

function isGone(value: Value | undefined): boolean {
  return value === undefined || value === null;
}

function isNothing(value: Value): boolean {
  return (
    value === null || value === false || value === 0 || value === "" || (Array.isArray(value) && value.length === 0)
  );
}

function isBlock(value: Value | undefined): value is PropertyMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Unknown) &&
    !(value instanceof Secret)
  );
}
