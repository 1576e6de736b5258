import { readFileSync } from "node:fs";
import path from "node:path";
import type { Plan, PlannedResource, Urn } from "../../model/plan";
import { previewed } from "./previewed";

/** What one component is and costs, made with its defaults. */
export interface ComponentPrice {
  /** Class, such as `LoadBalancer`. */
  readonly component: string;
  /** File in components/, such as `load-balancer.ts`. */
  readonly file: string;
  readonly says: string;
  readonly resources: number;
  /** USD a month by time alone, with two decimals. */
  readonly fixedUsd: string;
  /** What is billed by use beside it. */
  readonly byUse: readonly string[];
}

/** Every component of the program that has each of them once, in the order of their names. */
export async function componentPrices(project: string): Promise<readonly ComponentPrice[]> {
  const { plan, cost } = await previewed(path.join(project, "components", "examples"), "defaults", {});
  const examples = exampleOf(plan);
  return [...examples].map(([component, root]) => {
    const inside = new Set(within(plan, root).map(({ urn }) => urn));
    const lines = cost.lines.filter(({ urn }) => inside.has(urn));
    const fixed = lines.filter(({ kind }) => kind === "fixed").reduce((sum, { monthly }) => sum + Number(monthly), 0);
    const file = `${kebab(component)}.ts`;
    return {
      component,
      file,
      says: docstring(path.join(project, "components", file), component),
      resources: within(plan, root).filter(({ custom }) => custom).length,
      fixedUsd: fixed.toFixed(2),
      byUse: [...new Set(lines.filter(({ kind }) => kind === "usage").map(({ item }) => shortened(item)))].sort(),
    };
  });
}

/** One paragraph a component, in Markdown. */
export function componentList(prices: readonly ComponentPrice[]): string {
  return prices
    .map(({ component, file, says, resources, fixedUsd, byUse }) => {
      const use = byUse.length > 0 ? `; by use: ${byUse.join(", ")}` : "";
      const made = `${resources} ${resources === 1 ? "resource" : "resources"}`;
      return `**[${component}](${file})**: ${says} ${made}, ${fixedUsd} USD a month${use}.`;
    })
    .join("\n\n");
}

/** Without the storage class or the part of the world before it, and without the tier after it. */
function shortened(item: string): string {
  const last = item.split(" / ").at(-1) ?? item;
  return last.replace(/ \((first|over) [^)]*\)$/, "");
}

/** The component that is called as its own file: the others are there for its sake. */
function exampleOf({ resources }: Plan): ReadonlyMap<string, PlannedResource> {
  const components = resources
    .filter(({ type }) => type.startsWith("zero-to-millions:"))
    .map((resource) => [resource.type.split(":").at(-1) ?? "", resource] as const)
    .filter(([component, { name }]) => name === kebab(component));
  return new Map(components.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What a component is made of. */
function within({ resources }: Plan, root: PlannedResource): readonly PlannedResource[] {
  const urns = new Set<Urn>([root.urn]);
  for (const { urn, parent } of resources) {
    if (parent !== null && urns.has(parent)) urns.add(urn);
  }
  return resources.filter(({ urn }) => urns.has(urn));
}

function kebab(component: string): string {
  return component.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

/** What stands over the class. */
function docstring(file: string, component: string): string {
  const before = readFileSync(file, "utf8").split(new RegExp(`export class ${component} `))[0] ?? "";
  const comment = before.slice(before.lastIndexOf("/**"));
  return comment
    .replace(/^\/\*\*|\*\/\s*$/g, "")
    .split("\n")
    .map((line) => line.replace(/^\s*\* ?/, "").trim())
    .filter((line) => line !== "")
    .join(" ")
    .replace(/ docs\.aws\.amazon\.com\S+( \([^)]*\))?/g, "")
    .trim();
}
