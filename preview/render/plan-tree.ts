import type { Plan, PlannedResource, ResourceOp, Urn } from "../../model/plan";
import { counted, displayType } from "./names";
import type { Style } from "./style";

interface Node {
  readonly label: string;
  readonly children: readonly Node[];
}

type Children = ReadonlyMap<Urn | null, readonly PlannedResource[]>;

const PAST: { readonly [op in ResourceOp]: string } = {
  create: "to create",
  import: "to adopt",
  read: "to read",
  same: "unchanged",
  update: "to update",
  replace: "to replace",
  delete: "to delete",
};

/** What would be created: components as a tree, with the resources of each counted by type. */
export function renderPlan(plan: Plan, style: Style): string {
  const children = childrenByParent(plan);
  const roots = children.get(null) ?? [];
  const nodes = roots.map((root) =>
    style.full ? fullNode(root, children, style) : summaryNode(root, children, style),
  );
  const { bold } = style.colours;
  return [`${bold("Plan")}  ${opCounts(plan)}`, ...nodes.flatMap((node) => drawn(node, "  ", "  "))].join("\n");
}

function opCounts(plan: Plan): string {
  const counts = new Map<ResourceOp, number>();
  for (const resource of plan.resources) counts.set(resource.op, (counts.get(resource.op) ?? 0) + 1);
  const parts = [...counts].map(([op, count]) => `${count} ${PAST[op]}`);
  const cloud = plan.resources.filter((resource) => resource.custom).length;
  return `${parts.join(", ") || "nothing to do"} (${counted(cloud, "cloud resource")}, ${plan.resources.length - cloud} components)`;
}

function childrenByParent(plan: Plan): Children {
  const children = new Map<Urn | null, PlannedResource[]>();
  // By URN, that is by type and name: the order of registration differs from run to run.
  for (const resource of [...plan.resources].sort((one, other) => (one.urn < other.urn ? -1 : 1))) {
    const siblings = children.get(resource.parent);
    if (siblings) siblings.push(resource);
    else children.set(resource.parent, [resource]);
  }
  return children;
}

function fullNode(resource: PlannedResource, children: Children, style: Style): Node {
  const { dim } = style.colours;
  const op = resource.op === "create" ? "" : dim(` (${resource.op})`);
  return {
    label: `${displayType(resource.type)} ${resource.name}${op}`,
    children: (children.get(resource.urn) ?? []).map((child) => fullNode(child, children, style)),
  };
}

/** A component with its child components, and every other resource below it counted by type. */
function summaryNode(component: PlannedResource, children: Children, style: Style): Node {
  const { bold, dim } = style.colours;
  const components: PlannedResource[] = [];
  const resources: PlannedResource[] = [];
  collect(component.urn, children, components, resources);
  const total = resources.length + components.reduce((sum, each) => sum + cloudResources(each.urn, children), 0);
  return {
    label: `${displayType(component.type)} ${bold(component.name)} ${dim(`(${total})`)}`,
    children: [
      ...components.map((each) => summaryNode(each, children, style)),
      ...byType(resources).map(({ type, members }) => ({ label: typeLabel(type, members, style), children: [] })),
    ],
  };
}

function collect(urn: Urn, children: Children, components: PlannedResource[], resources: PlannedResource[]): void {
  for (const child of children.get(urn) ?? []) {
    if (child.custom) {
      resources.push(child);
      collect(child.urn, children, components, resources);
    } else {
      components.push(child);
    }
  }
}

function cloudResources(urn: Urn, children: Children): number {
  const below = children.get(urn) ?? [];
  return below.reduce((sum, child) => sum + (child.custom ? 1 : 0) + cloudResources(child.urn, children), 0);
}

function byType(resources: readonly PlannedResource[]): { type: string; members: PlannedResource[] }[] {
  const groups = new Map<string, PlannedResource[]>();
  for (const resource of resources) {
    const key = `${resource.type} ${resource.op}`;
    const group = groups.get(key);
    if (group) group.push(resource);
    else groups.set(key, [resource]);
  }
  return [...groups.values()].map((members) => ({ type: members[0]?.type ?? "", members }));
}

function typeLabel(type: string, members: readonly PlannedResource[], style: Style): string {
  const { dim } = style.colours;
  const read = members[0]?.op === "create" ? "" : ` ${dim(members[0]?.op ?? "")}`;
  if (members.length === 1) return `${displayType(type)} ${members[0]?.name ?? ""}${read}`;
  return `${displayType(type)} × ${members.length}${read}`;
}

function drawn(node: Node, first: string, rest: string): string[] {
  const lines = [first + node.label];
  node.children.forEach((child, index) => {
    const last = index === node.children.length - 1;
    lines.push(...drawn(child, `${rest}${last ? "└─ " : "├─ "}`, `${rest}${last ? "   " : "│  "}`));
  });
  return lines;
}
