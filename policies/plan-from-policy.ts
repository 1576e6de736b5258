import type { PolicyResource } from "@pulumi/policy";
import type { Plan, PlannedResource, ResourceOptions, Urn } from "../model/plan";
import { type PropertyMap, text, UNKNOWN, type Value } from "../model/value";
import { rawProperties } from "./raw-properties";
import { isUnknownSentinel } from "./sentinels";

/**
 * The plan behind what a policy is given. Never throws: a property that the preview does not know becomes `UNKNOWN`,
 * where reading it would end the whole policy.
 */
export function planFromPolicy(resources: readonly PolicyResource[]): Plan {
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

function planned(resource: PolicyResource): PlannedResource {
  const outputs = knownProperties(rawProperties(resource.props));
  const propertyDependencies = dependenciesOf(resource);
  const id = text(outputs.id);
  return {
    op: "create",
    urn: resource.urn,
    type: resource.type,
    name: resource.name,
    custom: resource.provider !== undefined,
    parent: resource.parent?.urn ?? null,
    provider: resource.provider?.urn ?? null,
    inputs: passedIn(outputs, propertyDependencies),
    outputs,
    ...(id === undefined ? {} : { id }),
    dependencies: resource.dependencies.map((each) => each.urn),
    propertyDependencies,
    options: optionsOf(resource),
    autoNamed: [],
  };
}

/**
 * What the program passed in. A policy sees outputs, among them those that the provider will only compute: unknown, and
 * coming from no other resource. An unknown that the program passed in comes from one.
 */
function passedIn(outputs: PropertyMap, dependencies: PlannedResource["propertyDependencies"]): PropertyMap {
  const entries = Object.entries(outputs);
  return Object.fromEntries(entries.filter(([key, value]) => value !== UNKNOWN || dependencies[key] !== undefined));
}

function dependenciesOf(resource: PolicyResource): { readonly [property: string]: readonly Urn[] } {
  const entries = Object.entries(resource.propertyDependencies);
  return Object.fromEntries(entries.map(([property, urns]) => [property, urns.map((each) => each.urn)]));
}

function optionsOf({ opts }: PolicyResource): ResourceOptions {
  return {
    ...(opts.protect ? { protect: true } : {}),
    ...(opts.ignoreChanges.length > 0 ? { ignoreChanges: opts.ignoreChanges } : {}),
    ...(opts.deleteBeforeReplace === undefined ? {} : { deleteBeforeReplace: opts.deleteBeforeReplace }),
    ...(opts.aliases.length > 0 ? { aliases: opts.aliases } : {}),
  };
}

/** Region of the default AWS provider; of any other AWS provider where there is no default one. */
function regionOf(resources: readonly PolicyResource[]): string | null {
  const providers = resources
    .map((each) => each.provider)
    .filter((provider) => provider?.type === "pulumi:providers:aws");
  const main = providers.find((provider) => /::default(_|$|::)/.test(provider?.urn ?? "")) ?? providers[0];
  return (main && text(knownProperties(rawProperties(main.props)).region)) ?? null;
}

function knownProperties(source: object): PropertyMap {
  const properties: { [key: string]: Value } = {};
  for (const [key, value] of Object.entries(source)) {
    if (typeof value !== "function") properties[key] = knownValue(value);
  }
  return properties;
}

function knownValue(source: unknown): Value {
  if (source === null || source === undefined) return null;
  if (typeof source === "string") return isUnknownSentinel(source) ? UNKNOWN : source;
  if (typeof source === "number" || typeof source === "boolean") return source;
  if (Array.isArray(source)) return source.map(knownValue);
  return typeof source === "object" ? knownProperties(source) : null;
}
