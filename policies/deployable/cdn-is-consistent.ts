import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { distributionFaults } from "./faults/cdn-is-consistent";

/** CloudFront checks that each behaviour names an origin, and takes a quarter of an hour before the next try. */
export const cdnIsConsistent = rule({
  name: "cdn-is-consistent",
  displayName: "CDN distributions are consistent",
  description:
    "Every behaviour of a distribution must lead to an origin or group that it has, with one way of caching.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "network"],
  remediationSteps:
    "Make each `targetOriginId` equal to an `originId` of `origins` or `originGroups`, and give a behaviour either a " +
    "`cachePolicyId` or `forwardedValues`.",
  url: "https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html",
  about: ["cloudfront/Distribution"],
  judge: (subject) => faultsOf(subject, ["cloudfront/Distribution"], distributionFaults),
});
