import { AnalyzerResource, AnalyzeStackRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { Reader } from "protobufjs/minimal";
import { readByPolicies } from "../read-once";
import { planOfSent } from "../sent-resource";
import { standForPlan } from "./received-plan";
import { RESOURCES, readResources } from "./resources";

let done = false;

/**
 * From now on, the resources of a stack that is received are read straight into a plan. A message for each of them, and from
 * these what the SDK gives to a policy, takes more time and memory than all rules do; the SDK is given the first resource
 * alone, by which the rules find the plan.
 */
export function receivePlans(): void {
  if (done) return;
  done = true;
  AnalyzeStackRequest.deserializeBinary = (bytes) => {
    const request = new AnalyzeStackRequest();
    const first = firstResource(bytes);
    const properties = first?.getProperties();
    if (first === undefined || properties === undefined) return request;
    standForPlan(readByPolicies(properties), () => planOfSent(readResources(bytes)));
    request.setResourcesList([first]);
    return request;
  };
}

function firstResource(bytes: Uint8Array): AnalyzerResource | undefined {
  const reader = Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (tag >>> 3 === RESOURCES) return AnalyzerResource.deserializeBinary(reader.bytes());
    reader.skipType(tag & 7);
  }
  return undefined;
}
