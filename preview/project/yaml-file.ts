import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { LineCounter, parseDocument } from "yaml";
import { UsageError } from "../failure";
import { withPulumiScalars } from "./yaml-scalars";

export interface YamlFile {
  readonly path: string;
  /** The path as messages show it. */
  readonly shown: string;
  readonly content: { readonly [key: string]: unknown };
}

/** Reads a YAML file that holds a mapping. Throws a UsageError that names the file and the line of what is wrong. */
export function readYamlFile(path: string): YamlFile {
  const shown = shownPath(path);
  if (!existsSync(path)) throw new UsageError(`${shown} does not exist.`);
  const lines = new LineCounter();
  const document = parseDocument(readText(path, shown), {
    lineCounter: lines,
    merge: true,
    prettyErrors: false,
    customTags: withPulumiScalars,
  });
  const [mistake] = document.errors;
  if (mistake !== undefined) {
    const { line, col } = lines.linePos(mistake.pos[0]);
    throw new UsageError(`${shown}:${line}:${col} is not valid YAML: ${sentence(mistake.message)}`);
  }
  const content: unknown = toPlain(document, shown);
  if (content === null || content === undefined) return { path, shown, content: {} };
  if (!isRecord(content)) throw new UsageError(`${shown} must hold keys and values, not ${kindOf(content)}.`);
  return { path, shown, content };
}

/** The path as messages show it: relative to where the command runs, unless that is longer. */
export function shownPath(path: string): string {
  const near = relative(process.cwd(), path);
  return near === "" || near.startsWith("..") ? path : near;
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(`${shown} cannot be read: ${(error as Error).message}.`);
  }
}

function toPlain(document: ReturnType<typeof parseDocument>, shown: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch (error) {
    throw new UsageError(`${shown} is not valid YAML: ${sentence((error as Error).message)}`);
  }
}

function sentence(message: string): string {
  const [first = ""] = message.split("\n");
  return first.endsWith(".") ? first : `${first}.`;
}

export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a value is, in words: `a list`, `the number 3`. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return typeof value === "string" ? `the text "${value}"` : `the ${typeof value} ${String(value)}`;
}
