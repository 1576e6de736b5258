import type { PlannedResource } from "../../model/plan";
import { awsType } from "../../model/topology/aws-type";
import { type Faults, faultsOf } from "../each-resource";
import { documentOf, isIdentityPolicy, POLICY_ARGUMENTS, statementsIn, TRUST } from "../policy-document";
import { rule } from "../rule";

/** Characters without white space (IAM User Guide, "IAM and STS quotas", November 2026). */
const LONGEST = {
  "iam/Policy": 6_144,
  "iam/RolePolicy": 10_240,
  "iam/UserPolicy": 2_048,
  "iam/GroupPolicy": 5_120,
} as const;
const TYPES = Object.keys(POLICY_ARGUMENTS);

/** A policy is a text to Pulumi; only IAM reads it, and only when it is there. */
export const policyDocumentsParse = rule({
  name: "policy-documents-parse",
  displayName: "Policy documents parse",
  description:
    "An access policy must be JSON, with statements that say whether, what, and (where it is on a resource) who.",
  severity: "high",
  kind: "refusal",
  tags: ["deployable", "security"],
  remediationSteps:
    "Write the document by `aws.iam.getPolicyDocumentOutput` or `pulumi.jsonStringify`; give each statement `Effect`, " +
    "`Action` and, in an identity's policy, `Resource` and no `Principal`.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html",
  about: TYPES,
  judge: (subject) => faultsOf(subject, TYPES, documentFaults),
});

function documentFaults(resource: PlannedResource): Faults {
  const type = awsType(resource.type) ?? "";
  const argument = POLICY_ARGUMENTS[type] ?? "policy";
  const written = documentOf(resource.inputs[argument]);
  if (!written) return [];
  const statements = statementsIn(written);
  if (statements === undefined) return [`has a \`${argument}\` that is no JSON object with a \`Statement\``];
  const longest = LONGEST[type as keyof typeof LONGEST];
  const length = written.replace(/\s/g, "").length;
  return [
    longest !== undefined &&
      length > longest &&
      `has a \`${argument}\` of ${length} characters, where IAM takes ${longest}`,
    ...statements.flatMap((statement) => statementFaults(statement, type, argument)),
  ];
}

function statementFaults(statement: { readonly [key: string]: unknown }, type: string, argument: string): Faults {
  const where = `has a statement in \`${argument}\``;
  const has = (...keys: readonly string[]) => keys.some((key) => statement[key] !== undefined);
  const identity = isIdentityPolicy(type);
  return [
    !["Allow", "Deny"].includes(String(statement.Effect)) && `${where} of which \`Effect\` is neither Allow nor Deny`,
    !has("Action", "NotAction") && `${where} without \`Action\``,
    has("Action") && has("NotAction") && `${where} with both \`Action\` and \`NotAction\``,
    identity && !has("Resource", "NotResource") && `${where} without \`Resource\``,
    identity &&
      has("Principal", "NotPrincipal") &&
      `${where} with a \`Principal\`, which only a resource's policy may have`,
    !identity && !has("Principal", "NotPrincipal") && `${where} without \`Principal\``,
    type === TRUST &&
      has("Resource", "NotResource") &&
      `${where} with a \`Resource\`, which a trust policy may not have`,
  ];
}
