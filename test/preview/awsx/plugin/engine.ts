import {
  type handleUnaryCall,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
} from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ConstructRequest, type ConstructResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { type RegisterResourceRequest, RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import type { Urn } from "../../../../model/plan";
import { engineService } from "../../../../preview/recorder/engine";
import { type MonitorParts, monitorService } from "../../../../preview/recorder/monitor";
import type { Goal } from "../../../../preview/recorder/reached-goal";
import { type Registered, reachGoal, register } from "../../../../preview/recorder/register";
import { type Registration, registrationOf } from "../../../../preview/recorder/registration";
import type { Transform } from "../../../../preview/recorder/transforms";
import { collectDependencies, readStruct, writeStruct } from "../../../../preview/recorder/wire";
import { installedPlugin } from "./installed";
import { PluginProcess } from "./process";

type Call = ServerUnaryCall<RegisterResourceRequest, RegisterResourceResponse>;

interface Host {
  readonly plugin: PluginProcess;
  readonly address: string;
  /** A component's own transforms, until its provider registers it. */
  readonly pending: Map<string, readonly Transform[]>;
  stop(): void;
}

const hosts = new Map<MonitorParts["deployment"], Promise<Host>>();

/** Ends every plugin that was started. */
export async function stopPlugins(): Promise<void> {
  for (const host of hosts.values()) (await host).stop();
  hosts.clear();
}

/**
 * What an engine does with a remote component: it asks the component's provider to construct it, and the provider
 * registers the component and its children with the monitor that it is given.
 */
export async function registerByPlugin(
  registration: Registration,
  ownTransforms: readonly Transform[],
  parts: MonitorParts,
): Promise<Registered> {
  const { deployment } = parts;
  const goal = await reachGoal(registration, ownTransforms, parts);
  const host = await hostOf(parts);
  if (ownTransforms.length > 0) host.pending.set(keyOf(registration), ownTransforms);
  const response = await host.plugin.construct(requestOf(goal, parts, host.address)).catch((error: Error) => {
    const { type, name } = registration;
    return deployment.refuse(`The component ${type} "${name}" cannot be made: ${error.message}`);
  });
  const entry = deployment.entries.get(response.getUrn());
  if (entry === undefined) throw new Error(`The provider did not register ${response.getUrn()}.`);
  entry.outputs = readStruct(response.getState(), deployment.settings.read);
  return { entry, id: "", outputDependencies: outputDependencies(response, entry.outputs) };
}

function outputDependencies(
  response: ConstructResponse,
  outputs: Registered["entry"]["outputs"],
): { readonly [property: string]: readonly Urn[] } {
  const map = response.getStatedependenciesMap();
  return Object.fromEntries(
    Object.entries(outputs).map(([property, value]) => {
      const urns = new Set<Urn>(map.get(property)?.getUrnsList());
      collectDependencies(value, urns);
      return [property, [...urns]];
    }),
  );
}

function hostOf(parts: MonitorParts): Promise<Host> {
  const running = hosts.get(parts.deployment) ?? startHost(parts);
  hosts.set(parts.deployment, running);
  return running;
}

async function startHost(parts: MonitorParts): Promise<Host> {
  const { deployment } = parts;
  const { read } = deployment.settings;
  const pending: Host["pending"] = new Map();
  const service = monitorService(parts);
  const plain = service.registerResource as handleUnaryCall<RegisterResourceRequest, RegisterResourceResponse>;
  const server = new Server();
  server.addService(ResourceMonitorService, {
    ...service,
    registerResource(call: Call, done: sendUnaryData<RegisterResourceResponse>) {
      const registration = registrationOf(call.request, read);
      const transforms = pending.get(keyOf(registration));
      if (transforms === undefined) return plain(call, done);
      pending.delete(keyOf(registration));
      return void register(registration, transforms, parts).then(
        ({ entry }) => done(null, new RegisterResourceResponse().setUrn(entry.planned.urn)),
        (error: Error) => done({ code: status.UNKNOWN, details: error.message }),
      );
    },
  });
  server.addService(EngineService, engineService(deployment));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const address = `127.0.0.1:${port}`;
  const plugin = await PluginProcess.start(installedPlugin() ?? "", address);
  const stop = (): void => {
    plugin.stop();
    server.forceShutdown();
  };
  return { plugin, address, pending, stop };
}

function keyOf({ parent, type, name }: Registration): string {
  return [parent, type, name].join("::");
}

function requestOf(goal: Goal, { deployment }: MonitorParts, monitor: string): ConstructRequest {
  const { registration, inputs, options, dependencies } = goal;
  const { project, stack, organization, config } = deployment.settings;
  const request = new ConstructRequest()
    .setProject(project)
    .setStack(stack)
    .setOrganization(organization)
    .setDryrun(true)
    .setParallel(16)
    .setMonitorendpoint(monitor)
    .setType(registration.type)
    .setName(registration.name)
    .setParent(registration.parent)
    .setInputs(writeStruct(inputs, { origins: true, outputs: true }))
    .setAliasesList([...options.aliases])
    .setDependenciesList([...dependencies])
    .setAdditionalsecretoutputsList([...options.additionalSecretOutputs])
    .setDeletedwith(options.deletedWith)
    .setReplaceWithList([...options.replaceWith])
    .setIgnorechangesList([...options.ignoreChanges])
    .setReplaceonchangesList([...options.replaceOnChanges])
    .setReplacementTrigger(options.replacementTrigger)
    .setAcceptsOutputValues(true);
  if (options.protect !== undefined) request.setProtect(options.protect);
  if (options.retainOnDelete !== undefined) request.setRetainondelete(options.retainOnDelete);
  if (options.deleteBeforeReplace !== undefined) request.setDeletebeforereplace(options.deleteBeforeReplace);
  if (options.customTimeouts !== undefined) {
    const { create, update, delete: remove } = options.customTimeouts;
    const timeouts = new ConstructRequest.CustomTimeouts().setCreate(create).setUpdate(update).setDelete(remove);
    request.setCustomtimeouts(timeouts);
  }
  if (options.hooks !== undefined) request.setResourceHooks(constructHooks(options.hooks));
  for (const [key, value] of Object.entries(config)) request.getConfigMap().set(key, value);
  for (const [name, reference] of Object.entries(options.providers)) request.getProvidersMap().set(name, reference);
  for (const [property, urns] of Object.entries(goal.propertyDependencies)) {
    const list = new ConstructRequest.PropertyDependencies().setUrnsList([...urns]);
    request.getInputdependenciesMap().set(property, list);
  }
  return request;
}

/** The same hooks in another message. */
function constructHooks(given: RegisterResourceRequest.ResourceHooksBinding): ConstructRequest.ResourceHooksBinding {
  return new ConstructRequest.ResourceHooksBinding()
    .setBeforeCreateList(given.getBeforeCreateList())
    .setAfterCreateList(given.getAfterCreateList())
    .setBeforeUpdateList(given.getBeforeUpdateList())
    .setAfterUpdateList(given.getAfterUpdateList())
    .setBeforeDeleteList(given.getBeforeDeleteList())
    .setAfterDeleteList(given.getAfterDeleteList());
}
