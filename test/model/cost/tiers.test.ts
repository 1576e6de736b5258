import Big from "big.js";
import fc from "fast-check";
import { PRICED_REGIONS, type Price, pricesOf } from "../../../model/cost/prices/table";
import { tierName } from "../../../model/cost/tier-name";
import { splitIntoTiers } from "../../../model/cost/tiers";

const graduated = [...PRICED_REGIONS, "global"].flatMap(pricesOf).filter((price) => price.tiers !== undefined);
const unbounded = graduated.filter((price) => price.tiers?.at(-1)?.to === null);

function cost(price: Price, quantity: Big, used = new Big(0)): Big {
  const { shares } = splitIntoTiers(price, quantity, { free: true, used });
  return shares.reduce((sum, share) => sum.plus(share.quantity.times(share.usd)), new Big(0));
}

const anyPrice = fc.constantFrom(...unbounded);
const anyQuantity = fc.integer({ min: 0, max: 2_000_000_000 }).map((n) => new Big(n).times(50));

describe("graduated tiers", () => {
  test("every sourced tier starts where the one before it ends, the first at 0", () => {
    for (const price of graduated) {
      let end: string | null = "0";
      for (const tier of price.tiers ?? []) {
        expect(tier.from).toBe(end);
        end = tier.to;
      }
    }
  });

  test("cost never falls as the quantity grows", () => {
    fc.assert(
      fc.property(anyPrice, anyQuantity, anyQuantity, (price, a, b) => {
        expect(cost(price, a.plus(b)).gte(cost(price, a))).toBe(true);
      }),
    );
  });

  test("cost has no jump at the edge of a tier: one unit more costs at most the dearest unit price", () => {
    for (const price of unbounded) {
      const dearest = (price.tiers ?? []).reduce(
        (most, tier) => (most.gt(tier.usd) ? most : new Big(tier.usd)),
        new Big(0),
      );
      for (const tier of price.tiers ?? []) {
        const step = cost(price, new Big(tier.from).plus(1)).minus(cost(price, new Big(tier.from)));
        expect(step.lte(dearest)).toBe(true);
      }
    }
  });

  test("an account pays the same for two resources as for one that uses as much as both", () => {
    fc.assert(
      fc.property(anyPrice, anyQuantity, anyQuantity, (price, a, b) => {
        const apart = cost(price, a).plus(cost(price, b, a));
        expect(apart.eq(cost(price, a.plus(b)))).toBe(true);
      }),
    );
  });

  test("what lies above the last sourced tier is reported, not extrapolated", () => {
    const price = pricesOf("us-west-2").find(({ key }) => key === "s3.standard.storage");
    const split = splitIntoTiers(price as Price, new Big(60_000), { free: false, used: new Big(0) });
    expect(split.shares.map(({ quantity }) => quantity.toFixed())).toEqual(["51200"]);
    expect(split.beyond.toFixed()).toBe("8800");
  });

  test("without the free tier, the first paid price starts at 0", () => {
    const price = pricesOf("us-east-1").find(({ key }) => key === "dynamodb.storage") as Price;
    const paid = splitIntoTiers(price, new Big(30), { free: false, used: new Big(0) }).shares;
    const free = splitIntoTiers(price, new Big(30), { free: true, used: new Big(0) }).shares;
    expect(paid.map(({ quantity, usd }) => [quantity.toFixed(), usd.toFixed()])).toEqual([["30", "0.25"]]);
    expect(free.map(({ quantity, usd }) => [quantity.toFixed(), usd.toFixed()])).toEqual([
      ["25", "0"],
      ["5", "0.25"],
    ]);
  });

  test.each([
    [{ from: "0", to: "10240", usd: "1" }, "GB", "first 10TB"],
    [{ from: "1048576", to: "5242880", usd: "1" }, "GB", "next 4PB"],
    [{ from: "512000", to: null, usd: "1" }, "GB-month", "over 500TB"],
    [{ from: "0", to: "333000000", usd: "1" }, "request", "first 333M"],
    [{ from: "7500000000", to: "18750000000", usd: "1" }, "GB-second", "next 11.25B"],
    [{ from: "1000", to: null, usd: "1" }, "path", "over 1k"],
    [{ from: "0", to: null, usd: "1" }, "hour", ""],
  ])("names the tier %j of a price per %s: %s", (tier, unit, name) => {
    expect(tierName(tier, unit)).toBe(name);
  });
});
