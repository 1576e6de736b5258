import { loadOf } from "../../model/capacity";
import { largestSaving } from "../../model/savings";
import { shop } from "./shop";

const plan = shop({
  database: {
    instanceClass: "db.m7g.xlarge",
    engine: "postgres",
    allocatedStorage: 20,
    storageType: "gp3",
    multiAz: true,
  },
  cache: { nodeType: "cache.t4g.small", engine: "valkey" },
});

test("the largest saving is named where the tiers have room", () => {
  const saving = largestSaving(plan, loadOf(1000), {});
  expect(saving).toMatchObject({ argument: "instanceClass", from: "db.m7g.xlarge", to: "db.m7g.large" });
  expect(Number(saving?.usd)).toBeGreaterThan(100);
});

test("nothing is saved on a tier that would be too full for it", () => {
  expect(largestSaving(plan, loadOf(3_000_000), {})).not.toMatchObject({ argument: "instanceClass" });
});
