import type { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { Urn } from "../../model/plan";
import { makeUrn, qualifiedType, STACK_TYPE, urnName } from "./urn";

export interface AliasSubject {
  readonly stack: string;
  readonly project: string;
  readonly parent: Urn | "";
  readonly type: string;
  readonly name: string;
  /** Aliases of the parent, which its children inherit. */
  readonly parentAliases: readonly Urn[];
}

/** The URNs that a resource was known by, from its own aliases and from those of its parent. */
export function aliasUrns(aliases: readonly Alias[], subject: AliasSubject, own: Urn): readonly Urn[] {
  const urns = new Set(aliases.map((alias) => aliasUrn(alias, subject)));
  for (const parentAlias of subject.parentAliases) urns.add(inheritedAlias(parentAlias, subject));
  urns.delete(own);
  return [...urns];
}

function aliasUrn(alias: Alias, subject: AliasSubject): Urn {
  const spec = alias.getSpec();
  if (spec === undefined) return alias.getUrn();
  const given = spec.getNoparent() ? "" : spec.getParenturn() || subject.parent;
  const parent = given !== "" && qualifiedType(given) === STACK_TYPE ? "" : given;
  return makeUrn(
    spec.getStack() || subject.stack,
    spec.getProject() || subject.project,
    parent,
    spec.getType() || subject.type,
    spec.getName() || subject.name,
  );
}

/** A child that is named after its parent was named after the parent's old name. */
function inheritedAlias(parentAlias: Urn, subject: AliasSubject): Urn {
  const parentName = urnName(subject.parent);
  const name = subject.name.startsWith(parentName)
    ? urnName(parentAlias) + subject.name.slice(parentName.length)
    : subject.name;
  return makeUrn(subject.stack, subject.project, parentAlias, subject.type, name);
}
