import fc from "fast-check";
import { Block } from "../../../../preview/awsx/ec2/cidr";
import { type LayoutArgs, layout } from "../../../../preview/awsx/ec2/layout";
import { gapsBetween } from "../../../../preview/awsx/ec2/resolved-layout";
import type { SubnetSpec } from "../../../../preview/awsx/ec2/subnet-spec";

const base: LayoutArgs = {
  naming: { vpcName: "vpc", strategy: "Legacy" },
  cidrBlock: "10.0.0.0/16",
  strategy: "Auto",
  zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
  specs: undefined,
  natStrategy: "None",
};

function blocks(args: Partial<LayoutArgs>): readonly string[] {
  return layout({ ...base, ...args }).subnets.map(({ cidrBlock }) => String(cidrBlock));
}

const specs = (...masks: readonly number[]): readonly SubnetSpec[] =>
  masks.map((cidrMask, index) => ({ type: "Private", name: `n${index}`, cidrMask }));

describe("strategy Auto", () => {
  it("gives private subnets half of a zone and public ones a quarter", () => {
    expect(blocks({ cidrBlock: "10.1.0.0/16" })).toEqual([
      "10.1.0.0/19",
      "10.1.32.0/20",
      "10.1.64.0/19",
      "10.1.96.0/20",
      "10.1.128.0/19",
      "10.1.160.0/20",
    ]);
  });

  it("splits a zone evenly among subnets that say nothing of their size", () => {
    const three = ["a", "b", "c"].map((name) => ({ type: "Private", name }));
    expect(blocks({ zones: ["z"], specs: three })).toEqual(["10.0.0.0/18", "10.0.64.0/18", "10.0.128.0/18"]);
  });

  it("places subnets one after the other, each where its size fits", () => {
    expect(blocks({ zones: ["z"], specs: specs(24, 20, 24) })).toEqual(["10.0.0.0/24", "10.0.16.0/20", "10.0.32.0/24"]);
  });

  it("starts each zone where availabilityZoneCidrMask puts it", () => {
    expect(blocks({ zones: ["a", "b"], zoneMask: 20, specs: specs(24) })).toEqual(["10.0.0.0/24", "10.0.16.0/24"]);
  });

  it("never overlaps, and from large to small stays inside the VPC, or says that there is no room", () => {
    const masks = fc.array(fc.integer({ min: 18, max: 28 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(masks, fc.integer({ min: 1, max: 4 }), (sizes, zones) => {
        const vpc = Block.parse("10.0.0.0/16", "cidrBlock");
        const names = Array.from({ length: zones }, (_, index) => `zone-${index}`);
        const largeToSmall = [...sizes].sort((a, b) => a - b);
        let placed: readonly Block[];
        try {
          placed = blocks({ zones: names, specs: specs(...largeToSmall) }).map((source) =>
            Block.parse(source, "subnet"),
          );
        } catch (error) {
          expect((error as Error).message).toMatch(/asks for \d+ addresses/);
          return;
        }
        expect(placed).toHaveLength(sizes.length * zones);
        for (const [index, one] of placed.entries()) {
          expect(vpc.contains(one.first) && vpc.contains(one.last)).toBe(true);
          expect(placed.slice(index + 1).some((other) => other.overlaps(one))).toBe(false);
        }
      }),
    );
  });
});

describe("strategy AutoMerge", () => {
  const merged = (specs: readonly SubnetSpec[]) => {
    const { subnets } = layout({ ...base, strategy: "AutoMerge", zones: ["z"], cidrBlock: "10.0.0.0/15", specs });
    return subnets.map(({ type, cidrBlock }) => [type, cidrBlock]);
  };

  it("keeps the default subnets that nobody mentions and adds the others behind them", () => {
    expect(merged([{ type: "Isolated", cidrMask: 24 }])).toEqual([
      ["Private", "10.0.0.0/17"],
      ["Public", "10.0.128.0/18"],
      ["Isolated", "10.0.192.0/24"],
    ]);
  });

  it("gives a default subnet that is mentioned without a size an even share", () => {
    expect(merged([{ type: "public", tags: { a: "b" } }])).toEqual([
      ["Private", "10.0.0.0/17"],
      ["public", "10.1.0.0/16"],
    ]);
  });
});

describe("strategy Legacy", () => {
  it("puts private subnets first, whatever the order of subnetSpecs", () => {
    const both = [{ type: "Public" }, { type: "Private" }];
    const { subnets } = layout({ ...base, strategy: "Legacy", zones: ["z"], specs: both });
    expect(subnets.map(({ type, cidrBlock }) => [type, cidrBlock])).toEqual([
      ["Private", "10.0.0.0/19"],
      ["Public", "10.0.32.0/20"],
    ]);
  });

  it("lets a single kind of subnet have the whole zone of a small VPC", () => {
    const one = [{ type: "Isolated" }];
    expect(blocks({ strategy: "Legacy", cidrBlock: "10.0.0.0/26", zones: ["a", "b"], specs: one })).toEqual([
      "10.0.0.0/27",
      "10.0.0.32/27",
    ]);
  });

  it("moves a wider subnet behind the narrower one that it would cover", () => {
    const both = [
      { type: "Private", cidrMask: 24 },
      { type: "Public", cidrMask: 20 },
    ];
    expect(blocks({ strategy: "Legacy", zones: ["z"], specs: both })).toEqual(["10.0.0.0/24", "10.0.16.0/20"]);
  });

  it("says when a subnet cannot be made smaller", () => {
    expect(() => blocks({ strategy: "Legacy", cidrBlock: "10.0.0.0/31", zones: ["a", "b", "c", "d"] })).toThrow(
      "10.0.0.0/31 is too small for subnets of 2 more mask bits: only 1 are left.",
    );
  });
});

describe("names", () => {
  it("are by number, and by zone in the Name tag when asked", () => {
    const naming = { vpcName: "vpc", strategy: "AvailabilityZone" };
    const zones = ["us-west-2-lax-1a", "us-gov-west-1b", "here"];
    const { subnets } = layout({ ...base, naming, zones, specs: [{ type: "Public", name: "front" }] });
    expect(subnets.map(({ resourceName, nameTag }) => [resourceName, nameTag])).toEqual([
      ["vpc-front-1", "vpc-front-2-lax-1a"],
      ["vpc-front-2", "vpc-front-1b"],
      ["vpc-front-3", "vpc-front-here"],
    ]);
  });
});

describe("gapsBetween", () => {
  const gaps = (a: string, b: string) => gapsBetween(Block.parse(a, "a"), Block.parse(b, "b")).map(String);

  it("finds nothing between neighbours", () => {
    expect(gaps("10.0.0.0/24", "10.0.1.0/24")).toEqual([]);
  });

  it("finds the largest blocks that fill the room", () => {
    expect(gaps("10.0.0.0/24", "10.0.8.0/21")).toEqual(["10.0.1.0/24", "10.0.2.0/23", "10.0.4.0/22"]);
  });

  it("fills the room up to the middle of a range exactly", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 127 }), (low) => {
        const [a, b] = [Block.parse(`10.0.${low}.0/24`, "a"), Block.parse("10.0.128.0/17", "b")];
        const all = [a, ...gapsBetween(a, b), b];
        for (const [index, one] of all.entries()) {
          if (index > 0) expect(one.first).toBe((all[index - 1]?.last ?? 0) + 1);
        }
      }),
    );
  });
});
