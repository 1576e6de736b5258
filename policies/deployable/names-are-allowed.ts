import type { PlannedResource } from "../../model/plan";
import { awsType } from "../../model/topology/aws-type";
import { text } from "../../model/value";
import { faultsOf } from "../each-resource";
import { rule } from "../rule";
import { bucketNameFault, NAME_LIMITS } from "./limits/names";

const NAMED = NAME_LIMITS.flatMap((limit) => limit.of.map(([type, property]) => ({ ...limit, type, property })));
const TYPES = [...new Set(NAMED.map(({ type }) => type)), "s3/Bucket"];

/** A name that is too long, or has a character too many, is refused when the deployment is half done. */
export const namesAreAllowed = rule({
  name: "names-are-allowed",
  displayName: "Names are allowed",
  description: "A name must have the length and the characters that AWS takes for it.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable"],
  remediationSteps: "Leave the name out, and Pulumi makes one up that fits; or write one within the limit.",
  url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  about: TYPES,
  judge: (subject) => faultsOf(subject, TYPES, nameFaults),
});

function nameFaults(resource: PlannedResource): readonly string[] {
  const type = awsType(resource.type);
  if (type === "s3/Bucket") {
    const name = text(resource.inputs.bucket);
    const fault = name ? bucketNameFault(name) : undefined;
    return fault === undefined ? [] : [`is to be called \`${name}\`, a bucket name which ${fault}`];
  }
  return NAMED.filter((limit) => limit.type === type).flatMap(
    ({ property, shortest = 1, longest, pattern, allowed }) => {
      const name = text(resource.inputs[property]);
      if (!name) return [];
      if (name.length < shortest || name.length > longest) {
        return [
          `has \`${property}: "${name}"\` of ${name.length} characters, where AWS takes ${shortest} to ${longest}`,
        ];
      }
      return pattern.test(name) ? [] : [`has \`${property}: "${name}"\`, where AWS takes ${allowed}`];
    },
  );
}
