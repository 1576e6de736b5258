import type { ProgramMessage } from "../recorder/recording";
import type { Style } from "./style";

/** What the program logged or printed itself; empty text when it said nothing. */
export function renderMessages(messages: readonly ProgramMessage[], style: Style): string {
  const shown = messages.filter((message) => message.severity !== "debug" && message.text.trim() !== "");
  if (shown.length === 0) return "";
  const { bold, yellow, red } = style.colours;
  const lines = shown.map((message) => {
    const text = `  ${message.text.trimEnd().replaceAll("\n", "\n  ")}`;
    if (message.severity === "warning") return yellow(text);
    return message.severity === "error" ? red(text) : text;
  });
  return [bold("Program said"), ...lines].join("\n");
}
