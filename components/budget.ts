import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Mistakes } from "./mistakes";
import { isEmail } from "./observability";
import { type Tags, tagged } from "./tags";

export interface BudgetArgs {
  /** USD that a month may cost, above 0: every service of the account, tax included, credits not deducted. */
  readonly monthlyUsd: number;
  /**
   * E-mail addresses that are told, at most 10.
   * @default []
   */
  readonly emails?: readonly string[];
  /**
   * ARN of an SNS topic that is told, whose policy lets `budgets.amazonaws.com` publish.
   * @default - none
   */
  readonly topicArn?: pulumi.Input<string>;
  /**
   * Percent of the budget spent at which somebody is told, each 1 to 1000.
   * @default [80, 100]
   */
  readonly spentPercent?: readonly number[];
  /**
   * Percent of the budget that AWS expects the month to reach at which somebody is told, 1 to 1000. A new account has no
   * forecast in its first weeks.
   * @default 100
   */
  readonly forecastPercent?: number;
  /** @default - only `Name` */
  readonly tags?: Tags;
}

const MAX_EMAILS = 10;
/** Notifications that a budget may have. docs.aws.amazon.com/cost-management/latest/userguide/management-limits.html */
const MAX_NOTIFICATIONS = 10;

/** A monthly limit that stops nothing and tells people in time. AWS makes up its figures a few times a day. */
export class Budget extends pulumi.ComponentResource {
  readonly budgetName: pulumi.Output<string>;

  constructor(name: string, args: BudgetArgs, opts?: pulumi.ComponentResourceOptions) {
    super("zero-to-millions:operations:Budget", name, args, opts);
    check(name, args);
    const { monthlyUsd, emails = [], topicArn, spentPercent = [80, 100], forecastPercent = 100, tags } = args;

    const tell = {
      comparisonOperator: "GREATER_THAN",
      thresholdType: "PERCENTAGE",
      subscriberEmailAddresses: [...emails],
      subscriberSnsTopicArns: topicArn === undefined ? [] : [topicArn],
    };
    const budget = new aws.budgets.Budget(
      name,
      {
        budgetType: "COST",
        limitAmount: String(monthlyUsd),
        limitUnit: "USD",
        timeUnit: "MONTHLY",
        // A credit hides what things cost until the day it is used up.
        costTypes: { includeCredit: false, includeRefund: false },
        notifications: [
          ...spentPercent.map((threshold) => ({ ...tell, notificationType: "ACTUAL", threshold })),
          { ...tell, notificationType: "FORECASTED", threshold: forecastPercent },
        ],
        tags: tagged(name, tags),
      },
      { parent: this },
    );

    this.budgetName = budget.name;
    this.registerOutputs({ budgetName: this.budgetName });
  }
}

function check(name: string, args: BudgetArgs): void {
  const { monthlyUsd, emails = [], topicArn, spentPercent = [80, 100], forecastPercent = 100 } = args;
  const wrong = emails.filter((email) => !isEmail(email));
  const mistakes = new Mistakes()
    .require(Number.isFinite(monthlyUsd) && monthlyUsd > 0, "monthlyUsd", `must be above 0, got ${monthlyUsd}`)
    .require(wrong.length === 0, "emails", `must be addresses such as oncall@example.com, got ${wrong.join(", ")}`)
    .require(emails.length <= MAX_EMAILS, "emails", `must be ${MAX_EMAILS} at most, got ${emails.length}`)
    .require(
      emails.length > 0 || topicArn !== undefined,
      "emails",
      "must name an address, or topicArn a topic: nobody would be told",
    )
    .require(
      spentPercent.length < MAX_NOTIFICATIONS && new Set(spentPercent).size === spentPercent.length,
      "spentPercent",
      `must be ${MAX_NOTIFICATIONS - 1} different figures at most, got ${spentPercent.join(", ")}`,
    )
    .requireRange("forecastPercent", forecastPercent, 1, 1_000);
  for (const percent of spentPercent) {
    mistakes.requireRange("spentPercent", percent, 1, 1_000);
  }
  mistakes.throwFor("Budget", name);
}
