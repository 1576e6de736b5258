import fc from "fast-check";
import { addressText, Block, bitsFor, parseCidr } from "../../../../preview/awsx/ec2/cidr";

const mask = fc.integer({ min: 0, max: 32 });
const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const block = fc.tuple(address, mask).map(([at, of]) => Block.around(at, of));

describe("Block", () => {
  it("reads what it writes", () => {
    fc.assert(
      fc.property(block, (one) => {
        expect(Block.parse(one.toString(), "cidrBlock")).toEqual(one);
      }),
    );
  });

  it("holds the address that it was made around, and as many as its mask says", () => {
    fc.assert(
      fc.property(address, mask, (at, of) => {
        const one = Block.around(at, of);
        expect(one.contains(at)).toBe(true);
        expect(one.first % one.size).toBe(0);
        expect(one.last - one.first + 1).toBe(2 ** (32 - of));
      }),
    );
  });

  it("overlaps another exactly if one contains the other's first address", () => {
    fc.assert(
      fc.property(block, block, (a, b) => {
        expect(a.overlaps(b)).toBe(a.contains(b.first) || b.contains(a.first));
        expect(a.overlaps(b)).toBe(b.overlaps(a));
      }),
    );
  });

  it("is followed by a block of any size that does not overlap it and leaves no room for another", () => {
    fc.assert(
      fc.property(block, mask, (one, of) => {
        const next = one.nextOfMask(of);
        expect(next.mask).toBe(of);
        expect(next.first).toBeGreaterThan(one.last);
        expect(next.first - next.size).toBeLessThanOrEqual(one.last);
      }),
    );
  });

  it.each(["10.0.0.0", "10.0.0.0/33", "10.0.0.256/16", "10.0.0/16", "fd00::/8", "", "ten"])("is not %j", (source) => {
    expect(() => Block.parse(source, "cidrBlock")).toThrow(
      `cidrBlock must be an IPv4 range such as 10.0.0.0/16, got "${source}".`,
    );
  });

  it("has a whole mask from 0 to 32", () => {
    expect(() => Block.around(0, 33)).toThrow("A subnet mask must be a whole number from 0 to 32, got 33.");
    expect(() => Block.around(0, 16.5)).toThrow("got 16.5");
  });
});

it("keeps an address as it was written", () => {
  fc.assert(
    fc.property(address, mask, (at, of) => {
      expect(parseCidr(`${addressText(at)}/${of}`, "cidrBlock")).toEqual({ address: at, mask: of });
    }),
  );
});

it("tells so many blocks apart by so many bits", () => {
  expect([0, 1, 2, 3, 4, 5, 8, 9].map(bitsFor)).toEqual([0, 0, 1, 2, 2, 3, 3, 4]);
});
