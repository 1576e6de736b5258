import { flag, isUnknown, number, text } from "../../model/value";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";

/** Logs that nobody set an end for are paid for every month, for ever, and hold what they hold for ever. */
export const logsHaveAnEnd = rule({
  name: "logs-have-an-end",
  displayName: "Logs have an end",
  description: "A log group must say for how many days it keeps events.",
  severity: "low",
  kind: "detection",
  tags: ["operations", "cost"],
  remediationSteps: "Set `retentionInDays`, for example to 30.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html",
  about: ["cloudwatch/LogGroup"],
  judge: (subject) =>
    faultsOf(subject, ["cloudwatch/LogGroup"], ({ inputs }) => [
      !isUnknown(inputs.retentionInDays) &&
        (number(inputs.retentionInDays) ?? 0) === 0 &&
        // AWS deletes these after two days, whatever is said.
        text(inputs.logGroupClass) !== "DELIVERY" &&
        flag(inputs.skipDestroy) !== true &&
        "keeps every event for ever (`retentionInDays` is 0 or not set)",
    ]),
});
