import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { groupFaults, idleFault, listenerFaults } from "./faults/targets-fit-their-balancer";

/** A load balancer of one kind refuses listeners and target groups of the other. */
export const targetsFitTheirBalancer = rule({
  name: "targets-fit-their-balancer",
  displayName: "Targets fit their load balancer",
  description:
    "Listeners and target groups must speak the protocols of their load balancer, and each listener have a port of its own.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "network"],
  remediationSteps:
    "Use HTTP or HTTPS with an application load balancer and TCP, TLS or UDP with a network one; give a target group for " +
    "anything but functions a `port`, a `protocol` and a `vpcId`.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html",
  about: ["lb/Listener", "lb/TargetGroup"],
  judge: (subject) => [
    ...faultsOf(subject, ["lb/Listener"], (listener) => listenerFaults(subject, listener)),
    ...faultsOf(subject, ["lb/TargetGroup"], groupFaults),
    ...faultsOf(subject, ["lb/TargetGroup"], (group) => [idleFault(subject, group)]),
  ],
});
