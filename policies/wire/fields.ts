import type { Reader } from "protobufjs/minimal";

/** What reads the field of a number; a field without one is passed over. */
export type Fields<Target> = { readonly [field: number]: (reader: Reader, target: Target) => void };

/** Reads the fields of the message that the reader stands before into the target. */
export function readMessage<Target>(reader: Reader, fields: Fields<Target>, target: Target): Target {
  return readFields(reader, reader.uint32() + reader.pos, fields, target);
}

/** The same, of a message that goes on until `end`. */
export function readFields<Target>(reader: Reader, end: number, fields: Fields<Target>, target: Target): Target {
  while (reader.pos < end) {
    const tag = reader.uint32();
    const read = fields[tag >>> 3];
    if (read === undefined) reader.skipType(tag & 7);
    else read(reader, target);
  }
  return target;
}
