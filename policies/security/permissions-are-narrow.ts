import { text } from "../../model/value";
import { faultsOf } from "../each-resource";
import { isIdentityPolicy, POLICY_ARGUMENTS, TRUST } from "../policy-document";
import { rule } from "../rule";
import { policyFaults, trustFaults } from "./faults/permissions-are-narrow";

const IDENTITIES = Object.keys(POLICY_ARGUMENTS).filter((type) => isIdentityPolicy(type));
const ATTACHMENTS = [
  "iam/RolePolicyAttachment",
  "iam/UserPolicyAttachment",
  "iam/GroupPolicyAttachment",
  "iam/PolicyAttachment",
];

/** Whoever takes over a server takes over what its role may do. */
export const permissionsAreNarrow = rule({
  name: "permissions-are-narrow",
  displayName: "Permissions are narrow",
  description: "A policy must name the actions and resources that it allows, and a role who may take it on.",
  severity: "high",
  kind: "security",
  tags: ["security"],
  remediationSteps:
    "List the actions that are used in place of `*` or `service:*`, the resources' ARNs in place of `*`, and in a trust " +
    "policy the service or the account; leave out `AdministratorAccess`.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  about: [TRUST, ...IDENTITIES, ...ATTACHMENTS],
  judge: (subject) => [
    ...faultsOf(subject, IDENTITIES, policyFaults),
    ...faultsOf(subject, [TRUST], trustFaults),
    ...faultsOf(subject, ATTACHMENTS, ({ inputs }) => [
      /:policy\/(AdministratorAccess|PowerUserAccess|IAMFullAccess)$/.test(text(inputs.policyArn) ?? "") &&
        `grants ${text(inputs.policyArn)?.split("/").at(-1)}`,
    ]),
  ],
});
