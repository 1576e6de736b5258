import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Reader } from "protobufjs/minimal";
import { type PropertyMap, UNKNOWN, type Value } from "../../model/value";
import { knownProperties } from "../plan-from-policy";
import { isUnknownSentinel } from "../sentinels";

/** The numbers of the fields of `google.protobuf.Value`, `Struct`, `ListValue` and a map's entry, as `struct.proto` has them. */
const VALUE = { number: 2, string: 3, boolean: 4, struct: 5, list: 6 };
const [FIELDS, VALUES] = [1, 1];
const ENTRY = { key: 1, value: 2 };

/** The key that marks what is not itself but stands for a secret, an asset or an archive. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** What the SDK makes of properties. */
const { deserializeProperties } = require("@pulumi/policy/deserialize") as {
  deserializeProperties(properties: Struct, proxySecrets: boolean): object;
};

/** Reads a struct as the properties of a plan. Those few in which something is marked are left to the SDK. */
export function readProperties(reader: Reader): PropertyMap {
  const length = reader.uint32();
  const start = reader.pos;
  try {
    return readStruct(reader, start + length);
  } catch (error) {
    if (!(error instanceof Marked)) throw error;
    reader.pos = start + length;
    const bytes = new Uint8Array(reader.buf.subarray(start, reader.pos));
    return knownProperties(deserializeProperties(Struct.deserializeBinary(bytes), false));
  }
}

/** Thrown where a value is marked. */
class Marked extends Error {}

function readStruct(reader: Reader, end: number): PropertyMap {
  const properties: { [key: string]: Value } = {};
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === FIELDS) readEntry(reader, properties);
    else reader.skipType(tag & 7);
  }
  return properties;
}

function readEntry(reader: Reader, properties: { [key: string]: Value }): void {
  const end = reader.uint32() + reader.pos;
  let key = "";
  let value: Value = null;
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === ENTRY.key) key = reader.string();
    else if (tag >>> 3 === ENTRY.value) value = readValue(reader);
    else reader.skipType(tag & 7);
  }
  if (key === SIGNATURE) throw new Marked();
  properties[key] = value;
}

function readValue(reader: Reader): Value {
  const end = reader.uint32() + reader.pos;
  let value: Value = null;
  while (reader.pos < end) {
    const tag = reader.uint32();
    const kind = tag >>> 3;
    if (kind === VALUE.string) value = known(reader.string());
    else if (kind === VALUE.number) value = reader.double();
    else if (kind === VALUE.boolean) value = reader.bool();
    else if (kind === VALUE.struct) value = readStruct(reader, reader.uint32() + reader.pos);
    else if (kind === VALUE.list) value = readList(reader, reader.uint32() + reader.pos);
    // Null is all that is left.
    else reader.skipType(tag & 7);
  }
  return value;
}

function readList(reader: Reader, end: number): readonly Value[] {
  const values: Value[] = [];
  while (reader.pos < end) {
    const tag = reader.uint32();
    if (tag >>> 3 === VALUES) values.push(readValue(reader));
    else reader.skipType(tag & 7);
  }
  return values;
}

function known(value: string): Value {
  return isUnknownSentinel(value) ? UNKNOWN : value;
}
