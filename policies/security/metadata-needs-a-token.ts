import type { PlannedResource } from "../../model/plan";
import { isUnknown, list, record, text } from "../../model/value";
import { isSet } from "../each-resource";
import { rule, type Verdict } from "../rule";
import type { Subject } from "../subject";

const TYPES = ["ec2/Instance", "ec2/LaunchTemplate", "ec2/LaunchConfiguration"];

/** By the first version of the metadata service, one forged request from a server gives away its role's keys. */
export const metadataNeedsAToken = rule({
  name: "metadata-needs-a-token",
  displayName: "Instance metadata needs a token",
  description: "A server must serve its metadata by version 2 only (IMDSv2).",
  severity: "medium",
  kind: "security",
  tags: ["security", "compute"],
  remediationSteps: 'Set `metadataOptions: { httpTokens: "required" }` on the instance or launch template.',
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html",
  about: TYPES,
  judge: (subject) => subject.index.ofType(...TYPES).flatMap((server) => verdictOf(subject, server)),
});

function verdictOf(subject: Subject, server: PlannedResource): readonly Verdict[] {
  const { urn, name, inputs } = server;
  const options = record(list(inputs.metadataOptions)[0] ?? inputs.metadataOptions);
  if (text(options.httpTokens) === "required" || text(options.httpEndpoint) === "disabled") return [];
  // What an instance does not say, its launch template does, and the account's own default may.
  if (!isSet(options.httpTokens) && (isSet(inputs.launchTemplate) || hasAccountDefault(subject))) return [];
  const unknown = isUnknown(inputs.metadataOptions) || isUnknown(options.httpTokens);
  const message = unknown
    ? `Whether ${name} serves its metadata without a token is not known.`
    : `${name} serves its metadata without a token (\`metadataOptions.httpTokens\` is not "required").`;
  return [{ outcome: unknown ? "unknown" : "violation", urn, message }];
}

function hasAccountDefault({ index }: Subject): boolean {
  return index.ofType("ec2/InstanceMetadataDefaults").some(({ inputs }) => text(inputs.httpTokens) === "required");
}
