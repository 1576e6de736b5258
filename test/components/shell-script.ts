import { execFileSync } from "node:child_process";
import { lintShell } from "../lint/shell-lint";

/** What is wrong with a script: what bash cannot read, then what ShellCheck remarks on it and on the scripts it writes. */
export function shellMistakes(script: string): readonly string[] {
  const unreadable = readableByBash(script);
  return unreadable === undefined ? lintShell(script, ...writtenScripts(script)) : [unreadable];
}

/** The text of a file that a script writes by a here-document. */
export function writtenFile(script: string, path: string): string {
  const text = writtenFiles(script).get(path);
  if (text === undefined) {
    throw new Error(`The script writes no ${path}.`);
  }
  return text;
}

function writtenFiles(script: string): ReadonlyMap<string, string> {
  const documents = script.matchAll(/^cat > (\S+) <<'(\w+)'\n([\s\S]*?)^\2$/gm);
  return new Map([...documents].map(([, path = "", , text = ""]) => [path, text]));
}

function writtenScripts(script: string): readonly string[] {
  return [...writtenFiles(script).values()].filter((text) => text.startsWith("#!/bin/bash"));
}

function readableByBash(script: string): string | undefined {
  try {
    execFileSync("bash", ["-n"], { input: script, stdio: "pipe" });
    return undefined;
  } catch (error) {
    return String(error);
  }
}
