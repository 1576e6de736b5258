import { text } from "../../model/value";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { crowdFault, overlaps, sizeFault, subnetFaults } from "./faults/addresses-fit";

/** A subnet outside its network, or over another one, is refused when the network is there already. */
export const addressesFit = rule({
  name: "addresses-fit",
  displayName: "Addresses fit",
  description:
    "A subnet's addresses must lie within its network's, apart from every other subnet's, in blocks of /16 to /28, and do " +
    "for all that may run there.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "network"],
  remediationSteps:
    "Give each subnet a `cidrBlock` of its own within the `cidrBlock` of its VPC, large enough for the group's `maxSize`.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html",
  about: ["ec2/Vpc", "ec2/Subnet", "autoscaling/Group"],
  judge: (subject) => [
    ...faultsOf(subject, ["ec2/Vpc"], ({ inputs }) => [sizeFault(text(inputs.cidrBlock))]),
    ...faultsOf(subject, ["ec2/Vpc"], (vpc) => overlaps(subject, vpc)),
    ...faultsOf(subject, ["ec2/Subnet"], (subnet) => subnetFaults(subject, subnet)),
    ...faultsOf(subject, ["autoscaling/Group"], (group) => [crowdFault(subject, group)]),
  ],
});
