import { Secret, UNKNOWN } from "../../../model/value";
import { apply, applyAsync, applyEach, defined, output, spread } from "../../../preview/awsx/output";
import { reference, Tracked } from "../../../preview/remote/construct";
import { existing } from "./in-memory";

const known = new Tracked("a", ["urn:a"]);
const unknown = new Tracked(UNKNOWN, ["urn:b"]);
const secret = new Tracked(new Secret("s"), ["urn:c"]);

describe("output", () => {
  it("lifts every value inside, with what each comes from", () => {
    expect(output({ list: [known, 1], plain: true })).toEqual(new Tracked({ list: ["a", 1], plain: true }, ["urn:a"]));
  });

  it("is unknown as soon as anything inside is", () => {
    expect(output([known, unknown])).toEqual(new Tracked(UNKNOWN, ["urn:a", "urn:b"]));
  });

  it("is secret as soon as anything inside is", () => {
    const { value } = output([known, secret]);
    expect(value).toBeInstanceOf(Secret);
    expect((value as Secret).reveal()).toEqual(["a", "s"]);
  });

  it("knows a resource whose id it does not know", () => {
    const value = reference(existing("aws:ec2/vpc:Vpc", "v"));
    expect(output([value]).value).toEqual([value.value]);
  });
});

describe("apply", () => {
  it("adds what the answer comes from", () => {
    expect(apply(known, (value) => [value, new Tracked(1, ["urn:d"])])).toEqual(
      new Tracked(["a", 1], ["urn:a", "urn:d"]),
    );
  });

  it("does not ask while anything is unknown", async () => {
    const never = () => {
      throw new Error("asked");
    };
    expect(apply([unknown], never)).toEqual(new Tracked(UNKNOWN, ["urn:b"]));
    expect(await applyAsync([unknown], never)).toEqual(new Tracked(UNKNOWN, ["urn:b"]));
  });

  it("keeps a secret secret", () => {
    const { value } = apply(secret, (text) => `${String(text)}!`);
    expect((value as Secret).reveal()).toBe("s!");
  });

  it("knows how many items there are when each of them is unknown", () => {
    const items = applyEach(new Tracked(["x", "y"], ["urn:a"]), () => unknown);
    expect(items).toEqual([new Tracked(UNKNOWN, ["urn:a", "urn:b"]), new Tracked(UNKNOWN, ["urn:a", "urn:b"])]);
  });
});

describe("spread", () => {
  it("merges what the program wrote out", () => {
    expect(spread({ a: 1, b: 1 }, undefined, { b: 2 })).toEqual({ a: 1, b: 2 });
  });

  it("is the last Output among its parts", () => {
    expect(spread({ a: 1 }, known, { b: 2 })).toBe(known);
  });
});

it("leaves out what is not there", () => {
  expect(defined({ a: undefined, b: null, c: false, d: 0 })).toEqual({ c: false, d: 0 });
});
