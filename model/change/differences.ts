import type { AutoNames } from "../auto-names";
import type { Urn } from "../plan";
import { type PropertyMap, reveal, Secret, Unknown, type Value } from "../value";
import { sameJson } from "./json-text";
import { type PropertyPath, schemaPath } from "./property-path";

/** Where a property's value comes from in two plans, as far as that can settle what the value itself cannot. */
export type Sources =
  /** From no other resource, in neither plan. */
  | "none"
  /** From the same resources, all of which stay. */
  | "same"
  /** From resources of which some are others or replaced: whether the value changes nobody can say. */
  | "partly"
  /** From resources that are all replaced. */
  | "replaced"
  /** From other resources altogether. */
  | "changed";

export interface Difference {
  readonly path: PropertyPath;
  readonly before: Value | undefined;
  readonly after: Value | undefined;
  /** Where the values alone do not show a difference: what about their sources does. */
  readonly dueTo?: Sources;
}

/** What there is to know when two values of one property are compared. */
export interface Comparison {
  readonly sources: Sources;
  readonly beforeNames: AutoNames;
  readonly afterNames: AutoNames;
  /** The URN that a resource of the earlier plan has in the later one. */
  readonly urnAfter: (before: Urn) => Urn;
  /** Whether the list at this place is a set to the provider: its order is no difference. */
  readonly isSet: (path: string) => boolean;
  /** Told of each secret that cannot be compared. */
  readonly uncompared: (path: PropertyPath) => void;
}

/** How the engine marks a record as a reference to a resource. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

type Plain = Exclude<Value, Secret> | undefined;

/** The places at which two values differ, deepest first where both have the same shape. */
export function differences(
  before: Value | undefined,
  after: Value | undefined,
  path: PropertyPath,
  comparison: Comparison,
): readonly Difference[] {
  if (before instanceof Secret || after instanceof Secret) return secretDifference(before, after, path, comparison);
  const [old, now] = [before ?? undefined, after ?? undefined];
  if (old === undefined && now === undefined) return [];
  const whole = [{ path, before, after }];
  if (old === undefined || now === undefined) return whole;
  if (old instanceof Unknown || now instanceof Unknown) {
    return unknownSettled(old, now, comparison) ? [] : [{ path, before, after, dueTo: comparison.sources }];
  }
  if (isList(old) && isList(now)) {
    if (!comparison.isSet(schemaPath(path))) return listDifferences(old, now, path, comparison);
    return sameItems(old, now, path, comparison) ? [] : whole;
  }
  if (isMap(old) && isMap(now)) {
    const reference = sameReference(old, now, comparison);
    if (reference === undefined) return mapDifferences(old, now, path, comparison);
    return reference ? [] : whole;
  }
  if (!sameScalar(old, now, comparison)) return whole;
  return namesMoved(now, comparison) ? [{ path, before, after, dueTo: comparison.sources }] : [];
}

/** A secret is compared as a whole: not even the names inside it are told. */
function secretDifference(
  before: Value | undefined,
  after: Value | undefined,
  path: PropertyPath,
  comparison: Comparison,
): readonly Difference[] {
  const [old, now] = [reveal(before), reveal(after)];
  const inBoth = (before ?? undefined) !== undefined && (after ?? undefined) !== undefined;
  if (inBoth && (old instanceof Unknown || now instanceof Unknown)) {
    if (comparison.sources === "same") return [];
    if (comparison.sources === "none") {
      comparison.uncompared(path);
      return [];
    }
    return [{ path, before: hidden(before), after: hidden(after), dueTo: comparison.sources }];
  }
  if (differences(old, now, path, comparison).length === 0) return [];
  return [{ path, before: hidden(before), after: hidden(after) }];
}

/** What was secret once is told in neither form. */
function hidden(value: Value | undefined): Value | undefined {
  return value === undefined || value === null || value instanceof Secret ? value : new Secret(value);
}

/** Whether it follows from the sources that a value which one plan does not know is the same in both. */
function unknownSettled(before: Plain, after: Plain, { sources }: Comparison): boolean {
  if (sources === "same") return true;
  return sources === "none" && before instanceof Unknown && after instanceof Unknown;
}

function listDifferences(
  before: readonly Value[],
  after: readonly Value[],
  path: PropertyPath,
  comparison: Comparison,
): readonly Difference[] {
  const found: Difference[] = [];
  for (let at = 0; at < Math.max(before.length, after.length); at++) {
    found.push(...differences(before[at], after[at], [...path, at], comparison));
  }
  return found;
}

function mapDifferences(
  before: PropertyMap,
  after: PropertyMap,
  path: PropertyPath,
  comparison: Comparison,
): readonly Difference[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => differences(own(before, key), own(after, key), [...path, key], comparison));
}

/** Whether two references to resources are to the same one; undefined where these are none. */
function sameReference(before: PropertyMap, after: PropertyMap, { urnAfter }: Comparison): boolean | undefined {
  if (own(before, SIGNATURE_KEY) !== REFERENCE || own(after, SIGNATURE_KEY) !== REFERENCE) return undefined;
  const [old, now] = [own(before, "urn"), own(after, "urn")];
  return typeof old === "string" && urnAfter(old) === now;
}

/** The value of a key that the map itself has: not `constructor` and the like from its prototype. */
export function own(map: PropertyMap, key: string): Value | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function sameItems(
  before: readonly Value[],
  after: readonly Value[],
  path: PropertyPath,
  comparison: Comparison,
): boolean {
  if (before.length !== after.length) return false;
  const left = [...after];
  return before.every((item) => {
    const at = left.findIndex((other) => differences(item, other, path, comparison).length === 0);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

function sameScalar(before: Plain, after: Plain, comparison: Comparison): boolean {
  if (before === after) return true;
  if (typeof before === "string" && typeof after === "string") return sameText(before, after, comparison);
  // The provider reads `"80"` as 80 and `"true"` as true, and writes one or the other.
  return isScalar(before) && isScalar(after) && String(before) === String(after);
}

function sameText(before: string, after: string, { beforeNames, afterNames, urnAfter }: Comparison): boolean {
  if (before.startsWith("urn:pulumi:")) return urnAfter(before) === after;
  const [old, now] = [masked(before, beforeNames), masked(after, afterNames)];
  return old === now || sameJson(old, now);
}

/** A text with the automatic name of another resource in it changes when that resource does. */
function namesMoved(value: Plain, { sources, afterNames }: Comparison): boolean {
  if (sources === "none" || sources === "same" || typeof value !== "string") return false;
  return masked(value, afterNames).includes(MARK);
}

function isScalar(value: Plain): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isList(value: Plain): value is readonly Value[] {
  return Array.isArray(value);
}

function isMap(value: Plain): value is PropertyMap {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

/** What stands for an automatic name in compared texts. No text of a program holds this character. */
const MARK = "\u0000";

/** A text without its automatic names; a report has its own mark in their place. */
function masked(text: string, names: AutoNames): string {
  return names.replaced(text.replaceAll("<auto-named>", MARK), MARK);
}
