import type { Urn } from "../../model/plan";

export const STACK_TYPE = "pulumi:pulumi:Stack";

/** Full type of a URN: its own type after those of its parents, joined by `$`. */
export function qualifiedType(urn: Urn): string {
  return urn.split("::")[2] ?? "";
}

/** Last part of a URN, which may itself hold `::`. */
export function urnName(urn: Urn): string {
  return urn.split("::").slice(3).join("::");
}

/** Type of the resource itself, without its parents'. */
export function urnType(urn: Urn): string {
  return qualifiedType(urn).split("$").at(-1) ?? "";
}

/** Whether the text has the shape of a URN. */
export function isUrn(text: string): boolean {
  return text.startsWith("urn:pulumi:") && text.split("::").length >= 4;
}

/** The URN an engine gives: the types of all parents but the stack, then the resource's own, then its name. */
export function makeUrn(stack: string, project: string, parent: Urn | "", type: string, name: string): Urn {
  const parentType = parent === "" ? "" : qualifiedType(parent);
  const prefix = parentType === "" || parentType === STACK_TYPE ? "" : `${parentType}$`;
  return `urn:pulumi:${stack}::${project}::${prefix}${type}::${name}`;
}

/** Package of a type token: `aws` of `aws:sqs/queue:Queue`, and of the provider type `pulumi:providers:aws` itself. */
export function packageOf(type: string): string {
  return type.split(":")[0] ?? "";
}

export function isProviderType(type: string): boolean {
  return type.startsWith("pulumi:providers:");
}

/** URN of the provider that an engine starts by itself for a package. */
export function defaultProviderUrn(stack: string, project: string, packageName: string): Urn {
  return makeUrn(stack, project, "", `pulumi:providers:${packageName}`, "default");
}

/** URN in a provider reference, which is a URN and an id. */
export function providerUrn(reference: string): Urn {
  return reference.slice(0, reference.lastIndexOf("::"));
}
