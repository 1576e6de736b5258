import type { TrackedMap } from "../remote/construct";
import type { PackageParameters } from "./providers";

/** What else a program says of a provider that it makes itself. */
export interface ProviderGoal {
  readonly pluginDownloadUrl: string;
  readonly envVarMappings: { readonly [variable: string]: string };
  readonly parameters: PackageParameters | undefined;
}

/** The inputs of a provider as an engine lists them: it keeps beside them which plugin it is, and how it is started. */
export function explicitProviderInputs(inputs: TrackedMap, goal: ProviderGoal): TrackedMap {
  const { pluginDownloadUrl, envVarMappings, parameters } = goal;
  const url = pluginDownloadUrl || parameters?.downloadUrl || "";
  return {
    ...inputs,
    __internal: {
      ...(url === "" ? {} : { pluginDownloadURL: url }),
      ...(Object.keys(envVarMappings).length === 0 ? {} : { envVarMappings }),
      ...(parameters?.value === undefined
        ? {}
        : { name: parameters.plugin, version: parameters.pluginVersion, parameterization: parameters.value }),
    },
  };
}
