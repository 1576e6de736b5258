import type { PlannedResource } from "../../model/plan";
import { awsType } from "../../model/topology/aws-type";
import { flag, isUnknown, text } from "../../model/value";
import { isSet } from "../each-resource";
import { rule, type Verdict } from "../rule";

/** Argument by which AWS refuses to delete what holds data. */
const GUARDS: { readonly [type: string]: string } = {
  "rds/Instance": "deletionProtection",
  "rds/Cluster": "deletionProtection",
  "docdb/Cluster": "deletionProtection",
  "neptune/Cluster": "deletionProtection",
  "dynamodb/Table": "deletionProtectionEnabled",
  "cognito/UserPool": "deletionProtection",
  "lb/LoadBalancer": "enableDeletionProtection",
};

/** A renamed resource or a wrong stack is one `pulumi up` away from deleting a database; a guard makes that an error. */
export const deletionIsGuarded = rule({
  name: "deletion-is-guarded",
  displayName: "Deletion is guarded",
  description:
    "A database, a table, a user pool and a load balancer must be protected from deletion, by AWS or by Pulumi.",
  severity: "high",
  kind: "durability",
  tags: ["data"],
  remediationSteps:
    'Set `deletionProtection: true` (`deletionProtectionEnabled: true` on a table, `"ACTIVE"` on a user pool, ' +
    "`enableDeletionProtection: true` on a load balancer), or give the resource the option `{ protect: true }`.",
  url: "https://www.pulumi.com/docs/iac/concepts/options/protect/",
  about: Object.keys(GUARDS),
  judge: ({ index }) => index.ofType(...Object.keys(GUARDS)).flatMap(verdictOf),
});

function verdictOf({ type, urn, name, inputs, options }: PlannedResource): readonly Verdict[] {
  const argument = GUARDS[awsType(type) ?? ""] ?? "deletionProtection";
  // A replica's data is its source's, and a replica that goes is made again.
  if (options.protect === true || isSet(inputs.replicateSourceDb) || isSet(inputs.replicationSourceIdentifier))
    return [];
  const value = inputs[argument];
  if (flag(value) === true || text(value)?.toUpperCase() === "ACTIVE") return [];
  const unknown = isUnknown(value);
  const message = unknown
    ? `Whether ${name} is protected from deletion is not known.`
    : `${name} is not protected from deletion (\`${argument}\`): a rename or a removal deletes it with ${holds(type)}.`;
  return [{ outcome: unknown ? "unknown" : "violation", urn, message }];
}

/** What is gone with the resource; a new load balancer has another address. */
function holds(type: string): string {
  return awsType(type) === "lb/LoadBalancer" ? "the address that users know" : "its data";
}
