import { type PropertyMap, Secret, UNKNOWN, Unknown, type Value } from "../../model/value";
import { Tracked, type TrackedInput, type TrackedMap } from "../remote/construct";
import { plain, SIGNATURE_KEY, Signature } from "./wire";

/** The properties as a plan holds them: without origins, and with each undecrypted secret unknown. */
export function presentable(map: TrackedMap, sealed: string): PropertyMap {
  const result: { [property: string]: Value } = {};
  for (const property of Object.keys(map)) result[property] = presentableValue(map[property] ?? null, sealed);
  return result;
}

/** One value as a plan holds it. */
export function presentableValue(input: TrackedInput, sealed: string): Value {
  if (typeof input === "string") return input.includes(sealed) ? new Secret(UNKNOWN) : input;
  if (input === null || typeof input !== "object" || input instanceof Unknown) return input;
  if (input instanceof Tracked) return presentableValue(input.value, sealed);
  if (input instanceof Secret) return new Secret(unsealed(input.reveal(), sealed));
  if (Array.isArray(input)) return (input as readonly TrackedInput[]).map((item) => presentableValue(item, sealed));
  const fields = input as TrackedMap;
  return fields[SIGNATURE_KEY] === Signature.Resource ? listedReference(fields) : presentable(fields, sealed);
}

/** A resource among the inputs as an engine lists it: an id that is not known yet is empty. */
function listedReference({ urn, id, packageVersion }: TrackedMap): PropertyMap {
  return {
    [SIGNATURE_KEY]: Signature.Resource,
    urn: plain(urn ?? null),
    packageVersion: plain(packageVersion ?? ""),
    ...(id === undefined ? {} : { id: id instanceof Unknown ? "" : plain(id) }),
  };
}

/** Inside a secret, an undecrypted one is no more than unknown. */
function unsealed(value: Value, sealed: string): Value {
  const shown = presentableValue(value, sealed);
  return shown instanceof Secret ? shown.reveal() : shown;
}

/** The inputs as a provider is given them: a resource among them is its id. */
export function withoutReferences(map: TrackedMap): TrackedMap {
  const result: { [property: string]: TrackedInput } = {};
  for (const property of Object.keys(map)) result[property] = withoutReference(map[property] ?? null);
  return result;
}

function withoutReference(input: TrackedInput): TrackedInput {
  if (input === null || typeof input !== "object" || input instanceof Unknown) return input;
  if (input instanceof Tracked) return new Tracked(withoutReference(input.value) as Value, input.dependencies);
  if (input instanceof Secret) return new Secret(withoutReference(input.reveal()) as Value);
  if (Array.isArray(input)) return (input as readonly TrackedInput[]).map(withoutReference);
  const fields = input as TrackedMap;
  if (fields[SIGNATURE_KEY] === Signature.Resource) return fields.id ?? fields.urn ?? null;
  return withoutReferences(fields);
}
