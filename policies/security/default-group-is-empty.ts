import { awsType } from "../../model/topology/aws-type";
import { isSet } from "../each-resource";
import { rule } from "../rule";

/** What is put into no group lands in the default one; if that lets anything in, so does everything forgotten. */
export const defaultGroupIsEmpty = rule({
  name: "default-group-is-empty",
  displayName: "The default security group is empty",
  description: "A network's default security group must let nothing in.",
  severity: "low",
  kind: "security",
  tags: ["security", "network"],
  remediationSteps:
    "Leave `ingress` out of `aws.ec2.DefaultSecurityGroup`, and put each resource into a group of its own.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
  about: ["ec2/SecurityGroup"],
  judge: ({ index }) =>
    index
      .ofType("ec2/SecurityGroup")
      .filter(
        ({ type, inputs }) =>
          awsType(type) !== undefined && type.endsWith(":DefaultSecurityGroup") && isSet(inputs.ingress),
      )
      .map(({ urn, name }) => ({
        outcome: "violation" as const,
        urn,
        message: `${name} is a default security group and lets something in: whatever is put into no group is open to that.`,
      })),
});
