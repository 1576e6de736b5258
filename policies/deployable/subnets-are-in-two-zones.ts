import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { secondInZone, zoneFaults } from "./faults/subnets-are-in-two-zones";

/** What refuses subnets of one zone, and the argument that lists them. */
const TWO_ZONES: { readonly [type: string]: string } = {
  "lb/LoadBalancer": "subnets",
  "rds/SubnetGroup": "subnetIds",
  "docdb/SubnetGroup": "subnetIds",
  "neptune/SubnetGroup": "subnetIds",
};

/** An application load balancer and a database's subnet group are refused with subnets of one zone. */
export const subnetsAreInTwoZones = rule({
  name: "subnets-are-in-two-zones",
  displayName: "Subnets are in two zones",
  description:
    "An application load balancer and a database subnet group must have subnets in two zones, one a zone for the former.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "network"],
  remediationSteps: "List one subnet of each of two or more availability zones.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html",
  about: [...Object.keys(TWO_ZONES), "efs/MountTarget"],
  judge: (subject) => [
    ...faultsOf(subject, Object.keys(TWO_ZONES), (each) => zoneFaults(subject, each)),
    ...faultsOf(subject, ["efs/MountTarget"], (target) => [secondInZone(subject, target)]),
  ],
});
