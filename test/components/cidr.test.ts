import { blocksOverlap, parseBlock, zoneBlocks } from "../../components/cidr";

describe("an address block", () => {
  it.each([
    ["0.0.0.0/0", { start: 0, mask: 0 }],
    ["10.0.0.0/16", { start: 10 * 2 ** 24, mask: 16 }],
    ["255.255.255.255/32", { start: 2 ** 32 - 1, mask: 32 }],
  ])("is %s", (text, block) => {
    expect(parseBlock(text)).toEqual(block);
  });

  it.each([
    "",
    "10.0.0.0",
    "10.0.0.0/33",
    "256.0.0.0/8",
    "10.0.256.0/24",
    "10.0.0.1/16",
    "x10.0.0.0/16",
    "10.0.0.0/16x",
    "10.0.0.0/160",
  ])("is not %j", (text) => {
    expect(parseBlock(text)).toBeUndefined();
  });

  it.each([
    ["10.0.0.0/16", "10.0.0.0/16", true],
    ["10.0.0.0/16", "10.0.255.0/24", true],
    ["10.0.255.0/24", "10.0.0.0/16", true],
    ["10.0.0.0/16", "10.1.0.0/16", false],
    ["10.1.0.0/16", "10.0.0.0/16", false],
    ["10.0.0.0/16", "nothing", false],
    ["nothing", "10.0.0.0/16", false],
  ])("%s shares addresses with %s: %s", (one, other, shares) => {
    expect(blocksOverlap(one, other)).toBe(shares);
  });
});

describe("the blocks of a zone", () => {
  it.each([
    ["10.0.0.0/16", -1],
    ["10.0.0.0/16", 6],
    ["nothing", 0],
  ])("are not there in %s for zone %s", (block, zone) => {
    expect(() => zoneBlocks(block, zone)).toThrow(RangeError);
  });
});
