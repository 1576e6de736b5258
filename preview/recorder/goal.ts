import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import { RegisterResourceRequest, TransformResourceOptions } from "@pulumi/pulumi/proto/resource_pb";
import type { Value as WireValue } from "google-protobuf/google/protobuf/struct_pb";
import type { Urn } from "../../model/plan";

export interface Timeouts {
  readonly create: string;
  readonly update: string;
  readonly delete: string;
  readonly read: string;
}

/** The options of a registration, as the program asked for them: what transforms may change. */
export interface GoalOptions {
  readonly import: string;
  readonly dependsOn: readonly Urn[];
  readonly protect: boolean | undefined;
  readonly retainOnDelete: boolean | undefined;
  readonly deleteBeforeReplace: boolean | undefined;
  readonly deletedWith: Urn | "";
  readonly replaceWith: readonly Urn[];
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  readonly hideDiffs: readonly string[];
  readonly aliases: readonly Alias[];
  readonly customTimeouts: Timeouts | undefined;
  /** Reference (URN and id) of the provider, or empty. */
  readonly provider: string;
  /** References of providers by package, for a component's children. */
  readonly providers: { readonly [packageName: string]: string };
  readonly version: string;
  readonly pluginDownloadUrl: string;
  readonly hooks: RegisterResourceRequest.ResourceHooksBinding | undefined;
  readonly replacementTrigger: WireValue | undefined;
}

/** No options at all. */
export const NO_OPTIONS: GoalOptions = {
  import: "",
  dependsOn: [],
  protect: undefined,
  retainOnDelete: undefined,
  deleteBeforeReplace: undefined,
  deletedWith: "",
  replaceWith: [],
  ignoreChanges: [],
  replaceOnChanges: [],
  additionalSecretOutputs: [],
  hideDiffs: [],
  aliases: [],
  customTimeouts: undefined,
  provider: "",
  providers: {},
  version: "",
  pluginDownloadUrl: "",
  hooks: undefined,
  replacementTrigger: undefined,
};

/** The options in a registration request. */
export function goalOptions(request: RegisterResourceRequest): GoalOptions {
  const deleteFirst = request.getDeletebeforereplacedefined() || request.getDeletebeforereplace();
  return {
    import: request.getImportid(),
    dependsOn: request.getDependenciesList(),
    protect: request.hasProtect() ? request.getProtect() : undefined,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    deleteBeforeReplace: deleteFirst ? request.getDeletebeforereplace() : undefined,
    deletedWith: request.getDeletedwith(),
    replaceWith: request.getReplaceWithList(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    hideDiffs: request.getHidediffsList(),
    aliases: [...request.getAliasurnsList().map((urn) => new Alias().setUrn(urn)), ...request.getAliasesList()],
    customTimeouts: timeouts(request.getCustomtimeouts()),
    provider: request.getProvider(),
    providers: entries(request.getProvidersMap()),
    version: request.getVersion(),
    pluginDownloadUrl: request.getPlugindownloadurl(),
    hooks: request.getHooks(),
    replacementTrigger: request.getReplacementTrigger(),
  };
}

/** The options as a transform is given them. */
export function transformOptions(options: GoalOptions): TransformResourceOptions {
  const message = new TransformResourceOptions()
    .setImport(options.import)
    .setDependsOnList([...options.dependsOn])
    .setDeletedWith(options.deletedWith)
    .setReplaceWithList([...options.replaceWith])
    .setIgnoreChangesList([...options.ignoreChanges])
    .setReplaceOnChangesList([...options.replaceOnChanges])
    .setAdditionalSecretOutputsList([...options.additionalSecretOutputs])
    .setHideDiffList([...options.hideDiffs])
    .setAliasesList([...options.aliases])
    .setProvider(options.provider)
    .setVersion(options.version)
    .setPluginDownloadUrl(options.pluginDownloadUrl)
    .setHooks(options.hooks)
    .setReplacementTrigger(options.replacementTrigger);
  if (options.protect !== undefined) message.setProtect(options.protect);
  if (options.retainOnDelete !== undefined) message.setRetainOnDelete(options.retainOnDelete);
  if (options.deleteBeforeReplace !== undefined) message.setDeleteBeforeReplace(options.deleteBeforeReplace);
  if (options.customTimeouts !== undefined) message.setCustomTimeouts(timeoutsMessage(options.customTimeouts));
  for (const [name, reference] of Object.entries(options.providers)) message.getProvidersMap().set(name, reference);
  return message;
}

/** The options that a transform answered. */
export function transformedOptions(message: TransformResourceOptions): GoalOptions {
  return {
    import: message.getImport(),
    dependsOn: message.getDependsOnList(),
    protect: message.hasProtect() ? message.getProtect() : undefined,
    retainOnDelete: message.hasRetainOnDelete() ? message.getRetainOnDelete() : undefined,
    deleteBeforeReplace: message.hasDeleteBeforeReplace() ? message.getDeleteBeforeReplace() : undefined,
    deletedWith: message.getDeletedWith(),
    replaceWith: message.getReplaceWithList(),
    ignoreChanges: message.getIgnoreChangesList(),
    replaceOnChanges: message.getReplaceOnChangesList(),
    additionalSecretOutputs: message.getAdditionalSecretOutputsList(),
    hideDiffs: message.getHideDiffList(),
    aliases: message.getAliasesList(),
    customTimeouts: timeouts(message.getCustomTimeouts()),
    provider: message.getProvider(),
    providers: entries(message.getProvidersMap()),
    version: message.getVersion(),
    pluginDownloadUrl: message.getPluginDownloadUrl(),
    hooks: message.getHooks(),
    replacementTrigger: message.getReplacementTrigger(),
  };
}

function entries(map: { forEach(visit: (value: string, key: string) => void): void }): { [name: string]: string } {
  const result: { [name: string]: string } = {};
  map.forEach((value, key) => {
    result[key] = value;
  });
  return result;
}

function timeouts(message: RegisterResourceRequest.CustomTimeouts | undefined): Timeouts | undefined {
  if (message === undefined) return undefined;
  return {
    create: message.getCreate(),
    update: message.getUpdate(),
    delete: message.getDelete(),
    read: message.getRead(),
  };
}

function timeoutsMessage(value: Timeouts): RegisterResourceRequest.CustomTimeouts {
  return new RegisterResourceRequest.CustomTimeouts()
    .setCreate(value.create)
    .setUpdate(value.update)
    .setDelete(value.delete)
    .setRead(value.read);
}
