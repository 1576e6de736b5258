import type { BinaryReader } from "google-protobuf";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

interface Fields {
  [key: string]: JavaScriptValue;
}

/** The numbers of the fields of `google.protobuf.Value`, `Struct`, `ListValue` and a map's entry, as `struct.proto` has them. */
const VALUE = { null: 1, number: 2, string: 3, boolean: 4, struct: 5, list: 6 };
const [FIELDS, VALUES] = [1, 1];
const ENTRY = { key: 1, value: 2 };

let done = false;

/**
 * From now on, structs that are received are read straight into what {@link Struct.toJavaScript} gives. A message for each
 * value of each resource, with a map for each object, would take more time and memory than all rules do with 2,000 resources.
 */
export function readStructsPlainly(): void {
  if (done) return;
  done = true;
  const plain = new WeakMap<Struct, Fields>();
  const { toJavaScript, getFieldsMap } = Struct.prototype;
  Struct.deserializeBinaryFromReader = (message, reader) => {
    plain.set(message, readStruct(reader));
    return message;
  };
  Struct.prototype.toJavaScript = function plainly() {
    return plain.get(this) ?? toJavaScript.call(this);
  };
  // Whoever asks for the messages gets them.
  Struct.prototype.getFieldsMap = function asMessages(...given) {
    const fields = plain.get(this);
    return fields === undefined
      ? getFieldsMap.apply(this, given)
      : Struct.fromJavaScript(fields).getFieldsMap(...given);
  };
}

function readStruct(reader: BinaryReader): Fields {
  const fields: Fields = {};
  eachField(reader, (field) => {
    if (field !== FIELDS) return reader.skipField();
    let [key, value]: [string, JavaScriptValue] = ["", null];
    within(reader, (part) => {
      if (part === ENTRY.key) key = reader.readString();
      else if (part === ENTRY.value) value = readValue(reader);
      else reader.skipField();
    });
    fields[key] = value;
  });
  return fields;
}

function readValue(reader: BinaryReader): JavaScriptValue {
  let value: JavaScriptValue = null;
  within(reader, (kind) => {
    if (kind === VALUE.string) value = reader.readString();
    else if (kind === VALUE.number) value = reader.readDouble();
    else if (kind === VALUE.boolean) value = reader.readBool();
    else if (kind === VALUE.struct) reader.readMessage(null, () => (value = readStruct(reader)));
    else if (kind === VALUE.list) value = readList(reader);
    // Null is all that is left.
    else reader.skipField();
  });
  return value;
}

function readList(reader: BinaryReader): JavaScriptValue[] {
  const values: JavaScriptValue[] = [];
  within(reader, (field) => {
    if (field === VALUES) values.push(readValue(reader));
    else reader.skipField();
  });
  return values;
}

function within(reader: BinaryReader, visit: (field: number) => void): void {
  reader.readMessage(null, () => eachField(reader, visit));
}

function eachField(reader: BinaryReader, visit: (field: number) => void): void {
  while (reader.nextField() && !reader.isEndGroup()) visit(reader.getFieldNumber());
}
