import { Budget, type BudgetArgs } from "../../components/budget";
import { mistakesOf, record } from "./recorded-resources";

const base: BudgetArgs = { monthlyUsd: 500, emails: ["owner@example.com"] };
const budget = async (args: Partial<BudgetArgs> = {}) =>
  (await record(() => new Budget("month", { ...base, ...args }))).one("aws:budgets/budget:Budget").inputs;

describe("Budget", () => {
  it("limits what a month costs, in USD", async () => {
    expect(await budget()).toMatchObject({
      budgetType: "COST",
      timeUnit: "MONTHLY",
      limitAmount: "500",
      limitUnit: "USD",
    });
  });

  it("tells when most of it is spent, when all of it is, and when a forecast says so", async () => {
    const { notifications } = await budget();
    expect(notifications).toMatchObject([
      { notificationType: "ACTUAL", threshold: 80 },
      { notificationType: "ACTUAL", threshold: 100 },
      { notificationType: "FORECASTED", threshold: 100 },
    ]);
    for (const each of notifications as readonly unknown[]) {
      expect(each).toMatchObject({
        comparisonOperator: "GREATER_THAN",
        thresholdType: "PERCENTAGE",
        subscriberEmailAddresses: ["owner@example.com"],
        subscriberSnsTopicArns: [],
      });
    }
  });

  it("tells a topic, with or without addresses", async () => {
    const { notifications } = await budget({
      emails: [],
      topicArn: "arn:topic",
      spentPercent: [],
      forecastPercent: 90,
    });
    expect(notifications).toMatchObject([
      { notificationType: "FORECASTED", threshold: 90, subscriberSnsTopicArns: ["arn:topic"] },
    ]);
  });

  it("counts what things cost, whatever credits pay for", async () => {
    expect((await budget()).costTypes).toMatchObject({ includeCredit: false, includeRefund: false });
  });

  it("rejects a budget that nobody hears of", async () => {
    expect(await mistakesOf(() => new Budget("month", { monthlyUsd: 5 }))).toHaveProperty("emails");
  });

  it("rejects all wrong figures at once", async () => {
    const args = { monthlyUsd: 0, emails: ["nobody"], spentPercent: [0], forecastPercent: 2_000 };
    expect(Object.keys(await mistakesOf(() => new Budget("month", args))).sort()).toEqual([
      "emails",
      "forecastPercent",
      "monthlyUsd",
      "spentPercent",
    ]);
  });

  it.each([[[80, 80]], [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]]])("rejects %j as shares spent", async (spentPercent) => {
    expect(await mistakesOf(() => new Budget("month", { ...base, spentPercent }))).toHaveProperty("spentPercent");
  });
});
