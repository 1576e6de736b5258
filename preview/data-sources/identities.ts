import { type PropertyMap, text, UNKNOWN } from "../../model/value";
import { accountFor } from "./account";
import type { DataSource } from "./context";
import { regionFor } from "./location";
import { partitionOf } from "./regions";

const POLICY_ARN = /^arn:[\w-]+:iam::(?:aws|\d{12}):policy(\/(?:.*\/)?)([^/]+)$/;
const ASSUMED_ROLE = /^arn:[\w-]+:sts::\d{12}:assumed-role\/(?:.*\/)?([^/]+)\/([^/]+)$/;

/** A policy that exists, by its ARN, or by the name of one that AWS manages: those lie where they lie for everybody. */
export const policy: DataSource = (args, context) => {
  const name = text(args.name);
  const arn = text(args.arn) ?? (name === undefined ? undefined : managedPolicyArn(name));
  const own = arn?.replace(/^arn:aws:/, `arn:${partitionOf(regionFor(args, context)).id}:`);
  const [, path, ownName] = POLICY_ARN.exec(own ?? "") ?? [];
  if (own === undefined) context.assume(`The ARN of the policy ${name ?? ""} is unknown here.`);
  return {
    ...args,
    id: own ?? UNKNOWN,
    arn: own ?? UNKNOWN,
    name: ownName ?? name ?? UNKNOWN,
    path: path ?? UNKNOWN,
    policy: UNKNOWN,
  };
};

/** The ARNs of the policies that AWS manages, as the SDK lists them. */
function managedPolicyArn(name: string): string | undefined {
  // Loaded when a program asks for a policy by its name: few do.
  const { ManagedPolicy } = require("@pulumi/aws/types/enums/iam") as {
    readonly ManagedPolicy: { readonly [name: string]: string };
  };
  return Object.values(ManagedPolicy).find((arn) => arn.endsWith(`/${name}`));
}

/** A role that exists: its path may be another, but for most it is the root. */
export const role: DataSource = (args, context) => {
  const name = text(args.name) ?? "";
  const { id: partition } = partitionOf(regionFor(args, context));
  context.assume(`The role ${name} is taken to exist, with the path /.`);
  return {
    ...args,
    id: name,
    arn: `arn:${partition}:iam::${accountFor(context)}:role/${name}`,
    path: "/",
    assumeRolePolicy: UNKNOWN,
  };
};

/** Who a session's ARN belongs to: a role's session names the role, anything else issues itself. */
export const sessionContext: DataSource = (args) => {
  const arn = text(args.arn) ?? "";
  const [, issuerName, sessionName] = ASSUMED_ROLE.exec(arn) ?? [];
  if (issuerName === undefined || sessionName === undefined) {
    return { ...args, id: arn, issuerArn: arn, issuerId: "", issuerName: "", sessionName: "" } satisfies PropertyMap;
  }
  // The session does not tell the role's path, which is part of the role's ARN.
  return { ...args, id: arn, issuerArn: UNKNOWN, issuerId: UNKNOWN, issuerName, sessionName };
};
