import { Struct, type Value as WireValue } from "google-protobuf/google/protobuf/struct_pb";
import { type PropertyMap, Secret, UNKNOWN, Unknown, type Value } from "../../model/value";
import { Tracked, type TrackedInput, type TrackedMap } from "../remote/construct";
import { recordedAsset } from "./assets";

/** The text that stands for an unknown value on the wire, in either direction. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The key by which the SDK marks a record as something special. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
export const Signature = {
  Asset: "c44067f5952c0a294b673a41bacd8c17",
  Archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  Secret: "1b47061264138c4ac30d75fd1eb44270",
  Resource: "5cf8f73096256a8f31e491e813e4eb8e",
  Output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

export interface ReadOptions {
  /** Folder that relative paths of assets start from. */
  readonly directory: string;
}

/** Reads a message's properties. Values that carry their origin become `Tracked`. */
export function readStruct(struct: Struct | undefined, options: ReadOptions): TrackedMap {
  const properties: { [property: string]: TrackedInput } = {};
  struct?.getFieldsMap().forEach((value: WireValue, property: string) => {
    properties[property] = readValue(value, options);
  });
  return properties;
}

/** Reads one value of a message. */
export function readValue(value: WireValue, options: ReadOptions): TrackedInput {
  if (value.hasStringValue()) return readText(value.getStringValue());
  if (value.hasStructValue()) return readRecord(value.getStructValue(), options);
  if (value.hasListValue()) {
    return (value.getListValue()?.getValuesList() ?? []).map((item: WireValue) => readValue(item, options));
  }
  if (value.hasBoolValue()) return value.getBoolValue();
  if (value.hasNumberValue()) return value.getNumberValue();
  return null;
}

function readText(text: string): Value {
  return text.includes(UNKNOWN_TEXT) ? UNKNOWN : text;
}

function readRecord(struct: Struct | undefined, options: ReadOptions): TrackedInput {
  const fields = readStruct(struct, options);
  switch (fields[SIGNATURE_KEY]) {
    case undefined:
      return fields;
    case Signature.Secret:
      return secret(plain(fields.value ?? null));
    case Signature.Output:
      return readOutput(fields);
    case Signature.Asset:
    case Signature.Archive: {
      const isArchive = fields[SIGNATURE_KEY] === Signature.Archive;
      return recordedAsset(plainMap(fields), SIGNATURE_KEY, isArchive, options.directory);
    }
    default:
      return fields;
  }
}

function readOutput(fields: TrackedMap): Tracked {
  const known = Object.hasOwn(fields, "value") ? plain(fields.value ?? null) : UNKNOWN;
  const dependencies = (fields.dependencies ?? []) as readonly string[];
  return new Tracked(fields.secret === true ? secret(known) : known, dependencies);
}

/** The value as a secret; one that is secret already stays as it is. */
export function secret(value: Value): Secret {
  return value instanceof Secret ? value : new Secret(value);
}

/** The value without its origins, at any depth. */
export function plain(input: TrackedInput): Value {
  if (input === null || typeof input !== "object" || input instanceof Unknown || input instanceof Secret) return input;
  if (input instanceof Tracked) return input.value;
  if (Array.isArray(input)) return (input as readonly TrackedInput[]).map(plain);
  return plainMap(input as TrackedMap);
}

/** The properties without their origins, at any depth. */
export function plainMap(map: TrackedMap): PropertyMap {
  return Object.fromEntries(Object.entries(map).map(([property, value]) => [property, plain(value)]));
}

/** Adds the resources that a value says it comes from, at any depth. */
export function collectDependencies(input: TrackedInput, into: Set<string>): void {
  if (input === null || typeof input !== "object" || input instanceof Unknown || input instanceof Secret) return;
  if (input instanceof Tracked) for (const urn of input.dependencies) into.add(urn);
  else for (const inner of Object.values(input as TrackedMap)) collectDependencies(inner, into);
}

export interface WriteOptions {
  /** Keep origins as output values; otherwise they are dropped. */
  readonly origins?: boolean;
  /** Write unknowns and secrets as output values too, without origins. */
  readonly outputs?: boolean;
}

/** A message's properties. */
export function writeStruct(map: TrackedMap, options: WriteOptions = {}): Struct {
  return Struct.fromJavaScript(wireRecord(map, options));
}

type Wire = null | boolean | number | string | Wire[] | { [property: string]: Wire };

function wireRecord(map: TrackedMap, options: WriteOptions): { [property: string]: Wire } {
  return Object.fromEntries(Object.entries(map).map(([property, value]) => [property, wire(value, options)]));
}

/** A value as the SDK writes it before it goes into a message. */
export function wire(input: TrackedInput, options: WriteOptions = {}): Wire {
  if (input === null || typeof input !== "object") return input as Wire;
  if (options.outputs && (input instanceof Unknown || input instanceof Secret)) {
    return wireOutput(new Tracked(input, []), options);
  }
  if (input instanceof Unknown) return UNKNOWN_TEXT;
  if (input instanceof Secret) return { [SIGNATURE_KEY]: Signature.Secret, value: wire(input.reveal(), options) };
  if (input instanceof Tracked) return options.origins ? wireOutput(input, options) : wire(input.value, options);
  if (Array.isArray(input)) return (input as readonly TrackedInput[]).map((item) => wire(item, options));
  return wireRecord(input as TrackedMap, options);
}

function wireOutput(tracked: Tracked, options: WriteOptions): Wire {
  const isSecret = tracked.value instanceof Secret;
  const value = tracked.value instanceof Secret ? tracked.value.reveal() : tracked.value;
  return {
    [SIGNATURE_KEY]: Signature.Output,
    ...(value instanceof Unknown ? {} : { value: wire(value, options) }),
    ...(isSecret ? { secret: true } : {}),
    dependencies: [...tracked.dependencies],
  };
}
