import type { ResourceOptions } from "../../model/plan";
import type { Located } from "./located";
import { decode, encode, type Json } from "./plan-value";

type Kind = "flag" | "text" | "texts" | "timeouts" | "names" | "value";

const KINDS: { readonly [option in keyof ResourceOptions]-?: Kind } = {
  protect: "flag",
  retainOnDelete: "flag",
  deletedWith: "text",
  ignoreChanges: "texts",
  replaceOnChanges: "texts",
  replaceWith: "texts",
  replacementTrigger: "value",
  deleteBeforeReplace: "flag",
  additionalSecretOutputs: "texts",
  hideDiffs: "texts",
  aliases: "texts",
  customTimeouts: "timeouts",
  import: "text",
  resourceHooks: "names",
  version: "text",
  pluginDownloadUrl: "text",
};

/** What a report (`--json`) calls some of them: there they have the names of an engine's state. */
const REPORT_NAMES: { readonly [name: string]: keyof ResourceOptions } = {
  hideDiff: "hideDiffs",
  importID: "import",
  pluginDownloadURL: "pluginDownloadUrl",
};

/** The options as a plan file holds them. */
export function encodeOptions({ replacementTrigger, ...options }: ResourceOptions): Json {
  const trigger = replacementTrigger === undefined ? {} : { replacementTrigger: encode(replacementTrigger) };
  return { ...(options as { readonly [option: string]: Json }), ...trigger };
}

/** Reads the options of a plan file, or of a report, which keeps those that no state holds under a key of their own. */
export function decodeOptions(resource: Located, isSaved: boolean): ResourceOptions {
  const entries = [...resource.at("options").entries(), ...resource.at("requested").entries()];
  return Object.fromEntries(entries.map(([name, value]) => decodeOption(name, value, isSaved))) as ResourceOptions;
}

function decodeOption(name: string, value: Located, isSaved: boolean): readonly [string, unknown] {
  const option = Object.hasOwn(REPORT_NAMES, name) ? (REPORT_NAMES[name] ?? name) : name;
  const kind = Object.hasOwn(KINDS, option) ? KINDS[option as keyof ResourceOptions] : undefined;
  switch (kind) {
    case undefined:
      return value.refuse(`left out: options are ${Object.keys(KINDS).join(", ")}`);
    case "timeouts":
      return [option, Object.fromEntries(value.entries().map(([operation, seconds]) => [operation, seconds.number()]))];
    case "names":
      return [option, Object.fromEntries(value.entries().map(([moment, hooks]) => [moment, hooks.texts()]))];
    case "value":
      return [option, decode(value, isSaved)];
    default:
      return [option, value[kind]()];
  }
}
