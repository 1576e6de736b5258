import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { FREE_TYPES } from "../../../model/cost/free";
import {
  findPrice,
  noPriceReason,
  PRICE_SOURCES,
  PRICED_REGIONS,
  pricesOf,
  SNAPSHOT_DATE,
} from "../../../model/cost/prices/table";
import { PRICERS } from "../../../model/cost/resources";

const everything = [...PRICED_REGIONS, "global"].flatMap((region) =>
  pricesOf(region).map((price) => ({ ...price, region })),
);

describe("the price table", () => {
  test("holds 4,035 prices: the 3,982 of the snapshot, 49 that an estimator's golden files state, and four from pages", () => {
    expect(everything).toHaveLength(4035);
    expect(SNAPSHOT_DATE).toBe("2026-11-21");
  });

  test("gives every price a known source, a date, a unit and a decimal amount", () => {
    for (const price of everything) {
      expect(PRICE_SOURCES[price.source]).toBeDefined();
      expect(price.asOf).toMatch(/^\d{4}(-\d{2}){0,2}$/);
      expect(price.unit).not.toBe("");
      expect(price.usd).toMatch(/^\d+(\.\d+)?$/);
      expect(["A", "B", "C"]).toContain(price.confidence);
    }
  });

  test("has each key once per region", () => {
    expect(new Set(everything.map(({ key, region }) => `${key}@${region}`)).size).toBe(everything.length);
  });

  test("finds a regional price, and a global one from any region", () => {
    expect(findPrice("nat_gateway.hour", "eu-west-1")?.usd).toBe("0.048");
    expect(findPrice("route53.hosted_zone", "eu-west-1")?.usd).toBe("0.5");
  });

  test("says why there is none: no source, or a region outside the table", () => {
    expect(findPrice("nat_gateway.data", "us-west-2")).toBeUndefined();
    expect(noPriceReason("nat_gateway.data", "us-west-2")).toBe(
      "the price table has no sourced price for nat_gateway.data in us-west-2",
    );
    expect(noPriceReason("alb.hour", "mars-north-1")).toContain("does not cover the region mars-north-1");
  });
});

describe("types", () => {
  // A token such as aws:ec2/vpc:Vpc has its class in ec2/vpc.js of the SDK.
  const sdk = dirname(require.resolve("@pulumi/aws/package.json"));
  const inSdk = (type: string): boolean => existsSync(join(sdk, `${type.split(":")[1]}.js`));

  test("every type that is priced or free is a type of the AWS provider", () => {
    expect([...FREE_TYPES, ...Object.keys(PRICERS)].filter((type) => !inSdk(type))).toEqual([]);
  });

  test("no type is both priced and free", () => {
    expect(Object.keys(PRICERS).filter((type) => FREE_TYPES.has(type))).toEqual([]);
  });
});
