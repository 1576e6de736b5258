import type { PlannedResource } from "../plan";
import { isUnknown, reveal, Secret, Unknown, type Value } from "../value";
import type { OptionChange, PropertyChange } from "./change";
import { type Comparison, type Difference, differences, own, type Sources } from "./differences";
import { covers, formatPath, type PropertyPath, parsePath } from "./property-path";
import { effectOf, saysTheDefault } from "./replacement";

/** Inputs that the provider derives from others or keeps its own notes in. */
const DERIVED = new Set(["__defaults", "tagsAll"]);

/** The changed properties of a resource that both plans have. */
export function propertyChanges(
  before: PlannedResource,
  after: PlannedResource,
  comparisonOf: (property: string) => Comparison,
): readonly PropertyChange[] {
  const names = new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)]);
  return [...names]
    .filter((name) => !DERIVED.has(name) && name !== "region" && !automaticInBoth(name, before, after))
    .flatMap((name) =>
      differences(written(before, name), written(after, name), [name], comparisonOf(name)).filter(
        (found) => counts(found, before, after) && !isIgnored(found.path, after),
      ),
    )
    .map((found) => withEffect(found, after));
}

/** A name that the provider made up is no change, whichever digits it has and whether or not a plan shows it. */
function automaticInBoth(name: string, before: PlannedResource, after: PlannedResource): boolean {
  const [old, now] = [before.autoNamed.includes(name), after.autoNamed.includes(name)];
  if (old && now) return true;
  if (old) return isAbsent(own(after.inputs, name));
  return now && isAbsent(own(before.inputs, name));
}

/** An input as the program wrote it: without the names within it that the provider made up, which a state may not show. */
function written({ inputs, autoNamed }: PlannedResource, name: string): Value | undefined {
  const paths = autoNamed.map(parsePath).filter(([first, ...within]) => first === name && within.length > 0);
  return paths.reduce<Value | undefined>((value, [, ...within]) => without(value, within), own(inputs, name));
}

function without(value: Value | undefined, [key, ...rest]: PropertyPath): Value | undefined {
  if (Array.isArray(value)) return value.map((item: Value, at) => (at === key ? (without(item, rest) ?? null) : item));
  if (value instanceof Secret || value instanceof Unknown || value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([name]) => name !== key || rest.length > 0);
  return Object.fromEntries(kept.map(([name, inner]) => [name, name === key ? (without(inner, rest) ?? null) : inner]));
}

/** Whether a difference is one to the provider: not a default written out, not what AWS had chosen anyway. */
function counts(
  { path, before: old, after: now }: Difference,
  before: PlannedResource,
  after: PlannedResource,
): boolean {
  if (saysTheDefault(after.type, path, old, now)) return false;
  const [name] = path;
  if (path.length !== 1 || !isAbsent(old) || typeof name !== "string") return true;
  const chosen = reveal(own(before.outputs, name));
  const wanted = reveal(now);
  return chosen === undefined || typeof wanted === "object" || isUnknown(chosen) || String(chosen) !== String(wanted);
}

function isIgnored(path: PropertyPath, after: PlannedResource): boolean {
  return (after.options.ignoreChanges ?? []).some((ignored) => covers(parsePath(ignored), path));
}

/** Why a value that nobody knows counts as changed. */
const DUE_TO: { readonly [sources in Sources]?: string } = {
  none: "one of the plans does not know it",
  partly: "some of what it comes from changes",
  replaced: "what it comes from is replaced",
  changed: "it comes from other resources",
};

function withEffect(found: Difference, after: PlannedResource): PropertyChange {
  const change = effectOnResource(found, after);
  const reason = found.dueTo && DUE_TO[found.dueTo];
  if (reason === undefined || change.reason !== null) return change;
  // It may well be the same value after all.
  const isDoubtful = (found.dueTo === "partly" || found.dueTo === "none") && change.effect === "replace";
  return { ...change, reason, effect: isDoubtful ? "may-replace" : change.effect };
}

function effectOnResource({ path, before, after: now }: Difference, after: PlannedResource): PropertyChange {
  const change = { path: formatPath(path), before, after: now };
  if (!after.custom) return { ...change, effect: "update", reason: null };
  if ((after.options.replaceOnChanges ?? []).some((named) => covers(parsePath(named), path))) {
    return { ...change, effect: "replace", reason: "named in replaceOnChanges" };
  }
  if (after.type.startsWith("pulumi:providers:")) return { ...change, effect: "update", reason: null };
  return { ...change, ...effectOf(after.type, path, before, now) };
}

/** The options whose change decides what may happen to the resource later. */
export function optionChanges(before: PlannedResource, after: PlannedResource): readonly OptionChange[] {
  return (["protect", "retainOnDelete"] as const)
    .map((option) => ({
      option,
      before: before.options[option] ?? false,
      after: after.options[option] ?? false,
    }))
    .filter((change) => change.before !== change.after);
}

function isAbsent(value: Value | undefined): boolean {
  return value === undefined || value === null;
}
