import type { PlannedResource, ResourceOp, ResourceOptions } from "../../model/plan";
import { type PropertyMap, text } from "../../model/value";
import { providerUrn, readUrn } from "./engine-urn";
import { engineProperties, engineValue, withoutReferences } from "./engine-value";
import type { Located } from "./located";

/** Reads a resource as the engine writes it in states, previews and events: apitype's `ResourceV3` and its like. */
export function readState(state: Located, op: ResourceOp): PlannedResource {
  if (state.isAbsent) return state.refuse("the state of a resource");
  const { urn, type, name } = readUrn(state.at("urn"));
  const id = state.at("id").optionalText();
  const provider = state.at("provider").optionalText();
  const isCustom = state.at("custom").flag();
  const isProvider = type.startsWith("pulumi:providers:");
  const { inputs, autoNamed } = readInputs(state.at("inputs"), name);
  return {
    op,
    urn,
    type: state.at("type").optionalText() ?? type,
    name,
    custom: isCustom,
    parent: state.at("parent").optionalText() ?? null,
    provider: provider === undefined ? null : providerUrn(provider),
    // The version of a provider says nothing about what it makes.
    inputs: isProvider ? without(inputs, "version") : isCustom ? withoutReferences(inputs) : inputs,
    outputs: engineProperties(state.at("outputs")).properties,
    ...(id === undefined ? {} : { id }),
    ...(state.at("external").flag() ? { external: true } : {}),
    dependencies: state.at("dependencies").texts(),
    propertyDependencies: readPropertyDependencies(state.at("propertyDependencies")),
    options: readOptions(state),
    autoNamed,
  };
}

/**
 * The inputs as the program gave them. Of what the provider filled in only the automatic name stays: the rest are its
 * defaults, which an offline plan does not have either.
 */
function readInputs(located: Located, name: string): { inputs: PropertyMap; autoNamed: readonly string[] } {
  const { properties, filledIn } = engineProperties(located);
  const autoNamed = Object.keys(filledIn).filter((property) => isAutomaticName(text(filledIn[property]), name));
  const names = autoNamed.map((property) => [property, filledIn[property] ?? null] as const);
  return { inputs: { ...properties, ...Object.fromEntries(names) }, autoNamed };
}

/** The logical name and some random digits, as providers make names up. */
function isAutomaticName(value: string | undefined, name: string): boolean {
  if (value === undefined) return false;
  return value.toLowerCase().startsWith(name.toLowerCase()) || /[0-9a-f]{7}(\.fifo)?$/.test(value);
}

function without(map: PropertyMap, property: string): PropertyMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== property));
}

function readPropertyDependencies(located: Located): { readonly [property: string]: readonly string[] } {
  const named = located.entries().map(([property, urns]) => [property, urns.texts()] as const);
  return Object.fromEntries(named.filter(([, urns]) => urns.length > 0));
}

function readOptions(state: Located): ResourceOptions {
  const deletedWith = state.at("deletedWith").optionalText();
  const importId = state.at("importID").optionalText();
  return {
    ...(state.at("protect").flag() ? { protect: true } : {}),
    ...(state.at("retainOnDelete").flag() ? { retainOnDelete: true } : {}),
    ...(deletedWith === undefined ? {} : { deletedWith }),
    ...list("ignoreChanges", state.at("ignoreChanges")),
    ...list("replaceOnChanges", state.at("replaceOnChanges")),
    ...list("replaceWith", state.at("replaceWith")),
    ...trigger(state.at("replacementTrigger")),
    ...list("hideDiffs", state.at("hideDiff")),
    ...list("additionalSecretOutputs", state.at("additionalSecretOutputs")),
    ...list("aliases", state.at("aliases")),
    ...timeouts(state.at("customTimeouts")),
    ...(importId === undefined ? {} : { import: importId }),
    ...hooks(state.at("resourceHooks")),
  };
}

function list<K extends keyof ResourceOptions>(option: K, located: Located): { [key in K]?: readonly string[] } {
  const texts = located.texts();
  return (texts.length === 0 ? {} : { [option]: texts }) as { [key in K]?: readonly string[] };
}

function timeouts(located: Located): Pick<ResourceOptions, "customTimeouts"> {
  const given = located.entries().map(([operation, seconds]) => [operation, seconds.number()] as const);
  const set = given.filter(([, seconds]) => seconds > 0);
  return set.length === 0 ? {} : { customTimeouts: Object.fromEntries(set) };
}

function trigger(located: Located): Pick<ResourceOptions, "replacementTrigger"> {
  return located.isAbsent ? {} : { replacementTrigger: engineValue(located) };
}

function hooks(located: Located): Pick<ResourceOptions, "resourceHooks"> {
  const named = located.entries().map(([moment, names]) => [moment, names.texts()] as const);
  return named.length === 0 ? {} : { resourceHooks: Object.fromEntries(named) };
}
