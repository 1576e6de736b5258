import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import type { Urn } from "../../model/plan";
import type { TrackedMap } from "../remote/construct";
import { type GoalOptions, goalOptions } from "./goal";
import { type ReadOptions, readStruct } from "./wire";

/** A resource that somebody wants registered: the program over gRPC, or a remote component that is expanded here. */
export interface Registration {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  /** A component whose children its provider registers. */
  readonly remote: boolean;
  readonly parent: Urn | "";
  readonly inputs: TrackedMap;
  readonly propertyDependencies: { readonly [property: string]: readonly Urn[] };
  readonly options: GoalOptions;
  /** Reference of a parameterised package, or empty. */
  readonly packageRef: string;
  /** For a provider: environment variables of its own and what they are set from. */
  readonly envVarMappings: { readonly [variable: string]: string };
}

/** Reads a registration out of the program's request. */
export function registrationOf(request: RegisterResourceRequest, read: ReadOptions): Registration {
  const inputs = readStruct(request.getObject(), read);
  return {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    remote: request.getRemote(),
    parent: request.getParent(),
    inputs,
    propertyDependencies: propertyDependencies(request, Object.keys(inputs)),
    options: goalOptions(request),
    packageRef: request.getPackageref(),
    envVarMappings: Object.fromEntries(request.getEnvvarmappingsMap().getEntryList()),
  };
}

/** Per property what it comes from; a request that says nothing of any property means all that the resource depends on. */
function propertyDependencies(
  request: RegisterResourceRequest,
  properties: readonly string[],
): Registration["propertyDependencies"] {
  const given = request.getPropertydependenciesMap().getEntryList().length > 0;
  if (!given && !request.getRemote()) {
    return Object.fromEntries(properties.map((property) => [property, request.getDependenciesList()]));
  }
  const byProperty: { [property: string]: readonly Urn[] } = {};
  request.getPropertydependenciesMap().forEach((dependencies, property) => {
    byProperty[property] = dependencies.getUrnsList();
  });
  return byProperty;
}
