import { list, record } from "../../model/value";
import { faultsOf, isSet } from "../each-resource";
import { rule } from "../rule";
import { newFaults, oldFaults } from "./faults/group-rules-are-valid";

/** EC2 refuses a rule with ports the wrong way round, or with nobody to let in. */
export const groupRulesAreValid = rule({
  name: "group-rules-are-valid",
  displayName: "Security group rules are valid",
  description:
    "A security group's rule must name ports that exist, in order, an address block that is one, and somebody.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "network"],
  remediationSteps:
    "Put the lower port first, write blocks such as 10.0.0.0/16, and name at least one block, group or prefix list.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html",
  about: ["ec2/SecurityGroup", "ec2/SecurityGroupRule", "vpc/SecurityGroupIngressRule", "vpc/SecurityGroupEgressRule"],
  judge: (subject) => [
    ...faultsOf(subject, ["ec2/SecurityGroup"], ({ inputs }) =>
      [...list(inputs.ingress), ...list(inputs.egress)].map(record).flatMap(oldFaults),
    ),
    ...faultsOf(subject, ["ec2/SecurityGroupRule"], ({ inputs }) => [
      ...oldFaults(inputs),
      isSet(inputs.cidrBlocks) &&
        isSet(inputs.sourceSecurityGroupId) &&
        "names both `cidrBlocks` and `sourceSecurityGroupId`",
    ]),
    ...faultsOf(subject, ["vpc/SecurityGroupIngressRule", "vpc/SecurityGroupEgressRule"], ({ inputs }) =>
      newFaults(inputs),
    ),
  ],
});
