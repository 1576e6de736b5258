import { flag, isUnknown, list, record } from "../../model/value";
import { rule } from "../rule";

/** Three copies of a table do not help against a bad release: all of them delete what it deletes. */
export const tablesCanGoBack = rule({
  name: "tables-can-go-back",
  displayName: "Tables can go back in time",
  description: "A DynamoDB table must have point-in-time recovery.",
  severity: "medium",
  kind: "durability",
  tags: ["data"],
  remediationSteps: "Set `pointInTimeRecovery: { enabled: true }` on the table.",
  url: "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Point-in-time-recovery.html",
  about: ["dynamodb/Table"],
  judge: ({ index }) =>
    index.ofType("dynamodb/Table").flatMap(({ urn, name, inputs }) => {
      const recovery = inputs.pointInTimeRecovery;
      const enabled = record(list(recovery)[0] ?? recovery).enabled;
      if (flag(enabled) === true) return [];
      const unknown = isUnknown(recovery) || isUnknown(enabled);
      const message = unknown
        ? `Whether ${name} has point-in-time recovery is not known.`
        : `${name} has no point-in-time recovery: items that a bad release deletes are gone.`;
      return [{ outcome: unknown ? "unknown" : "violation", urn, message }];
    }),
});
