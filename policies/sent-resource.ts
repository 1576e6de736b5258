import type { Plan, PlannedResource, ResourceOptions, Urn } from "../model/plan";
import { type PropertyMap, text, UNKNOWN, type Value } from "../model/value";

/** A resource as a policy pack is sent it: with its outputs, among them what only the provider will compute. */
export interface SentResource {
  readonly type: string;
  readonly urn: Urn;
  readonly name: string;
  readonly parent: Urn | null;
  readonly provider: SentProvider | undefined;
  readonly properties: PropertyMap;
  readonly options: ResourceOptions;
  readonly dependencies: readonly Urn[];
  readonly propertyDependencies: { readonly [property: string]: readonly Urn[] };
}

export interface SentProvider {
  readonly type: string;
  readonly urn: Urn;
  readonly properties: PropertyMap;
}

/** Options as they are sent, where what is not set is false or empty. */
interface SentOptions {
  readonly protect: boolean;
  readonly ignoreChanges: readonly string[];
  readonly deleteBeforeReplace?: boolean | undefined;
  readonly aliases: readonly Urn[];
}

/** Those of the options that are set. */
export function givenOptions({ protect, ignoreChanges, deleteBeforeReplace, aliases }: SentOptions): ResourceOptions {
  return {
    ...(protect ? { protect } : {}),
    ...(ignoreChanges.length > 0 ? { ignoreChanges } : {}),
    ...(deleteBeforeReplace === undefined ? {} : { deleteBeforeReplace }),
    ...(aliases.length > 0 ? { aliases } : {}),
  };
}

/** The plan behind the resources that a pack is sent. */
export function planOfSent(resources: readonly SentResource[]): Plan {
  const stack = resources.find((each) => each.type === "pulumi:pulumi:Stack");
  const [, , stackName = "", , project = ""] = (stack ?? resources[0])?.urn.split(":") ?? [];
  return {
    project,
    stack: stackName,
    resources: resources.map(planned),
    outputs: {},
    region: regionOf(resources),
  };
}

function planned({ properties, provider, ...resource }: SentResource): PlannedResource {
  const id = text(properties.id);
  return {
    op: "create",
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    custom: provider !== undefined,
    parent: resource.parent,
    provider: provider?.urn ?? null,
    inputs: passedIn(properties, resource.propertyDependencies),
    outputs: properties,
    ...(id === undefined ? {} : { id }),
    dependencies: resource.dependencies,
    propertyDependencies: resource.propertyDependencies,
    options: resource.options,
    autoNamed: [],
  };
}

/**
 * What the program passed in. A policy sees outputs, among them those that the provider will only compute: unknown, and
 * coming from no other resource. An unknown that the program passed in comes from one.
 */
function passedIn(outputs: PropertyMap, dependencies: PlannedResource["propertyDependencies"]): PropertyMap {
  const inputs: { [key: string]: Value } = {};
  for (const [key, value] of Object.entries(outputs)) {
    if (value !== UNKNOWN || dependencies[key] !== undefined) inputs[key] = value;
  }
  return inputs;
}

/** Region of the default AWS provider; of any other AWS provider where there is no default one. */
function regionOf(resources: readonly SentResource[]): string | null {
  const providers = resources
    .map((each) => each.provider)
    .filter((provider) => provider?.type === "pulumi:providers:aws");
  const main = providers.find((provider) => /::default(_|$|::)/.test(provider?.urn ?? "")) ?? providers[0];
  return (main && text(main.properties.region)) ?? null;
}
