import { list, parsedJson, record, text, type Value } from "../../model/value";
import type { DataSource, DataSourceContext } from "./context";
import { regionFor } from "./location";
import { partitionOf } from "./regions";

const ASSUMED_ACCOUNT = "123456789012";
const ROLE_ACCOUNT = /^arn:[\w-]+:iam::(\d{12}):/;

/** The account that the provider works in: the one it is bound to, or the one of the role it assumes. */
export function accountFor({ configuration, assume }: DataSourceContext): string {
  const allowed = list(structured(configuration.allowedAccountIds)).map(text);
  if (allowed.length === 1 && allowed[0] !== undefined) return allowed[0];
  const roles = [...list(structured(configuration.assumeRoles)), structured(configuration.assumeRole) ?? null];
  const account = roles.map((role) => ROLE_ACCOUNT.exec(text(record(role).roleArn) ?? "")?.[1]).find(Boolean);
  if (account !== undefined) return account;
  assume(`The account is not known here: ${ASSUMED_ACCOUNT} stands for it.`);
  return ASSUMED_ACCOUNT;
}

/** Providers hold structured configuration as JSON. */
function structured(value: Value | undefined): Value | undefined {
  return parsedJson(value) ?? value;
}

/** Who runs the deployment. */
export const callerIdentity: DataSource = (args, context) => {
  const accountId = accountFor(context);
  const partition = partitionOf(regionFor(args, context)).id;
  const arn = `arn:${partition}:iam::${accountId}:user/preview`;
  return { ...args, id: accountId, accountId, arn, userId: "AIDAPREVIEWPREVIEW00" };
};

/** Tags that the provider puts on every resource. */
export const defaultTags: DataSource = (args, { configuration }) => {
  return { ...args, id: "aws", tags: record(record(structured(configuration.defaultTags)).tags) };
};
