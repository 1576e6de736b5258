import type { UsageValues } from "../usage";

/** A usage file: figures by resource, and by type for resources that it does not name. */
export interface UsageFile {
  /** By resource name, `type::name` or a pattern with `*`. */
  readonly resources: { readonly [key: string]: UsageValues };
  /** By Pulumi token or Terraform type. */
  readonly types: { readonly [type: string]: UsageValues };
}

/** What is wrong with a file, without the file's name: one sentence that names key, value and what would be right. */
export class InputProblem extends Error {
  override readonly name = "InputProblem";
}

/** The one version of the format that there is. */
const VERSION = "0.1";
/** No resource of any account uses more of anything in a month: a larger figure is a slip of the hand. */
const MOST = 1e18;

const SECTIONS = ["version", "resource_usage", "resource_type_default_usage"];

/**
 * Reads the content of a usage file (infracost's format, version 0.1).
 * @throws InputProblem for another version, an unknown section, and anything that is no figure of at least 0
 */
export function readUsageDocument(content: unknown): UsageFile {
  if (!isRecord(content)) throw new InputProblem("must hold keys and values: version, resource_usage");
  const unknown = Object.keys(content).find((key) => !SECTIONS.includes(key));
  if (unknown !== undefined) throw new InputProblem(`${unknown} is no section of it: it has ${SECTIONS.join(", ")}`);
  if (String(content.version) !== VERSION) {
    throw new InputProblem(`version is ${shown(content.version)}: it must be ${VERSION}`);
  }
  return {
    resources: section(content, "resource_usage"),
    types: section(content, "resource_type_default_usage"),
  };
}

function section(content: Readonly<Record<string, unknown>>, name: string): { readonly [key: string]: UsageValues } {
  const entries = content[name];
  if (entries === undefined || entries === null) return {};
  if (!isRecord(entries)) throw new InputProblem(`${name} is ${shown(entries)}: it must hold a mapping by name`);
  return Object.fromEntries(Object.entries(entries).map(([key, values]) => [key, valuesOf(values, `${name}.${key}`)]));
}

function valuesOf(values: unknown, path: string): UsageValues {
  if (values === null) return {};
  if (!isRecord(values)) throw new InputProblem(`${path} is ${shown(values)}: it must hold usage keys and figures`);
  const known = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(known.map(([key, value]) => [key, figureOf(value, `${path}.${key}`)]));
}

function figureOf(value: unknown, path: string): number | string | UsageValues {
  if (isRecord(value)) return valuesOf(value, path);
  if (typeof value === "string") return value;
  if (typeof value === "number" && Number.isFinite(value) && value >= 0 && value <= MOST) return value;
  throw new InputProblem(`${path} is ${shown(value)}: it must be a figure from 0 to 1e18`);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value as a sentence shows it. */
export function shown(value: unknown): string {
  if (value === undefined) return "missing";
  return typeof value === "string" ? `"${value}"` : JSON.stringify(value);
}
