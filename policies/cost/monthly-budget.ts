import { rule } from "../rule";
import { type Budget, overspent, setsLimit } from "./budget";

const usd = { type: "number", minimum: 0 } as const;

/**
 * A bill grows by small changes that nobody adds up. A limit per environment, and per component, stops the change that goes
 * beyond it while it is still a pull request. Without a limit in the configuration the rule has nothing to say.
 */
export const monthlyBudget = rule({
  name: "monthly-budget",
  displayName: "Within the monthly budget",
  description: "A program, and each of its components that has one, must stay within its monthly budget.",
  severity: "medium",
  kind: "cost",
  tags: ["cost"],
  remediationSteps:
    "Take the cheaper choice that `npm run preview` shows in its cost lines, or agree to a larger budget.",
  url: "https://docs.aws.amazon.com/wellarchitected/latest/cost-optimization-pillar/welcome.html",
  settings: {
    properties: {
      monthlyUsd: usd,
      componentsUsd: { type: "object", additionalProperties: usd },
      agreedUsd: usd,
      increaseUsd: usd,
      increasePercent: usd,
      load: {
        type: "object",
        properties: { requestsPerSecond: usd, readShare: usd, payloadKiB: usd, storedGiB: usd },
        required: ["requestsPerSecond", "readShare", "payloadKiB", "storedGiB"],
      },
    },
    defaults: {} as Budget,
  },
  unset: (budget) => (setsLimit(budget) ? undefined : "the configuration sets no limit"),
  judge: ({ plan }, budget) =>
    overspent(plan, budget).map((each) => ({ outcome: "violation", ...each, cause: each.message })),
});
