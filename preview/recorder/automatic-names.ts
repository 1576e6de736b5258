import type { Urn } from "../../model/plan";
import type { Value } from "../../model/value";
import { automaticName, lacks, type NestedName, nestedName } from "../auto-naming";
import { NamingSettings } from "../auto-naming/settings";
import { Tracked, type TrackedInput, type TrackedMap } from "../remote/construct";
import type { Deployment, DeploymentSettings } from "./deployment";
import { plain, plainMap } from "./wire";

export interface Named {
  readonly inputs: TrackedMap;
  /** The properties whose value was made up; `list[0].name` within a list. */
  readonly autoNamed: readonly string[];
}

/** The inputs with the names that the provider would make up, where the type has such and the program gave none. */
export function withAutomaticName(
  deployment: Deployment,
  type: string,
  name: string,
  urn: Urn,
  given: TrackedMap,
): Named {
  const inputs = plainMap(given);
  const { naming } = deployment.settings;
  const made = refusing(deployment, () => automaticName(type, urn, name, inputs, naming));
  const nested = refusing(deployment, () => nestedName(type, urn, name, inputs, naming));
  const named = nested === undefined ? { inputs: given, autoNamed: [] } : withNestedNames(given, nested);
  if (made === undefined) return { ...named, autoNamed: [...madeUpByAwsx(type, name, given), ...named.autoNamed] };
  return {
    inputs: { ...named.inputs, [made.property]: made.value },
    autoNamed: [...(made.varies ? [made.property] : []), ...named.autoNamed],
  };
}

function withNestedNames(given: TrackedMap, { list, property, value, varies }: NestedName): Named {
  const written = given[list] ?? null;
  const items = (written instanceof Tracked ? written.value : written) as readonly TrackedInput[];
  const autoNamed = items.flatMap((item, index) => (lacks(item, property) ? [`${list}[${index}].${property}`] : []));
  const named = items.map((item) => (lacks(item, property) ? { ...(item as TrackedMap), [property]: value } : item));
  const filled = written instanceof Tracked ? new Tracked(named as Value, written.dependencies) : named;
  return { inputs: { ...given, [list]: filled }, autoNamed: varies ? autoNamed : [] };
}

/** The family of a task definition is made up by awsx, not by the provider: its name and eight digits. */
function madeUpByAwsx(type: string, name: string, { family }: TrackedMap): readonly string[] {
  const given = type === "aws:ecs/taskDefinition:TaskDefinition" ? plain(family ?? null) : null;
  if (typeof given !== "string") return [];
  return given.startsWith(`${name}-`) && /^[0-9a-f]{8}$/.test(given.slice(name.length + 1)) ? ["family"] : [];
}

function refusing<Result>(deployment: Deployment, make: () => Result): Result {
  try {
    return make();
  } catch (error) {
    return deployment.refuse((error as Error).message);
  }
}

/** How the stack's configuration wants names made; undefined where it says nothing. */
export function namingSettings({
  config,
  project,
  stack,
  organization,
}: Omit<DeploymentSettings, "naming">): NamingSettings | undefined {
  const written = config["pulumi:autonaming"];
  if (written === undefined) return undefined;
  const known: { readonly [expression: string]: string } = { project, stack, organization };
  return new NamingSettings(JSON.parse(written), (expression) => {
    const key = expression.startsWith("config.") ? expression.slice("config.".length) : undefined;
    if (key === undefined) return known[expression];
    return config[key.includes(":") ? key : `${project}:${key}`];
  });
}
