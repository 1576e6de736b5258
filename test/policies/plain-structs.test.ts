import fc from "fast-check";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { readStructsPlainly } from "../../policies/plain-structs";

type Fields = { [key: string]: JavaScriptValue };

const value: fc.Arbitrary<JavaScriptValue> = fc.letrec<{ value: JavaScriptValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true }),
    fc.string({ unit: "grapheme" }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4 }) as fc.Arbitrary<Fields>,
  ),
})).value;
const fields = fc.dictionary(fc.string({ unit: "grapheme" }), value) as fc.Arbitrary<Fields>;

/** What is received of properties that are sent, before and after structs are read plainly. */
const received = (sent: Fields): Struct => Struct.deserializeBinary(Struct.fromJavaScript(sent).serializeBinary());

describe("structs that are read plainly", () => {
  // In this order: nothing takes it back.
  const samples = fc.sample(fields, { numRuns: 200, seed: 7 });
  const asMessages = samples.map((sent) => received(sent).toJavaScript());

  it("hold what they hold as messages, whatever is sent", () => {
    readStructsPlainly();
    expect(samples.map((sent) => received(sent).toJavaScript())).toEqual(asMessages);
    fc.assert(fc.property(fields, (sent) => expect(received(sent).toJavaScript()).toEqual({ ...sent })));
  });

  it("are messages to whoever asks for those, and can be sent on", () => {
    readStructsPlainly();
    const sent = { name: "orders", tags: { tier: [1, null, true] } };
    const struct = received(sent);
    expect(struct.getFieldsMap().get("name")?.getStringValue()).toBe("orders");
    expect(received(struct.toJavaScript()).toJavaScript()).toEqual(sent);
    expect(Struct.deserializeBinary(struct.serializeBinary()).toJavaScript()).toEqual(sent);
  });

  it("pass over what a later version of the protocol may add", () => {
    readStructsPlainly();
    // Field 9 of the struct, a text, before its one entry { "a": 1.5 }.
    const later = [0x4a, 0x01, 0x78];
    const bytes = Uint8Array.from([...later, ...Struct.fromJavaScript({ a: 1.5 }).serializeBinary()]);
    expect(Struct.deserializeBinary(bytes).toJavaScript()).toEqual({ a: 1.5 });
  });
});
