import { estimateCost } from "../../../model/cost";
import { readDiscounts } from "../../../model/cost/discounts/document";
import { plannedResource, planOf } from "./plans";

const plan = planOf([plannedResource({ type: "aws:ec2/natGateway:NatGateway", name: "way", inputs: {} })]);
const monthly = (content: object): string =>
  estimateCost(plan, {
    discounts: readDiscounts({ version: 0.1, ...content }),
    comparable: "infracost",
  }).monthly.fixed;

test("percent off a service lowers its prices and no other", () => {
  expect(monthly({})).toBe("32.85");
  expect(monthly({ discounts: { nat_gateway: 10 } })).toBe("29.565");
  expect(monthly({ discounts: { ec2: 10 } })).toBe("32.85");
});

test("an own price goes before the list and its discount; that of the region before that of all", () => {
  const own = { "nat_gateway.hour": 0.03 };
  expect(monthly({ prices: own, discounts: { nat_gateway: 10 } })).toBe("21.9");
  expect(monthly({ prices: { ...own, "us-east-1": { "nat_gateway.hour": 0.02 } } })).toBe("14.6");
  expect(monthly({ prices: { "eu-west-1": { "nat_gateway.hour": 0.02 } } })).toBe("32.85");
});

test("an own price fills a gap of the table", () => {
  const oregon = planOf(
    [plannedResource({ type: "aws:ec2/natGateway:NatGateway", name: "way", inputs: {} })],
    "us-west-2",
  );
  const gaps = (discounts: object) =>
    estimateCost(oregon, { discounts: readDiscounts({ version: 0.1, ...discounts }) }).unpriced.length;
  expect(gaps({})).toBe(1);
  expect(gaps({ prices: { "nat_gateway.data": 0.045 } })).toBe(0);
});

test("graduated prices keep their steps", () => {
  const queue = planOf([plannedResource({ type: "aws:sqs/queue:Queue", name: "work", inputs: {} })]);
  const [urn = ""] = queue.resources.map((each) => each.urn);
  const bill = (percent: number) =>
    estimateCost(queue, {
      resourceUsage: { [urn]: { monthly_requests: 300_000_000_000 } },
      discounts: readDiscounts({ version: 0.1, discounts: { sqs: percent } }),
    }).lines.map((line) => Number(line.monthly));
  expect(bill(0).length).toBeGreaterThan(1);
  expect(bill(50)).toEqual(bill(0).map((amount) => amount / 2));
});

test.each([
  ["an unknown service", { discounts: { nat_gatewai: 10 } }, /discounts\.nat_gatewai .*did you mean nat_gateway\?/],
  ["an unknown price", { prices: { "nat_gateway.hours": 1 } }, /did you mean nat_gateway\.hour\?/],
  ["an unknown region", { prices: { "eu-west-9": { "nat_gateway.hour": 1 } } }, /eu-west-9 .*eu-west-1/],
  ["more than everything off", { discounts: { ec2: 120 } }, /discounts\.ec2 is 120: .*0 to 100/],
  ["a negative price", { prices: { "nat_gateway.hour": -1 } }, /is -1: .*at least 0/],
  ["an unknown section", { services: {} }, /services .*discounts, prices/],
])("refuses %s in one sentence", (_what, content, sentence) => {
  expect(() => readDiscounts({ version: 0.1, ...content })).toThrow(sentence);
});
