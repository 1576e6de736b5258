import type { Assumption } from "../../model/assessment";
import type { ProgramMessage } from "../recorder/recording";
import type { Located } from "./located";

const SEVERITIES: { readonly [severity: string]: ProgramMessage["severity"] } = {
  debug: "debug",
  info: "info",
  "info#err": "stderr",
  warning: "warning",
  error: "error",
};

/** What a preview said beside its steps; nothing for passing remarks. */
export function readDiagnostic(diagnostic: Located): ProgramMessage[] {
  if (diagnostic.at("ephemeral").flag()) return [];
  const text = `${diagnostic.at("prefix").optionalText() ?? ""}${diagnostic.at("message").optionalText() ?? ""}`;
  const severity = SEVERITIES[diagnostic.at("severity").optionalText() ?? "info"] ?? "info";
  return [{ severity, urn: diagnostic.at("urn").optionalText() ?? null, text: withoutColours(text) }];
}

/** What is to be said of a preview that found errors: an engine stops at them. */
export function failed(messages: readonly ProgramMessage[]): readonly Assumption[] {
  if (!messages.some(({ severity }) => severity === "error")) return [];
  const note = "the preview in the file failed, so it holds only the resources that it had come to.";
  return [{ subject: "resources after the error", urn: null, note }];
}

/** Without the engine's colour tags, such as `<{%fg 1%}>`. */
function withoutColours(text: string): string {
  return text.replace(/<\{%[^%]*%\}>/g, "");
}
