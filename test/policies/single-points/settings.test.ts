import { flowAvailability } from "../../../model/failures";
import { buildTopology } from "../../../model/topology/build";
import { analyzePlan, type PolicyConfig } from "../../../policies/analyze";
import { from } from "../../model/plan-builder";
import { type ShopChanges, shop } from "../../model/shop";

async function messages(rule: string, settings: object, changes: ShopChanges = {}): Promise<readonly string[]> {
  const config = { all: "disabled", [rule]: { enforcementLevel: "mandatory", ...settings } } as PolicyConfig;
  return (await analyzePlan(shop(changes), config)).map(({ outcome, message }) => `${outcome}: ${message}`);
}

const five = (zones: number): ShopChanges => ({
  service: ({ privateSubnets }) => ({
    desiredCount: 5,
    networkConfiguration: { subnets: privateSubnets.slice(0, zones).map((each) => from(each)) },
  }),
});

describe("capacity-survives-failure", () => {
  const rule = "capacity-survives-failure";

  it("counts the worst zone: of five in three, three are left", async () => {
    const settings = { peakRequestsPerSecond: 300, capacityPerMember: { web: 100 } };
    expect(await messages(rule, settings, five(3))).toEqual([]);
    expect(await messages(rule, { ...settings, peakRequestsPerSecond: 301 }, five(3))).toEqual([
      "violation: Lose us-east-1a: 3 of 5 members of web are left and serve 300 of 301 requests per second.",
    ]);
  });

  it("counts the floor, not the wish", async () => {
    const settings = { peakRequestsPerSecond: 200, capacityPerMember: { web: 100 } };
    const scaled: ShopChanges = {
      ...five(3),
      extra: (plan, { service }) => {
        plan.add("aws:appautoscaling/target:Target", "web", {
          resourceId: from(service),
          minCapacity: 2,
          maxCapacity: 9,
        });
      },
    };
    expect(await messages(rule, settings, five(3))).toEqual([]);
    expect(await messages(rule, settings, scaled)).toHaveLength(1);
  });

  it("says nothing without numbers, and that it cannot tell where it cannot", async () => {
    expect(await messages(rule, {})).toEqual([]);
    const opaque: ShopChanges = {
      service: ({ privateSubnets }) => ({ networkConfiguration: { subnets: from(...privateSubnets) } }),
    };
    const settings = { peakRequestsPerSecond: 1, capacityPerMember: { web: 100 } };
    expect(await messages(rule, settings, opaque)).toEqual([expect.stringMatching(/^unknown: /)]);
  });
});

describe("recovery-targets", () => {
  it("holds what the model expects against the target of its kind", async () => {
    expect(await messages("recovery-targets", { "database-primary": 120 })).toEqual([]);
    const late = await messages("recovery-targets", { "database-primary": 60 });
    expect(late).toEqual([expect.stringContaining("is back in 120 s; it must be in 60 s")]);
  });

  it("may be set for one flow, and for what is lost", async () => {
    expect(await messages("recovery-targets", { flows: { async: { "database-primary": 60 } } })).toHaveLength(1);
    expect(await messages("recovery-targets", { flows: { static: { "database-primary": 1 } } })).toEqual([]);
    expect(await messages("recovery-targets", { dataLossSeconds: { region: 0 } })).not.toEqual([]);
  });
});

describe("no-single-point-of-failure", () => {
  it("asks for the loss of a region where that is set, or the environment is critical", async () => {
    expect(await messages("no-single-point-of-failure", {})).toEqual([]);
    for (const settings of [{ survive: ["member", "zone", "region"] }, { critical: true }]) {
      expect(await messages("no-single-point-of-failure", settings)).toEqual([
        expect.stringContaining("Lose region us-east-1"),
      ]);
    }
  });

  it("names the way from the client, what is left, and the fix in the resource's arguments", async () => {
    const [message] = await messages("no-single-point-of-failure", {}, { database: { multiAz: false } });
    expect(message).toMatch(/^violation: Lose db: client → .*front → .*web → db/);
    expect(message).toContain("Fix: `multiAz: true`");
  });
});

describe("the availability that AWS's promises add up to", () => {
  it("multiplies what a flow needs, and shows it", () => {
    const write = flowAvailability(buildTopology(shop())).find(({ flow }) => flow === "write via edge");
    expect(write?.arithmetic).toContain("front 99.99 %");
    expect(write?.arithmetic).toContain("db 99.95 %");
    expect(write?.availability).toBeCloseTo(1 * 0.999 * 0.9999 * 0.9999 * 0.9995 * 0.9999, 6);
    expect(write?.leftOut).toEqual(["jobs"]);
  });

  it("is worse without a standby", () => {
    const of = (multiAz: boolean) =>
      flowAvailability(buildTopology(shop({ database: { multiAz } })))[0]?.availability ?? 0;
    expect(of(false)).toBeLessThan(of(true));
  });
});
