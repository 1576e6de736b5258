import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";
import { InvokeResponse } from "@pulumi/pulumi/proto/provider_pb";
import {
  type ReadResourceRequest,
  ReadResourceResponse,
  type RegisterErrorHookRequest,
  type RegisterPackageRequest,
  RegisterPackageResponse,
  type RegisterResourceHookRequest,
  type RegisterResourceOutputsRequest,
  type RegisterResourceRequest,
  RegisterResourceResponse,
  type ResourceCallRequest,
  type ResourceInvokeRequest,
  type SupportsFeatureRequest,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { UnreadableAsset } from "./assets";
import { callMethod } from "./call";
import type { Callbacks } from "./callbacks";
import type { Deployment } from "./deployment";
import type { Hooks } from "./hooks";
import type { Invoker } from "./invoke";
import { presentable } from "./presentable";
import type { PackageParameters } from "./providers";
import type { Registrars } from "./reached-goal";
import { readResource } from "./read";
import { type Registered, register } from "./register";
import { type Registration, registrationOf } from "./registration";
import { registerRemote } from "./remote";
import { unsealed } from "./sealed";
import type { StackOutputs } from "./stack-references";
import { invokeTransformOf, type Transform, transformOf } from "./transforms";
import { unary } from "./unary";
import { STACK_TYPE } from "./urn";
import { readStruct, writeStruct } from "./wire";

const FEATURES = new Set([
  "secrets",
  "resourceReferences",
  "outputValues",
  "aliasSpecs",
  "replacementTrigger",
  "deletedWith",
  "replaceWith",
  "transforms",
  "invokeTransforms",
  "parameterization",
  "resourceHooks",
  "errorHooks",
]);
const STACK_REFERENCE = "pulumi:pulumi:StackReference";
const SUCCESS = 0;

export interface MonitorParts extends Registrars {
  readonly callbacks: Callbacks;
  readonly invoker: Invoker;
  readonly stackOutputs: StackOutputs;
  readonly hooks: Hooks;
}

/** The engine's side of a program's registrations: the ResourceMonitor service. */
export function monitorService(parts: MonitorParts): UntypedServiceImplementation {
  const { deployment, providers, hooks, callbacks, invoker } = parts;
  const { read } = deployment.settings;
  const transformFor = (callback: Callback): Transform => transformOf(callback, callbacks, read);
  return {
    supportsFeature: unary((request: SupportsFeatureRequest) =>
      new SupportsFeatureResponse().setHassupport(FEATURES.has(request.getId())),
    ),
    registerResource: unary((request: RegisterResourceRequest) => registerResource(request, parts)),
    registerResourceOutputs: unary((request: RegisterResourceOutputsRequest) => registerOutputs(request, parts)),
    readResource: unary((request: ReadResourceRequest) => read_(request, parts)),
    invoke: unary((request: ResourceInvokeRequest) => invoke(request, parts)),
    call: unary((request: ResourceCallRequest) => callMethod(request, deployment)),
    registerStackTransform: unary((callback: Callback) => {
      deployment.stackTransforms.push(transformFor(callback));
      return new Empty();
    }),
    registerStackInvokeTransform: unary((callback: Callback) => {
      invoker.transforms.push(invokeTransformOf(callback, callbacks, read));
      return new Empty();
    }),
    registerResourceHook: unary((request: RegisterResourceHookRequest) => {
      const callback = request.getCallback();
      if (callback === undefined) return deployment.refuse(`The hook "${request.getName()}" has no function.`);
      hooks.register(request.getName(), {
        callback,
        onDryRun: request.getOnDryRun(),
        ignoreErrors: request.getIgnoreErrors(),
      });
      return new Empty();
    }),
    registerErrorHook: unary((request: RegisterErrorHookRequest) => {
      hooks.registerErrorHook(request.getName());
      return new Empty();
    }),
    registerPackage: unary((request: RegisterPackageRequest) =>
      new RegisterPackageResponse().setRef(providers.registerPackage(packageParameters(request))),
    ),
    signalAndWaitForShutdown: unary((_: Empty) => new Empty()),
  };
}

function packageParameters(request: RegisterPackageRequest): PackageParameters {
  const parameterization = request.getParameterization();
  return {
    name: parameterization?.getName() ?? request.getName(),
    plugin: request.getName(),
    pluginVersion: request.getVersion(),
    downloadUrl: request.getDownloadUrl(),
    value: parameterization?.getValue_asB64(),
  };
}

async function registerResource(
  request: RegisterResourceRequest,
  parts: MonitorParts,
): Promise<RegisterResourceResponse> {
  const { read, sealed } = parts.deployment.settings;
  const registration = unsealed(readRegistration(request, parts.deployment), sealed);
  const transforms = request.getTransformsList().map((callback) => transformOf(callback, parts.callbacks, read));
  const registered = registration.remote
    ? await registerRemote(registration, transforms, parts, parts.invoker)
    : await register(registration, transforms, parts);
  if (registration.type === STACK_REFERENCE) {
    registered.entry.outputs = await parts.stackOutputs.read(String(registration.inputs.name ?? ""));
  }
  return registerResponse(registered);
}

function readRegistration(request: RegisterResourceRequest, deployment: Deployment): Registration {
  try {
    return registrationOf(request, deployment.settings.read);
  } catch (error) {
    if (!(error instanceof UnreadableAsset)) throw error;
    return deployment.refuse(`${request.getType()} resource '${request.getName()}' has a problem: ${error.message}`);
  }
}

function registerResponse({ entry, id, outputDependencies }: Registered): RegisterResourceResponse {
  const response = new RegisterResourceResponse()
    .setUrn(entry.planned.urn)
    .setId(id)
    .setObject(writeStruct(entry.outputs))
    .setResult(SUCCESS);
  const map = response.getPropertydependenciesMap();
  for (const [property, urns] of Object.entries(outputDependencies)) {
    map.set(property, new RegisterResourceResponse.PropertyDependencies().setUrnsList([...urns]));
  }
  return response;
}

async function registerOutputs(
  request: RegisterResourceOutputsRequest,
  { deployment, hooks }: MonitorParts,
): Promise<Empty> {
  const { read, sealed } = deployment.settings;
  const entry = deployment.entries.get(request.getUrn());
  if (entry === undefined) return deployment.refuse(`The resource ${request.getUrn()} was never registered.`);
  const outputs = readStruct(request.getOutputs(), read);
  entry.outputs = outputs;
  if (!entry.planned.custom) await hooks.run("after", entry.goal, entry);
  if (entry.planned.type === STACK_TYPE) {
    deployment.stackOutputs = presentable(outputs, sealed);
    deployment.finished = true;
  }
  return new Empty();
}

async function read_(request: ReadResourceRequest, parts: MonitorParts): Promise<ReadResourceResponse> {
  const entry = await readResource(request, parts, async (type, _id, inputs) =>
    type === STACK_REFERENCE ? parts.stackOutputs.read(String(inputs.name ?? "")) : inputs,
  );
  return new ReadResourceResponse().setUrn(entry.planned.urn).setProperties(writeStruct(entry.outputs));
}

async function invoke(request: ResourceInvokeRequest, { invoker, deployment }: MonitorParts): Promise<InvokeResponse> {
  const answer = await invoker.invoke(request.getTok(), {
    args: readStruct(request.getArgs(), deployment.settings.read),
    provider: request.getProvider(),
    version: request.getVersion(),
    pluginDownloadUrl: request.getPlugindownloadurl(),
  });
  return new InvokeResponse().setReturn(writeStruct(answer));
}
