import { blockedFailovers } from "../../model/failures/failovers";
import { rule } from "../rule";

/** An alternative helps only if somebody notices that the first choice is down. */
export const failoverCanHappen = rule({
  name: "failover-can-happen",
  displayName: "Failover can happen",
  description: "Of several records or origins, each must be left out when it is down.",
  severity: "high",
  kind: "recovery",
  tags: ["availability"],
  remediationSteps:
    "Give each of the records a `healthCheckId` (or `evaluateTargetHealth: true` in its alias), and an origin group the " +
    "`statusCodes` 500, 502, 503 and 504.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover.html",
  about: ["route53/Record", "cloudfront/Distribution"],
  judge: ({ index }) =>
    blockedFailovers(index).map(({ resource, reason, fix }) => ({
      outcome: "violation",
      urn: resource.urn,
      message: `${reason} Fix: ${fix}`,
    })),
});
