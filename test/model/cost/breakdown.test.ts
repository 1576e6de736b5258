import { estimateCost } from "../../../model/cost";
import { costBreakdown, TIERS, tierOf } from "../../../model/cost/breakdown";
import { missingPrices } from "../../../model/cost/missing";
import { agedSnapshot } from "../../../model/cost/prices/age";
import { PRICERS } from "../../../model/cost/resources";
import { plannedResource, planOf } from "./plans";

const COMPONENT = "urn:pulumi:test::cost::shop:network:Network::main";
const way = (name: string) => plannedResource({ type: "aws:ec2/natGateway:NatGateway", name, inputs: {} });
const inside = { ...way("inside"), parent: COMPONENT };
const network = { ...plannedResource({ type: "shop:network:Network", name: "main", inputs: {}, custom: false }) };
const zone = plannedResource({ type: "aws:route53/zone:Zone", name: "site", inputs: {} });
const plan = planOf([network, inside, way("alone"), zone]);

describe("the bill by part", () => {
  const { lines, monthly } = estimateCost(plan);
  const { byTier, byComponent } = costBreakdown(plan, lines);

  test("adds up to the same total by tier and by component", () => {
    for (const shares of [byTier, byComponent]) {
      const total = shares.reduce((sum, share) => sum + Number(share.total) * 1e6, 0) / 1e6;
      expect(total).toBeCloseTo(Number(monthly.total), 6);
    }
  });

  test("puts a resource on the outermost component that it is in, and one that stands alone on itself", () => {
    expect(byComponent.map(({ name, open }) => [name, open])).toEqual([
      [COMPONENT, 1],
      [way("alone").urn, 1],
      [zone.urn, 0],
    ]);
  });

  test("tells a way out from the edge", () => {
    expect(byTier.map(({ name }) => name)).toEqual(["edge", "network"]);
  });

  test("knows the tier of every type that is priced", () => {
    expect(Object.keys(PRICERS).filter((type) => tierOf(type) === "other")).toEqual([]);
    expect(TIERS).toContain(tierOf("aws:rds/instance:Instance"));
  });
});

test("a price that a region lacks is told once, with all that need it", () => {
  const oregon = planOf([way("one"), way("two"), way("three")], "us-west-2");
  const missing = missingPrices(estimateCost(oregon).unpriced);
  expect(missing.map(({ reason, resources }) => [reason, resources.length])).toEqual([
    ["Data processed: the price table has no sourced price for nat_gateway.data in us-west-2", 3],
  ]);
});

test("a snapshot is old from its 181st day on", () => {
  expect(agedSnapshot("2026-11-21", new Date("2027-05-20T12:00:00Z"))).toBeUndefined();
  expect(agedSnapshot("2026-11-21", new Date("2027-05-21T00:00:00Z"))).toContain("181 days old (2026-11-21)");
});
