import { isUnknown, list, record, reveal, text, type Value } from "../model/value";

/** The type whose document says who may take a role on. */
export const TRUST = "iam/Role";

/** Short type and the argument that holds an access policy as JSON. */
export const POLICY_ARGUMENTS: { readonly [type: string]: string } = {
  [TRUST]: "assumeRolePolicy",
  "iam/Policy": "policy",
  "iam/RolePolicy": "policy",
  "iam/UserPolicy": "policy",
  "iam/GroupPolicy": "policy",
  "s3/BucketPolicy": "policy",
  "sqs/QueuePolicy": "policy",
  "sns/TopicPolicy": "policy",
  "kms/Key": "policy",
  "secretsmanager/SecretPolicy": "policy",
};

/** Whether policies of this type are an identity's, which say what it may do, and not a resource's, which say who may. */
export function isIdentityPolicy(type: string): boolean {
  return ["iam/Policy", "iam/RolePolicy", "iam/UserPolicy", "iam/GroupPolicy"].includes(type);
}

/**
 * A document as text, which a program may also write as an object: the provider makes the text of it. Undefined where it is
 * not known, or so little of it that nothing can be said; what is unknown within a statement is a text that says so.
 */
export function documentOf(value: Value | undefined): string | undefined {
  const { Statement: statement, ...others } = record(value);
  if (statement === undefined && Object.keys(others).length === 0) return text(value);
  const statements = Array.isArray(reveal(statement)) ? list(statement) : [statement];
  const opaque = statements.some((each) => isUnknown(each) || isUnknown(record(each).Effect));
  return opaque ? undefined : JSON.stringify(reveal(value));
}

/** One statement, as its author wrote it. */
export interface Statement {
  readonly [key: string]: unknown;
}

/** The statements of a document; undefined where it is no JSON object or has none. */
export function statementsIn(written: string): readonly Statement[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(written);
  } catch {
    return undefined;
  }
  const statement = isObject(document) ? document.Statement : undefined;
  const statements: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  return statements.length > 0 && statements.every(isObject) ? statements : undefined;
}

function isObject(value: unknown): value is Statement {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands for one text or several in a document, as a list of texts. */
export function textsOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === "string");
}
