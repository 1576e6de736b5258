import { CallResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceCallRequest } from "@pulumi/pulumi/proto/resource_pb";
import { UNKNOWN } from "../../model/value";
import { referencedUrn } from "../remote/construct";
import type { Deployment } from "./deployment";
import { PARTLY_KNOWN } from "./names-on-the-wire";
import { collectDependencies, plain, readStruct, writeStruct } from "./wire";

/** A component's own method: only its provider knows the answer, which comes from the component and the arguments. */
export function callMethod(request: ResourceCallRequest, deployment: Deployment): CallResponse {
  deployment.assume(request.getTok(), null, "The answer of this method is unknown here.");
  const response = new CallResponse().setReturn(writeStruct({ result: UNKNOWN, [PARTLY_KNOWN]: true }));
  const origins = new Set<string>();
  const given = readStruct(request.getArgs(), deployment.settings.read);
  collectDependencies(given, origins);
  const component = referencedUrn(plain(given.__self__ ?? null));
  if (component !== undefined) origins.add(component);
  request.getArgdependenciesMap().forEach((argument) => {
    for (const urn of argument.getUrnsList()) origins.add(urn);
  });
  response.getReturndependenciesMap().set("result", new CallResponse.ReturnDependencies().setUrnsList([...origins]));
  return response;
}
