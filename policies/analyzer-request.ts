import * as messages from "@pulumi/pulumi/proto/analyzer_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Plan, PlannedResource } from "../model/plan";
import { list, type PropertyMap, record, reveal, Unknown, type Value } from "../model/value";
import { UNKNOWN_SENTINEL } from "./sentinels";

/** Key and value by which Pulumi marks a reference to a resource among plain values; assets carry the key as well. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** Makes properties part of a message. */
type Wrap = (properties: { [key: string]: JavaScriptValue }) => Struct;

/** Properties that are not sent to another process: only what reads them as JavaScript finds them. */
export const inProcess: Wrap = (properties) => new Unsent(properties);

class Unsent extends Struct {
  constructor(private readonly properties: { [key: string]: JavaScriptValue }) {
    super();
  }

  override toJavaScript(): { [key: string]: JavaScriptValue } {
    return this.properties;
  }
}

/**
 * What the engine would send to a policy pack after the preview that gave this plan.
 * @param wrap how properties become part of it. Default: as what can be sent
 */
export function analyzeStackRequest(plan: Plan, wrap: Wrap = Struct.fromJavaScript): messages.AnalyzeStackRequest {
  const byUrn = new Map<string, Provider>(plan.resources.map((resource) => [resource.urn, resource]));
  for (const { provider } of plan.resources) {
    if (provider !== null && !byUrn.has(provider)) byUrn.set(provider, defaultProvider(plan, provider));
  }
  const request = new messages.AnalyzeStackRequest();
  // What is only read, not managed, is invisible to policies under the engine too.
  const managed = plan.resources.filter((resource) => resource.external !== true);
  request.setResourcesList(managed.map((resource) => analyzerResource(resource, byUrn, wrap)));
  return request;
}

type Provider = Pick<PlannedResource, "type" | "name" | "urn" | "inputs">;

/** The engine makes default providers by itself: no program registers them, and policies are told of them all the same. */
function defaultProvider({ region }: Plan, urn: string): Provider {
  const [, , type = "", name = ""] = urn.split("::");
  return { type, name, urn, inputs: region === null || type !== "pulumi:providers:aws" ? {} : { region } };
}

function analyzerResource(
  resource: PlannedResource,
  byUrn: ReadonlyMap<string, Provider>,
  wrap: Wrap,
): messages.AnalyzerResource {
  const message = new messages.AnalyzerResource();
  message.setType(resource.type);
  message.setName(resource.name);
  message.setUrn(resource.urn);
  message.setParent(resource.parent ?? "");
  const id = resource.id === undefined ? {} : { id: resource.id };
  message.setProperties(wrap(plainRecord({ ...resource.outputs, ...resource.inputs, ...id })));
  message.setOptions(optionsOf(resource));
  message.setDependenciesList([...resource.dependencies]);
  for (const [property, urns] of propertyDependencies(resource)) {
    const dependencies = new messages.AnalyzerPropertyDependencies();
    dependencies.setUrnsList([...urns]);
    message.getPropertydependenciesMap().set(property, dependencies);
  }
  const provider = resource.provider === null ? undefined : byUrn.get(resource.provider);
  if (provider) message.setProvider(analyzerProvider(provider, wrap));
  return message;
}

/**
 * As the engine, without the properties that come from no resource; but with those whose value is unknown all the same, so
 * that they are told from what only the provider will compute.
 */
function propertyDependencies(resource: PlannedResource): readonly (readonly [string, readonly string[]])[] {
  const given = Object.entries(resource.propertyDependencies).filter(([, urns]) => urns.length > 0);
  const unknown = Object.keys(resource.inputs).filter((key) => reveal(resource.inputs[key]) instanceof Unknown);
  return Object.entries({ ...Object.fromEntries(unknown.map((key) => [key, []])), ...Object.fromEntries(given) });
}

function analyzerProvider(provider: Provider, wrap: Wrap): messages.AnalyzerProviderResource {
  const message = new messages.AnalyzerProviderResource();
  message.setType(provider.type);
  message.setName(provider.name);
  message.setUrn(provider.urn);
  message.setProperties(wrap(plainRecord(provider.inputs)));
  return message;
}

function optionsOf({ options, parent }: PlannedResource): messages.AnalyzerResourceOptions {
  const message = new messages.AnalyzerResourceOptions();
  message.setProtect(options.protect === true);
  message.setIgnorechangesList([...(options.ignoreChanges ?? [])]);
  message.setAliasesList([...(options.aliases ?? [])]);
  message.setAdditionalsecretoutputsList([...(options.additionalSecretOutputs ?? [])]);
  message.setDeletebeforereplace(options.deleteBeforeReplace === true);
  message.setDeletebeforereplacedefined(options.deleteBeforeReplace !== undefined);
  message.setParent(parent ?? "");
  return message;
}

function plainRecord(properties: PropertyMap): { [key: string]: JavaScriptValue } {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, plain(value)]));
}

/** Policies see the values of secrets, as they do under the engine; they print names and nothing else. */
function plain(value: Value): JavaScriptValue {
  const open = reveal(value) ?? null;
  if (open instanceof Unknown) return UNKNOWN_SENTINEL;
  if (open === null || typeof open !== "object") return open as JavaScriptValue;
  if (Array.isArray(open)) return list(open).map(plain);
  const { [SIGNATURE]: signature, ...rest } = record(open);
  // As the engine does for policies: a reference to a resource is its id, a component's its URN.
  if (signature === RESOURCE) return plain(rest.id === undefined || rest.id === "" ? (rest.urn ?? null) : rest.id);
  return plainRecord(rest);
}
