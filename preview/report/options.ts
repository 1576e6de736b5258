import { parsePath } from "../../model/change/property-path";
import type { ResourceOptions } from "../../model/plan";
import type { Json, Marker } from "./marks";

/** The options that an engine keeps in a resource's state, by the names that it gives them there. */
export function optionsInState(options: ResourceOptions, marker: Marker): Json {
  const { import: importId, hideDiffs, replacementTrigger, ...others } = options;
  const { aliases: _, deleteBeforeReplace: __, version: ___, pluginDownloadUrl: ____, ...kept } = others;
  return {
    ...(kept as { readonly [option: string]: Json }),
    ...(hideDiffs === undefined ? {} : { hideDiff: hideDiffs.map(enginePath) }),
    ...(replacementTrigger === undefined ? {} : { replacementTrigger: marker.value(replacementTrigger) }),
    ...(importId === undefined ? {} : { importID: importId }),
  };
}

/** The options that an engine acts on without keeping them: of aliases it keeps only one that an older resource has. */
export function optionsOfProgram(options: ResourceOptions): Json {
  const { aliases, deleteBeforeReplace, version, pluginDownloadUrl } = options;
  return {
    ...(aliases === undefined ? {} : { aliases: [...aliases] }),
    ...(deleteBeforeReplace === undefined ? {} : { deleteBeforeReplace }),
    ...(version === undefined ? {} : { version }),
    ...(pluginDownloadUrl === undefined ? {} : { pluginDownloadURL: pluginDownloadUrl }),
  };
}

/** A property path as an engine writes one that it has read: each name that is not plain stands in quotes. */
function enginePath(path: string): string {
  return parsePath(path)
    .map((part, at) => {
      if (typeof part === "number") return `[${part}]`;
      if (!/^\w*$/.test(part)) return `["${part.replaceAll('"', '\\"')}"]`;
      return at === 0 ? part : `.${part}`;
    })
    .join("");
}
