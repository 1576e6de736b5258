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

// ElastiCache has no cache.t4g.large, and what has no price would seem to save its whole cost.
test("the next smaller size is one that AWS offers", () => {
  const small = shop({ database: { instanceClass: "db.t4g.micro" }, cache: { nodeType: "cache.m7g.large" } });
  const saving = largestSaving(small, loadOf(1000), {});
  expect(saving).toMatchObject({ from: "cache.m7g.large", to: "cache.t4g.medium" });
  expect(Number(saving?.usd)).toBeCloseTo(2 * 730 * (0.158 - 0.065), 1);
});
