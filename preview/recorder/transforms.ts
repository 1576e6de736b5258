import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import {
  TransformInvokeOptions,
  TransformInvokeRequest,
  TransformInvokeResponse,
  TransformRequest,
  TransformResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Urn } from "../../model/plan";
import type { TrackedMap } from "../remote/construct";
import type { Callbacks } from "./callbacks";
import { type GoalOptions, transformedOptions, transformOptions } from "./goal";
import { type ReadOptions, readStruct, writeStruct } from "./wire";

export interface TransformSubject {
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent: Urn | "";
}

export interface Transformed {
  readonly inputs: TrackedMap;
  readonly options: GoalOptions;
  /** Whether no transform has changed the inputs yet: a transform then sees unknowns and secrets as outputs. */
  readonly untouched: boolean;
}

/** Changes a resource before it is registered. */
export type Transform = (subject: TransformSubject, state: Transformed) => Promise<Transformed>;

/** A transform that the program serves. */
export function transformOf(callback: Callback, callbacks: Callbacks, read: ReadOptions): Transform {
  return async (subject, { inputs, options, untouched }) => {
    const properties = writeStruct(inputs, { origins: true, outputs: untouched });
    const request = new TransformRequest()
      .setType(subject.type)
      .setName(subject.name)
      .setCustom(subject.custom)
      .setParent(subject.parent)
      .setProperties(properties)
      .setOptions(transformOptions(options));
    const answer = TransformResponse.deserializeBinary(await callbacks.call(callback, request.serializeBinary()));
    const answered = answer.getProperties();
    const changed = answer.getOptions();
    const same = answered === undefined || sameMessage(answered, properties);
    return {
      inputs: same ? inputs : readStruct(answered, read),
      options: changed === undefined ? options : transformedOptions(changed),
      untouched: untouched && same,
    };
  };
}

function sameMessage(left: Struct, right: Struct): boolean {
  return Buffer.from(left.serializeBinary()).equals(right.serializeBinary());
}

export interface InvokeGoal {
  readonly args: TrackedMap;
  readonly provider: string;
  readonly version: string;
  readonly pluginDownloadUrl: string;
}

/** Changes a call of a provider's function before it is made. */
export type InvokeTransform = (token: string, goal: InvokeGoal) => Promise<InvokeGoal>;

/** An invoke transform that the program serves. */
export function invokeTransformOf(callback: Callback, callbacks: Callbacks, read: ReadOptions): InvokeTransform {
  return async (token, goal) => {
    const options = new TransformInvokeOptions()
      .setProvider(goal.provider)
      .setVersion(goal.version)
      .setPluginDownloadUrl(goal.pluginDownloadUrl);
    const request = new TransformInvokeRequest()
      .setToken(token)
      .setArgs(writeStruct(goal.args, { origins: true }))
      .setOptions(options);
    const answer = TransformInvokeResponse.deserializeBinary(await callbacks.call(callback, request.serializeBinary()));
    const args = answer.getArgs();
    const changed = answer.getOptions();
    return {
      args: args === undefined ? goal.args : readStruct(args, read),
      provider: changed?.getProvider() ?? goal.provider,
      version: changed?.getVersion() ?? goal.version,
      pluginDownloadUrl: changed?.getPluginDownloadUrl() ?? goal.pluginDownloadUrl,
    };
  };
}
