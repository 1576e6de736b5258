import { createHash } from "node:crypto";
import { flag, text } from "../../model/value";
import type { ConstructContext, Registered, Tracked, TrackedMap } from "../remote/construct";
import { defined, isGiven, items, type Optional, omit, output, properties } from "./output";

/** A role that a component makes by itself, or one that it was given. */
export interface Role {
  readonly role?: Registered;
  readonly arn?: Tracked;
}

export interface RoleDefaults {
  readonly name: string;
  /** Properties of the role where the program says nothing of them. */
  readonly inputs: TrackedMap;
  /** Policies that are attached where the program names none. */
  readonly policyArns?: readonly string[];
  readonly parent: Registered | undefined;
}

/** Makes a role with its policies, unless `argument` skips it or names one that exists. */
export async function defaultRole(
  context: ConstructContext,
  argument: Optional,
  defaults: RoleDefaults,
): Promise<Role> {
  const { roleArn, args, skip } = properties(argument) ?? {};
  if (isGiven(roleArn) && isGiven(args)) {
    throw new Error("A role's roleArn and args exclude each other: name an existing role or describe a new one.");
  }
  if (flag(output(skip).value)) return {};
  if (isGiven(roleArn)) return { arn: output(roleArn) };
  const given = properties(args) ?? {};
  const child = defaults.parent ? { parent: defaults.parent } : {};
  const inputs = { ...defaults.inputs, ...omit(given, ["policyArns"]) };
  const role = await context.register("aws:iam/role:Role", defaults.name, defined(inputs), child);
  for (const policyArn of policies(given.policyArns) ?? defaults.policyArns ?? []) {
    const name = `${defaults.name}-${shortHash(policyArn)}`;
    const attachment = { role: role.output("name"), policyArn };
    await context.register("aws:iam/rolePolicyAttachment:RolePolicyAttachment", name, attachment, child);
  }
  return { role, arn: role.output("arn") };
}

/** Eight hexadecimal digits that stand for a text in names. */
export function shortHash(source: string): string {
  return createHash("sha1").update(source).digest("hex").slice(0, 8);
}

function policies(input: Optional): readonly string[] | undefined {
  return items(input)?.map((item) => {
    const arn = text(item as string);
    if (arn === undefined) throw new Error("policyArns must be ARNs that are written out: each names its attachment.");
    return arn;
  });
}
