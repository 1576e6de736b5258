import type { PlannedResource } from "../../model/plan";
import type { TrackedMap } from "../remote/construct";
import { aliasUrns } from "./aliases";
import { withAutomaticName } from "./automatic-names";
import { type Entry, plannedOptions } from "./deployment";
import { wrongTimeout } from "./durations";
import { presentable, withoutReferences } from "./presentable";
import { explicitProviderInputs } from "./provider-inputs";
import type { Providers } from "./providers";
import type { Goal, Registrars } from "./reached-goal";
import type { Transform } from "./transforms";
import { isProviderType } from "./urn";
import { plain, secret, UNKNOWN_TEXT } from "./wire";

const STASH = "pulumi:index:Stash";

/** The entry of a goal that was reached; refused where an engine refuses it. */
export function planned(goal: Goal, ownTransforms: readonly Transform[], { deployment, providers }: Registrars): Entry {
  const { registration, parent, options } = goal;
  const { type, name, custom, remote } = registration;
  const { stack, project } = deployment.settings;
  const subject = `${type} "${name}"`;
  deployment.checkUrns(goal.dependencies, "dependency", subject);
  const wrong = wrongTimeout(options.customTimeouts);
  if (wrong !== undefined) {
    const [operation, text] = wrong;
    deployment.refuse(`The ${operation} timeout "${text}" of ${subject} is not a duration such as "5m" or "1h30m".`);
  }
  const urn = deployment.newUrn(registration.parent, type, name);
  const managed = (custom && !isProviderType(type)) || remote;
  const provider = managed
    ? providers.urnOf(options.provider, {
        type,
        packageRef: registration.packageRef,
        subject,
        denied: remote ? type : urn,
      })
    : null;
  const configured = provider === null || providers.isConfigured(provider);
  // A provider that is not configured yet checks nothing, and what is adopted is listed before its check.
  const checked = custom && configured && options.import === "";
  const given = checked ? checkedInputs(goal, providers) : goal.inputs;
  const { inputs, autoNamed } = checked
    ? withAutomaticName(deployment, type, name, urn, given)
    : { inputs: given, autoNamed: [] };
  const aliasSubject = { stack, project, parent: registration.parent, type, name };
  const parentAliases = parent?.planned.options.aliases ?? [];
  const resource: PlannedResource = {
    op: custom && options.import !== "" ? "import" : "create",
    urn,
    type,
    name,
    custom,
    parent: registration.parent || null,
    provider,
    inputs: presentable(inputs, deployment.settings.sealed),
    outputs: {},
    ...(options.import !== "" ? { id: options.import } : {}),
    dependencies: goal.dependencies,
    propertyDependencies: goal.propertyDependencies,
    options: plannedOptions(
      options,
      aliasUrns(options.aliases, { ...aliasSubject, parentAliases }, urn),
      deployment.settings,
    ),
    autoNamed,
  };
  return {
    planned: resource,
    goal: options,
    provider: provider === null ? "" : options.provider || `${provider}::${UNKNOWN_TEXT}`,
    providers: custom ? {} : options.providers,
    transforms: ownTransforms,
    outputs: custom && configured ? withSecrets(outputsOf(type, inputs), options.additionalSecretOutputs) : {},
  };
}

/** What the provider is given: an id in place of each resource. */
function checkedInputs({ registration, inputs, options }: Goal, providers: Providers): TrackedMap {
  const plainInputs = withoutReferences(inputs);
  if (!isProviderType(registration.type)) return plainInputs;
  return explicitProviderInputs(plainInputs, {
    pluginDownloadUrl: options.pluginDownloadUrl,
    envVarMappings: registration.envVarMappings,
    parameters: providers.parametersOf(registration.packageRef),
  });
}

/** What the outputs are known to be: the inputs; the engine's own stash gives back what it was given. */
function outputsOf(type: string, { __internal: _, ...outputs }: TrackedMap): TrackedMap {
  return type === STASH && outputs.input !== undefined ? { ...outputs, output: outputs.input } : outputs;
}

/** Outputs that the options call secret are. */
export function withSecrets(outputs: TrackedMap, secretOutputs: readonly string[]): TrackedMap {
  const marked = secretOutputs.filter((property) => Object.hasOwn(outputs, property));
  if (marked.length === 0) return outputs;
  const secrets = marked.map((property) => [property, secret(plain(outputs[property] ?? null))] as const);
  return { ...outputs, ...Object.fromEntries(secrets) };
}
