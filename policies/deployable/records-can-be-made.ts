import type { PlannedResource } from "../../model/plan";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { keyOf, ownFaults, sharedFaults } from "./faults/records-can-be-made";

/** Route 53 refuses records that stand in each other's way, or that are neither an alias nor a value. */
export const recordsCanBeMade = rule({
  name: "records-can-be-made",
  displayName: "DNS records can be made",
  description:
    "A record must be an alias or have values of its type and a time to live, and go together with others of its name.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "network"],
  remediationSteps:
    "Give an alias no `ttl` and `records`, and any other record both; use an alias (type A) at the zone's own name in place " +
    "of a CNAME; give records that share a name one routing policy and a `setIdentifier` each.",
  url: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values.html",
  about: ["route53/Record"],
  judge: (subject) => {
    const others = new Map<string, PlannedResource[]>();
    for (const record of subject.index.ofType("route53/Record")) {
      const key = keyOf(subject, record);
      if (key !== undefined) others.set(key, [...(others.get(key) ?? []), record]);
    }
    return faultsOf(subject, ["route53/Record"], (record) => [
      ...ownFaults(subject, record),
      ...sharedFaults(record, others.get(keyOf(subject, record) ?? "") ?? []),
    ]);
  },
});
