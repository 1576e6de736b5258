import type { PlannedResource } from "../../plan";
import types from "./usage-keys.json";

/** What a usage key holds: a figure, a word, or figures one level down, such as those of a storage class. */
export type KeyShape = "number" | "text" | { readonly [key: string]: "number" | "text" };

/** Usage keys of one resource type. */
export type UsageKeys = { readonly [key: string]: KeyShape };

interface KnownType {
  /** Types of the AWS Terraform provider that stand for the same resource. */
  readonly terraform: readonly string[];
  readonly keys: UsageKeys;
}

/**
 * Priced types by Pulumi token, with the keys that a usage file may give them. Keys and Terraform names are infracost's
 * (its usage example of 2026-08-21), besides `monthly_hrs` for everything that is billed by the hour and the keys of what
 * infracost does not price.
 */
const KNOWN_TYPES = types as unknown as { readonly [token: string]: KnownType };

/** Usage keys of a resource type; none where it is not priced by use. */
export function usageKeysOf(token: string): UsageKeys {
  return KNOWN_TYPES[token]?.keys ?? {};
}

/** Every name that a default may be given under: Pulumi tokens and Terraform types. */
export function typeNames(): readonly string[] {
  return Object.entries(KNOWN_TYPES).flatMap(([token, { terraform }]) => [token, ...terraform]);
}

/** Pulumi tokens of a type as the user wrote it: `aws:ec2/instance:Instance`, `aws.ec2.Instance` or `aws_instance`. */
export function tokensOf(typeName: string): readonly string[] {
  return Object.entries(KNOWN_TYPES)
    .filter(
      ([token, { terraform }]) => token === typeName || shortToken(token) === typeName || terraform.includes(typeName),
    )
    .map(([token]) => token);
}

/** The ways in which a usage file may name a resource, the shortest first. */
export function namesOf({ type, name }: Pick<PlannedResource, "type" | "name">): readonly string[] {
  const terraform = KNOWN_TYPES[type]?.terraform ?? [];
  return [name, ...terraform.map((each) => `${each}.${name}`), `${type}::${name}`, `${shortToken(type)}::${name}`];
}

/** `aws:ec2/instance:Instance` as reports show it: `aws.ec2.Instance`. */
function shortToken(token: string): string {
  const [provider = "", module = "", type = ""] = token.split(":");
  return [provider, module.split("/")[0], type].join(".");
}
