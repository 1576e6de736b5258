import { singlePointsOfFailure } from "../../model/failures";
import { rule } from "../rule";
import { verdictOf } from "./single-point-verdict";

/** A database in one zone takes its callers down with its zone; a restore takes hours where a failover takes a minute. */
export const databaseSpansZones = rule({
  name: "database-spans-zones",
  displayName: "Databases span zones",
  description: "A database must keep a standby in a second availability zone.",
  severity: "high",
  kind: "reachability",
  tags: ["availability"],
  remediationSteps:
    "Set `multiAz: true` on an RDS instance, or give an Aurora cluster a second instance in another zone.",
  url: "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZSingleStandby.html",
  judge: ({ topology }) =>
    singlePointsOfFailure(topology)
      .filter((point) => point.tier.kind === "database")
      .map(verdictOf),
});
