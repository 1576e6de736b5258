import type { Urn } from "../../model/plan";
import { automaticName } from "../auto-naming";
import { NamingSettings } from "../auto-naming/settings";
import type { TrackedMap } from "../remote/construct";
import type { Deployment, DeploymentSettings } from "./deployment";
import { plain, plainMap } from "./wire";

export interface Named {
  readonly inputs: TrackedMap;
  /** The properties whose value was made up. */
  readonly autoNamed: readonly string[];
}

/** The inputs with the name that the provider would make up, where the type has one and the program gave none. */
export function withAutomaticName(
  deployment: Deployment,
  type: string,
  name: string,
  urn: Urn,
  inputs: TrackedMap,
): Named {
  const made = madeUp(deployment, type, name, urn, inputs);
  if (made === undefined) return { inputs, autoNamed: madeUpByAwsx(type, name, inputs) };
  return { inputs: { ...inputs, [made.property]: made.value }, autoNamed: made.varies ? [made.property] : [] };
}

/** The family of a task definition is made up by awsx, not by the provider: its name and eight digits. */
function madeUpByAwsx(type: string, name: string, { family }: TrackedMap): readonly string[] {
  const given = type === "aws:ecs/taskDefinition:TaskDefinition" ? plain(family ?? null) : null;
  if (typeof given !== "string") return [];
  return given.startsWith(`${name}-`) && /^[0-9a-f]{8}$/.test(given.slice(name.length + 1)) ? ["family"] : [];
}

function madeUp(
  deployment: Deployment,
  type: string,
  name: string,
  urn: Urn,
  inputs: TrackedMap,
): ReturnType<typeof automaticName> {
  try {
    return automaticName(type, urn, name, plainMap(inputs), deployment.settings.naming);
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
