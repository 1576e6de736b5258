import fc from "fast-check";
import { assessCapacity, DEFAULT_HABITS, loadOf } from "../../model/capacity";
import { expectedAvailability, frontier } from "../../model/capacity/availability";
import { COUNTED_SHARE, FIGURES } from "../../model/capacity/figures";
import { machineSize } from "../../model/capacity/machine-size";
import { SIZED_RUNGS, sizingOf } from "../../model/capacity/sizing";
import { targetFor } from "../../model/capacity/targets";
import { assessFailures } from "../../model/failures";
import { shop } from "./shop";

const plan = shop({
  database: { instanceClass: "db.m7g.large", engine: "postgres" },
  cache: { nodeType: "cache.m7g.large" },
});
const database = (users: number) => assessCapacity(plan, loadOf(users)).tiers.find(({ urn }) => urn.endsWith("::db"));

describe("the load", () => {
  test("follows from users and their habits", () => {
    const load = loadOf(864_000, { ...DEFAULT_HABITS, dailyShare: 0.5, requestsPerVisit: 20, peakFactor: 4 });
    expect(load).toMatchObject({ averageRps: 100, peakRps: 400 });
  });
});

describe("what a tier carries", () => {
  test("a database is as full as its reads and writes make it, and its standby carries as much", () => {
    const users = 1_000_000;
    const { peakRps } = loadOf(users);
    const full = database(users);
    expect(full?.members).toEqual({ least: 2, most: 2, size: "db.m7g.large" });
    expect(full?.utilisation).toBeGreaterThan((peakRps * 0.1) / (FIGURES["database.writes"].perVcpu ?? 0) / 2);
    expect(full?.utilisationWithoutZone).toBe(full?.utilisation);
  });

  test("twice the users fill every tier twice as much, and the same one gives way first at the same rate", () => {
    const [one, two] = [assessCapacity(plan, loadOf(50_000)), assessCapacity(plan, loadOf(100_000))];
    expect(two.tiers.map(({ urn }) => urn)).toEqual(one.tiers.map(({ urn }) => urn));
    two.tiers.forEach((tier, index) => {
      expect(tier.utilisation).toBeCloseTo((one.tiers[index]?.utilisation ?? 0) * 2, 9);
    });
    expect(two.bottleneck?.atRps).toBeCloseTo(one.bottleneck?.atRps ?? 0, 6);
  });

  test("says of every figure where it comes from, and of estimates that they are", () => {
    for (const figure of Object.values(FIGURES)) {
      expect(figure.source).not.toBe("");
      expect(figure.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      if (figure.basis === "quota") expect(figure.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
    expect(assessCapacity(plan, loadOf(1000)).assumptions.join()).toContain("(estimate: ");
  });

  test("is the same share of whatever the app's bench counted, rounded down to two digits", () => {
    const counted = Object.entries(FIGURES).filter(([, figure]) => figure.counted !== undefined);
    expect(counted.map(([name]) => name)).toEqual([
      ...["app.reads", "app.writes", "app.gateway", "app.messages", "app.webSockets"],
      ...["database.reads", "database.writes"],
    ]);
    for (const [name, { counted: count = 0, perVcpu, perGiB, source }] of counted) {
      const half = count * COUNTED_SHARE;
      const digit = 10 ** (Math.floor(Math.log10(half)) - 1);
      expect([name, perVcpu ?? perGiB]).toEqual([name, Math.floor(half / digit) * digit]);
      expect(source).toContain(count.toLocaleString("en-US"));
      expect(source).toContain("npm run bench:app");
    }
  });

  test.each([
    ["t4g.small", { vcpus: 0.4, memoryGiB: 2 }],
    ["db.m7g.large", { vcpus: 2, memoryGiB: 8 }],
    ["db.m7g.xlarge", { vcpus: 4, memoryGiB: 16 }],
    ["cache.r7g.4xlarge", { vcpus: 16, memoryGiB: 128 }],
    ["c7g.medium", { vcpus: 1, memoryGiB: 2 }],
  ])("knows the size of %s", (type, size) => {
    expect(machineSize(type)).toEqual(size);
  });
});

describe("sizing", () => {
  test("a larger load never takes a smaller machine, fewer members or a lower rung", () => {
    const sizes = fc.integer({ min: 10, max: 5_000_000 });
    fc.assert(
      fc.property(sizes, sizes, (a, b) => {
        const [few, many] = [loadOf(Math.min(a, b)), loadOf(Math.max(a, b))];
        for (const rung of SIZED_RUNGS) {
          const [small, large] = [sizingOf(rung, few), sizingOf(rung, many)];
          if (small.tooSmall !== undefined) expect(large.tooSmall).toBeDefined();
          if (small.config === undefined || large.config === undefined) continue;
          expect(Number(large.config.requestsPerSecond)).toBeGreaterThanOrEqual(Number(small.config.requestsPerSecond));
          expect(Number(large.config.tasksMaximum ?? 0)).toBeGreaterThanOrEqual(Number(small.config.tasksMaximum ?? 0));
        }
      }),
      { numRuns: 200 },
    );
  });

  test("a site must survive more the larger it is", () => {
    expect([10, 1_000, 10_000, 10_000_000].map(targetFor)).toEqual(["none", "member", "zone", "region"]);
  });
});

describe("availability", () => {
  test("a database without a standby serves less of the year", () => {
    const alone = shop({ database: { multiAz: false }, service: () => ({ desiredCount: 1 }) });
    expect(expectedAvailability(assessFailures(alone))).toBeLessThan(expectedAvailability(assessFailures(shop())));
  });

  test("the frontier is what nothing cheaper beats", () => {
    const [a, b, c] = [
      { usd: 1, availability: 0.9 },
      { usd: 2, availability: 0.8 },
      { usd: 3, availability: 0.99 },
    ];
    expect(frontier([a, b, c])).toEqual([a, c]);
  });
});
