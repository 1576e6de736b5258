import { Reader } from "protobufjs/minimal";
import type { Urn } from "../../model/plan";
import type { SentProvider, SentResource } from "../sent-resource";
import { type Fields, readFields, readMessage } from "./fields";
import { readOptions } from "./options";
import { readProperties } from "./properties";

/** A message while it is being read. */
type Draft<Message> = { -readonly [Key in keyof Message]: Message[Key] };

interface ResourceDraft extends Draft<SentResource> {
  dependencies: Urn[];
  readonly propertyDependencies: { [property: string]: readonly Urn[] };
}

interface PropertyDependencies {
  property: string;
  readonly urns: Urn[];
}

/*
 * The fields that a plan has a place for, of the messages of Pulumi's `analyzer.proto`, by their numbers there.
 */

export const RESOURCES = 1;
const REQUEST: Fields<ResourceDraft[]> = {
  [RESOURCES]: (reader, resources) => {
    resources.push(readMessage(reader, RESOURCE, noResource()));
  },
};

const RESOURCE: Fields<ResourceDraft> = {
  1: (reader, resource) => {
    resource.type = reader.string();
  },
  2: (reader, resource) => {
    resource.properties = readProperties(reader);
  },
  3: (reader, resource) => {
    resource.urn = reader.string();
  },
  4: (reader, resource) => {
    resource.name = reader.string();
  },
  5: (reader, resource) => {
    resource.options = readOptions(reader);
  },
  6: (reader, resource) => {
    resource.provider = readMessage<Draft<SentProvider>>(reader, PROVIDER, { type: "", urn: "", properties: {} });
  },
  7: (reader, resource) => {
    resource.parent = reader.string();
  },
  8: (reader, resource) => {
    resource.dependencies.push(reader.string());
  },
  9: (reader, resource) => {
    const { property, urns } = readMessage<PropertyDependencies>(reader, PROPERTY_DEPENDENCIES, {
      property: "",
      urns: [],
    });
    resource.propertyDependencies[property] = urns;
  },
};

const PROVIDER: Fields<Draft<SentProvider>> = {
  1: (reader, provider) => {
    provider.type = reader.string();
  },
  2: (reader, provider) => {
    provider.properties = readProperties(reader);
  },
  3: (reader, provider) => {
    provider.urn = reader.string();
  },
};

const PROPERTY_DEPENDENCIES: Fields<PropertyDependencies> = {
  1: (reader, dependencies) => {
    dependencies.property = reader.string();
  },
  2: (reader, { urns }) => {
    readMessage(reader, URNS, urns);
  },
};

const URNS: Fields<Urn[]> = {
  1: (reader, urns) => {
    urns.push(reader.string());
  },
};

/** Reads the resources of an `AnalyzeStackRequest`; of what they depend on, that which is among them. */
export function readResources(bytes: Uint8Array): readonly SentResource[] {
  // Of a Buffer, texts are read fastest.
  const reader = Reader.create(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const resources = readFields<ResourceDraft[]>(reader, reader.len, REQUEST, []);
  const sent = new Map(resources.map(({ urn }) => [urn, urn]));
  // The same text, so that none is kept for each time that a URN is named.
  const among = (urns: readonly Urn[]): Urn[] => urns.map((urn) => sent.get(urn)).filter((urn) => urn !== undefined);
  for (const resource of resources) keepAmong(resource, among);
  return resources;
}

function keepAmong(resource: ResourceDraft, among: (urns: readonly Urn[]) => Urn[]): void {
  const { parent, dependencies, propertyDependencies } = resource;
  resource.parent = among([parent ?? ""])[0] ?? null;
  resource.dependencies = among(dependencies);
  for (const property of Object.keys(propertyDependencies)) {
    propertyDependencies[property] = among(propertyDependencies[property] ?? []);
  }
}

function noResource(): ResourceDraft {
  return {
    type: "",
    urn: "",
    name: "",
    parent: null,
    provider: undefined,
    properties: {},
    options: {},
    dependencies: [],
    propertyDependencies: {},
  };
}
