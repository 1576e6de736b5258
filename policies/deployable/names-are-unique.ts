import type { PlannedResource } from "../../model/plan";
import { text } from "../../model/value";
import { regionOf } from "../region";
import { rule, type Verdict } from "../rule";
import type { Subject } from "../subject";

/** Argument that holds a name which must be the only one of its kind in a region. */
const IN_A_REGION = {
  "lb/LoadBalancer": "name",
  "lb/TargetGroup": "name",
  "lambda/Function": "name",
  "sqs/Queue": "name",
  "dynamodb/Table": "name",
  "rds/Instance": "identifier",
  "rds/ClusterInstance": "identifier",
  "rds/Cluster": "clusterIdentifier",
  "elasticache/ReplicationGroup": "replicationGroupId",
  "cloudwatch/LogGroup": "name",
  "cloudwatch/MetricAlarm": "name",
  "ecr/Repository": "name",
  "autoscaling/Group": "name",
  "secretsmanager/Secret": "name",
} as const;

/** As above, in the whole account. For buckets it is the whole world, of which a plan shows this part. */
const EVERYWHERE = {
  "s3/Bucket": "bucket",
  "iam/Role": "name",
  "iam/User": "name",
  "iam/Policy": "name",
  "iam/InstanceProfile": "name",
} as const;

const PROPERTIES: { readonly [type: string]: string } = { ...IN_A_REGION, ...EVERYWHERE };

/** Two resources that are to have one name: the first is made, the second is refused. */
export const namesAreUnique = rule({
  name: "names-are-unique",
  displayName: "Names are unique",
  description: "Two resources of a kind must not have the same name in one region.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable"],
  remediationSteps: "Leave the names out, and Pulumi makes up different ones; or make them differ.",
  url: "https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming",
  about: Object.keys(PROPERTIES),
  judge: (subject) => Object.entries(PROPERTIES).flatMap(([type, property]) => duplicates(subject, type, property)),
});

function duplicates(subject: Subject, type: string, property: string): readonly Verdict[] {
  const first = new Map<string, PlannedResource>();
  return subject.index.ofType(type).flatMap((resource): readonly Verdict[] => {
    const name = text(resource.inputs[property]);
    if (!name) return [];
    // A provider of its own may be another account.
    const place = type in EVERYWHERE ? "" : regionOf(subject, resource);
    const key = `${resource.provider} ${place} ${name}`;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, resource);
      return [];
    }
    const message = `${resource.name} and ${other.name} are both to have \`${property}: "${name}"\`.`;
    return [{ outcome: "violation", urn: resource.urn, message, cause: key }];
  });
}
