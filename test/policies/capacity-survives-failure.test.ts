import { from } from "../model/plan-builder";
import type { ShopChanges } from "../model/shop";
import { messages } from "./messages";

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

  it("counts no more for a zone than the smallest has, where its balancer keeps the requests in it", async () => {
    const settings = { peakRequestsPerSecond: 300, capacityPerMember: { web: 100 } };
    const behind = (balancer: NonNullable<ShopChanges["balancer"]>): ShopChanges => ({ ...five(3), balancer });
    expect(
      await messages(rule, settings, behind({ loadBalancerType: "network", enableCrossZoneLoadBalancing: true })),
    ).toEqual([]);
    expect(await messages(rule, settings, behind({ loadBalancerType: "network" }))).toEqual([
      expect.stringContaining("serve 200 of 300 requests per second. Each zone has an equal share"),
    ]);
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
