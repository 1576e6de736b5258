import { openDoors } from "../../model/security/open-doors";
import { rule } from "../rule";

/** A port that anybody may try is a port that somebody will: only a load balancer is built to face the internet. */
export const noOpenIngress = rule({
  name: "no-open-ingress",
  displayName: "No ingress from anywhere",
  description: "Only a load balancer may let in the whole internet.",
  severity: "high",
  kind: "security",
  tags: ["security", "network"],
  remediationSteps:
    "Let in the load balancer's security group (or a known address range) in place of 0.0.0.0/0 and ::/0; reach " +
    "machines through Session Manager in place of SSH.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  judge: ({ groups }) =>
    openDoors(groups).map(({ rule: resource, group, ports, known }) => ({
      outcome: known ? "violation" : "unknown",
      urn: resource.urn,
      message: known
        ? `Security group ${group ?? resource.name} lets in anybody on ${ports}; only a load balancer's may.`
        : `Whom security group ${group ?? resource.name} lets in on ${ports} is not known.`,
    })),
});
