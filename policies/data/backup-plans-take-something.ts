import { rule } from "../rule";

/** A plan says when and how long, a selection says what: one without the other makes no backup, and reports no failure. */
export const backupPlansTakeSomething = rule({
  name: "backup-plans-take-something",
  displayName: "Backup plans take something in",
  description: "A backup plan must have a selection of what it backs up.",
  severity: "high",
  kind: "durability",
  tags: ["data"],
  remediationSteps: "Add an `aws.backup.Selection` with the plan's id as `planId`, and `resources` or `selectionTags`.",
  url: "https://docs.aws.amazon.com/aws-backup/latest/devguide/assigning-resources.html",
  about: ["backup/Plan"],
  judge: ({ index }) =>
    index
      .ofType("backup/Plan")
      .filter((plan) => index.referring(plan, "backup/Selection", "planId").length === 0)
      .map(({ urn, name }) => ({
        outcome: "violation" as const,
        urn,
        message: `${name} backs nothing up: no selection has it as \`planId\`.`,
      })),
});
