import { stripVTControlCharacters } from "node:util";
import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import {
  GetRootResourceResponse,
  type LogRequest,
  LogSeverity,
  type RequirePulumiVersionRequest,
  RequirePulumiVersionResponse,
  type SetRootResourceRequest,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { versionRefusal } from "../project";
import type { Deployment } from "./deployment";
import type { ProgramMessage } from "./recording";
import { unary } from "./unary";

const SEVERITIES: { readonly [severity: number]: ProgramMessage["severity"] } = {
  [LogSeverity.DEBUG]: "debug",
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

/** The engine's side of a program's log and root resource: the Engine service. */
export function engineService(deployment: Deployment): UntypedServiceImplementation {
  return {
    log: unary((request: LogRequest) => {
      const severity = SEVERITIES[request.getSeverity()] ?? "info";
      const text = stripVTControlCharacters(request.getMessage());
      deployment.message({ severity, urn: request.getUrn() || null, text });
      return new Empty();
    }),
    getRootResource: unary((_: Empty) => new GetRootResourceResponse().setUrn(deployment.rootUrn)),
    setRootResource: unary((request: SetRootResourceRequest) => {
      deployment.rootUrn = request.getUrn();
      return new SetRootResourceResponse();
    }),
    startDebugging: unary((_: Empty) => new Empty()),
    requirePulumiVersion: unary((request: RequirePulumiVersionRequest) => {
      const refusal = versionRefusal(request.getPulumiVersionRange());
      if (refusal !== undefined) throw new Error(refusal);
      return new RequirePulumiVersionResponse();
    }),
  };
}
