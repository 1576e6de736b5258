import type { Urn } from "../../model/plan";
import { isUnknown, list, reveal, Secret, UNKNOWN, Unknown, type Value } from "../../model/value";
import { referencedUrn, Tracked, type TrackedInput, type TrackedMap } from "../remote/construct";

/** An input that may be left out. */
export type Optional = TrackedInput | undefined;

/**
 * What `pulumi.output` makes of an input: every value inside lifted to the top. One unknown makes the whole unknown, one
 * secret the whole secret, and the dependencies are everybody's.
 */
export function output(input: Optional): Tracked {
  const lifted: Lifted = { dependencies: new Set(), secret: false, unknown: false };
  const value = lift(input ?? null, lifted);
  const known = lifted.unknown ? UNKNOWN : value;
  return new Tracked(lifted.secret ? new Secret(known) : known, [...lifted.dependencies]);
}

/** What `output.apply` gives: unknown stays unknown, secret stays secret, dependencies add up. */
export function apply(input: Optional, transform: (value: Value) => Optional): Tracked {
  return lifting(output(input), transform);
}

/** Like `apply`, for a transformation that asks a provider. */
export async function applyAsync(input: Optional, transform: (value: Value) => Promise<Optional>): Promise<Tracked> {
  const source = output(input);
  if (isUnknown(source.value)) return source;
  const result = await transform(reveal(source.value) ?? null);
  return lifting(source, () => result);
}

/** What asking a provider in Output form gives: an unknown argument makes the answer unknown, and loses where it is from. */
export async function ask(argument: Optional, question: (value: Value) => Promise<Optional>): Promise<Tracked> {
  const answer = await applyAsync(argument, question);
  return isUnknown(output(argument).value) ? new Tracked(UNKNOWN, []) : answer;
}

/**
 * What `output.apply` gives when it answers a list of Outputs: the list is known as soon as the input is, and each item
 * by itself may be unknown.
 */
export function applyEach(input: Optional, transform: (item: Value) => TrackedInput): TrackedInput {
  const source = output(input);
  if (isUnknown(source.value)) return source;
  return list(source.value).map((item) => {
    const { value, dependencies } = output(transform(item));
    return new Tracked(value, [...new Set([...source.dependencies, ...dependencies])]);
  });
}

/** Whether the input is an Output, rather than a value that the program wrote out. */
export function isOutput(input: Optional): input is Tracked {
  return input instanceof Tracked;
}

/** A record without its absent properties. */
export function defined(properties: { readonly [property: string]: Optional }): TrackedMap {
  return Object.fromEntries(
    Object.entries(properties).filter((entry): entry is [string, TrackedInput] => isGiven(entry[1])),
  );
}

/**
 * `{ ...a, ...b }` as it happens in a provider: spreading an Output copies the Output itself, so that one among the parts
 * stands for the whole and all else is lost. It is a trap of the SDK, and what a real preview shows.
 */
export function spread(...parts: readonly Optional[]): TrackedInput {
  const outputs = parts.filter(isOutput);
  return outputs.at(-1) ?? Object.assign({}, ...parts);
}

/** The properties named, of those that are there. */
export function pick(inputs: TrackedMap, names: readonly string[]): TrackedMap {
  return defined(Object.fromEntries(names.map((name) => [name, inputs[name]])));
}

/** The properties other than those named. */
export function omit(inputs: TrackedMap, names: readonly string[]): TrackedMap {
  return defined(Object.fromEntries(Object.entries(inputs).filter(([name]) => !names.includes(name))));
}

/** The items of a list that the program wrote out; undefined where it is something else. */
export function items(input: Optional): readonly TrackedInput[] | undefined {
  return Array.isArray(input) ? input : undefined;
}

/** The properties of a record that the program wrote out; undefined where it is something else. */
export function properties(input: Optional): TrackedMap | undefined {
  const simple = input === null || typeof input !== "object" || isOutput(input) || Array.isArray(input);
  return simple || input instanceof Unknown || input instanceof Secret ? undefined : (input as TrackedMap);
}

/** Whether the input is there: the program passed something other than undefined. */
export function isGiven(input: Optional): input is TrackedInput {
  return input !== undefined && input !== null;
}

interface Lifted {
  readonly dependencies: Set<Urn>;
  secret: boolean;
  unknown: boolean;
}

function lifting(source: Tracked, transform: (value: Value) => Optional): Tracked {
  if (isUnknown(source.value)) return source;
  const result = output(transform(reveal(source.value) ?? null));
  const secret = source.value instanceof Secret && !(result.value instanceof Secret);
  const dependencies = new Set([...source.dependencies, ...result.dependencies]);
  return new Tracked(secret ? new Secret(result.value) : result.value, [...dependencies]);
}

function lift(input: TrackedInput, into: Lifted): Value {
  if (input instanceof Tracked) {
    for (const urn of input.dependencies) into.dependencies.add(urn);
    return lift(input.value, into);
  }
  if (input instanceof Secret) {
    into.secret = true;
    return lift(input.reveal(), into);
  }
  if (input instanceof Unknown) {
    into.unknown = true;
    return input;
  }
  if (input === null || typeof input !== "object") return input;
  if (Array.isArray(input)) return input.map((item) => lift(item, into));
  // A resource is a value of its own: that its id is not known yet makes nothing around it unknown.
  if (referencedUrn(input as Value) !== undefined) return input as Value;
  return Object.fromEntries(Object.entries(input).map(([key, value]) => [key, lift(value as TrackedInput, into)]));
}
