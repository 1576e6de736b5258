import type { Urn } from "../../model/plan";
import type { Located } from "./located";

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  readonly type: string;
  readonly name: string;
}

export const STACK_TYPE = "pulumi:pulumi:Stack";

/** The parts of a URN, or a complaint about the file that holds something else in its place. */
export function readUrn(located: Located): UrnParts & { readonly urn: Urn } {
  const urn = located.text();
  const match = /^urn:pulumi:(.*?)::(.*?)::(.*?)::(.+)$/s.exec(urn);
  if (!match) return located.refuse("a URN such as urn:pulumi:dev::shop::aws:s3/bucket:Bucket::pages");
  const [, stack = "", project = "", qualifiedType = "", name = ""] = match;
  return { urn, stack, project, type: qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1), name };
}

/** Whether the resource is a provider that the engine started by itself: `default`, `default_7_48_0`. */
export function isDefaultProvider({ type, name }: { readonly type: string; readonly name: string }): boolean {
  return type.startsWith("pulumi:providers:") && /^default(_.*)?$/s.test(name);
}

/** The URN in a provider reference (`<urn>::<id>`), that of a default provider without its version. */
export function providerUrn(reference: string): Urn {
  const urn = reference.replace(/::[^:]*$/, "");
  return urn.replace(/^(urn:pulumi:.*?::.*?::pulumi:providers:[^:]+)::default(_.*)?$/s, "$1::default");
}
