import { text } from "../../model/value";
import { faultsOf } from "../each-resource";
import { regionOf } from "../region";
import { rule } from "../rule";
import { distributionFaults, isOutside, listenerFaults } from "./faults/certificate-is-where-it-is-used";

const LISTENER = "lb/Listener";
const CDN = "cloudfront/Distribution";

/** CloudFront reads certificates and web ACLs in us-east-1 only; a load balancer reads them in its own region. */
export const certificateIsWhereItIsUsed = rule({
  name: "certificate-is-where-it-is-used",
  displayName: "Certificates and web ACLs are where they are used",
  description: "What CloudFront uses must be in us-east-1, and a TLS listener needs a certificate of its region.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "network"],
  remediationSteps:
    "Make CloudFront's certificate and web ACL with a provider for us-east-1 (`{ provider: usEast1 }`), and a listener's " +
    "with its own; give every HTTPS or TLS listener a `certificateArn`.",
  url: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  about: [CDN, LISTENER, "wafv2/WebAcl"],
  judge: (subject) => [
    ...faultsOf(subject, [CDN], (each) => distributionFaults(subject, each)),
    ...faultsOf(subject, [LISTENER], (each) => listenerFaults(subject, each)),
    ...faultsOf(subject, ["wafv2/WebAcl"], ({ inputs, ...acl }) => [
      text(inputs.scope) === "CLOUDFRONT" &&
        isOutside(regionOf(subject, { inputs, ...acl }), "us-east-1") &&
        "has `scope: CLOUDFRONT` outside us-east-1",
    ]),
  ],
});
