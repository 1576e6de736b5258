import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const ROOT = join(__dirname, "..", "..");
const PROJECT = "zero-to-millions";

/** The configuration that a program sees in an environment: what Pulumi.yaml sets, and what the stack's file says over it. */
export function environmentConfig(environment: string): Record<string, string> {
  const { config } = file("Pulumi.yaml");
  const defaults = Object.entries(config).map(([key, { default: value }]) => [key, value] as const);
  const own = Object.entries(file(`Pulumi.${environment}.yaml`).config);
  return Object.fromEntries([...defaults, ...own].map(([key, value]) => [fullKey(key), asText(value)]));
}

/** A declaration of Pulumi.yaml's `config:` section. */
export interface Declaration {
  readonly type: string;
  readonly description: string;
  readonly default: unknown;
}

/** The keys that Pulumi.yaml declares. */
export function declarations(): Record<string, Declaration> {
  return file("Pulumi.yaml").config;
}

function file(name: string): { config: Record<string, Declaration> } {
  return parse(readFileSync(join(ROOT, name), "utf8"));
}

/** A key without a namespace is the project's own. */
function fullKey(key: string): string {
  return key.includes(":") ? key : `${PROJECT}:${key}`;
}

/** As the engine hands values over: text as it is, everything else as JSON. */
function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
