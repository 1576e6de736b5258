import type { ReadResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { PlannedResource } from "../../model/plan";
import type { TrackedMap } from "../remote/construct";
import type { Entry } from "./deployment";
import { NO_OPTIONS } from "./goal";
import { withSecrets } from "./planned";
import { presentable, withoutReferences } from "./presentable";
import type { Registrars } from "./reached-goal";
import { isProviderType } from "./urn";
import { readStruct, UNKNOWN_TEXT } from "./wire";

/** What is known of a resource's properties by its type and id alone. */
export type Lookup = (type: string, id: string, inputs: TrackedMap) => Promise<TrackedMap>;

/** Registers a resource that exists already and is only read (`get`). */
export async function readResource(
  request: ReadResourceRequest,
  { deployment, providers }: Registrars,
  lookup: Lookup,
): Promise<Entry> {
  const type = request.getType();
  const name = request.getName();
  const subject = `${type} "${name}"`;
  deployment.parent(request.getParent(), subject);
  const inputs = readStruct(request.getProperties(), deployment.settings.read);
  const given = request.getProvider();
  const provider = isProviderType(type)
    ? null
    : providers.urnOf(given, { type, packageRef: request.getPackageref(), subject, denied: type });
  const urn = deployment.newUrn(request.getParent(), type, name);
  const secretOutputs = request.getAdditionalsecretoutputsList();
  if (request.getId() === "") deployment.refuse(`Expected an ID for ${urn}: the resource is read without one.`);
  const unknownId = request.getId() === UNKNOWN_TEXT;
  const resource: PlannedResource = {
    op: "read",
    urn,
    type,
    name,
    custom: true,
    parent: request.getParent() || null,
    provider,
    inputs: presentable(inputs, deployment.settings.sealed),
    outputs: {},
    ...(unknownId ? {} : { id: request.getId() }),
    external: true,
    dependencies: request
      .getDependenciesList()
      .filter((urn) => !urn.includes(deployment.settings.sealed))
      .sort(),
    propertyDependencies: {},
    options: secretOutputs.length > 0 ? { additionalSecretOutputs: secretOutputs } : {},
    autoNamed: [],
  };
  const entry: Entry = {
    planned: resource,
    goal: NO_OPTIONS,
    provider: provider === null ? "" : given || `${provider}::${UNKNOWN_TEXT}`,
    providers: {},
    transforms: [],
    outputs: {},
  };
  deployment.add(entry);
  const configured = provider === null || providers.isConfigured(provider);
  const outputs = configured && !unknownId ? await lookup(type, request.getId(), withoutReferences(inputs)) : {};
  entry.outputs = withSecrets(outputs, secretOutputs);
  return entry;
}
