import type { PolicyResource } from "@pulumi/policy";
import type { Plan } from "../model/plan";
import { type PropertyMap, UNKNOWN, type Value } from "../model/value";
import { rawProperties } from "./raw-properties";
import { givenOptions, planOfSent, type SentResource } from "./sent-resource";
import { isUnknownSentinel } from "./sentinels";

/**
 * The plan behind what a policy is given. Never throws: a property that the preview does not know becomes `UNKNOWN`,
 * where reading it would end the whole policy.
 */
export function planFromPolicy(resources: readonly PolicyResource[]): Plan {
  return planOfSent(resources.map(sent));
}

function sent(resource: PolicyResource): SentResource {
  const { type, urn, name, parent, provider, dependencies, propertyDependencies } = resource;
  const entries = Object.entries(propertyDependencies);
  return {
    type,
    urn,
    name,
    parent: parent?.urn ?? null,
    provider: provider && {
      type: provider.type,
      urn: provider.urn,
      properties: knownProperties(rawProperties(provider.props)),
    },
    properties: knownProperties(rawProperties(resource.props)),
    options: givenOptions(resource.opts),
    dependencies: dependencies.map((each) => each.urn),
    propertyDependencies: Object.fromEntries(
      entries.map(([property, urns]) => [property, urns.map((each) => each.urn)]),
    ),
  };
}

/** Properties as the SDK has read them, with what the preview does not know as `UNKNOWN`. */
export function knownProperties(source: object): PropertyMap {
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
