import type { Plan, Urn } from "../plan";

export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** The type with its parents' types: `my:web:Site$aws:s3/bucket:Bucket`. */
  readonly qualifiedType: string;
  readonly name: string;
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** The parts of a URN; undefined where the text is none. A name may hold `::` itself. */
export function urnParts(urn: Urn): UrnParts | undefined {
  const match = /^urn:pulumi:(.*?)::(.*?)::(.*?)::(.*)$/s.exec(urn);
  if (!match) return undefined;
  const [, stack = "", project = "", qualifiedType = "", name = ""] = match;
  return { stack, project, qualifiedType, name };
}

function urnOf({ stack, project, qualifiedType, name }: UrnParts): Urn {
  return `urn:pulumi:${stack}::${project}::${qualifiedType}::${name}`;
}

/** The URN that a resource of one plan would have in the other's project and stack. */
export function urnInPlan(urn: Urn, from: Plan, to: Plan): Urn {
  if (from.project === to.project && from.stack === to.stack) return urn;
  const parts = urnParts(urn);
  if (!parts) return urn;
  const isRoot = parts.qualifiedType === STACK_TYPE;
  return urnOf({
    ...parts,
    project: to.project,
    stack: to.stack,
    name: isRoot ? `${to.project}-${to.stack}` : parts.name,
  });
}

/**
 * The URN that a child had while its parent had another one. As the engine does it: a child named after its parent
 * (`site-bucket` in `site`) was named after the parent's old name.
 */
export function urnUnderFormerParent(child: Urn, parent: Urn, formerParent: Urn): Urn | undefined {
  const [own, now, former] = [urnParts(child), urnParts(parent), urnParts(formerParent)];
  if (!own || !now || !former) return undefined;
  const type = own.qualifiedType.slice(own.qualifiedType.lastIndexOf("$") + 1);
  const named = own.name.startsWith(now.name) ? former.name + own.name.slice(now.name.length) : own.name;
  const qualifiedType = former.qualifiedType === STACK_TYPE ? type : `${former.qualifiedType}$${type}`;
  return urnOf({ ...own, qualifiedType, name: named });
}
