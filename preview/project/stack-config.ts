import { UsageError } from "../failure";
import { isOfType, typeName } from "./config-type";
import type { ConfigDeclaration } from "./project-config";
import { isRecord, kindOf, type YamlFile } from "./yaml-file";

/** A configuration value as the SDK reads it: text, or JSON where it is structured. */
export interface ConfigValue {
  readonly text: string;
  readonly secret: boolean;
}

export interface StackConfig {
  readonly values: { readonly [key: string]: ConfigValue };
}

/** Gives an encrypted value in clear; undefined where nobody can decrypt it here. */
export type Decrypt = (ciphertext: string) => string | undefined;

export interface Reading {
  readonly project: string;
  readonly stack: string;
  /** Pulumi.STACK.yaml; undefined for a stack without one. */
  readonly file: YamlFile;
  readonly declarations: readonly ConfigDeclaration[];
  /** Whether more configuration comes from where nobody can look here: what is missing may be there. */
  readonly incomplete: boolean;
  /** Stands for a value that cannot be decrypted. */
  readonly sealed: string;
  readonly decrypt: Decrypt;
}

/** Reads the `config:` section of Pulumi.STACK.yaml and fills in what Pulumi.yaml declares. */
export function readStackConfig(reading: Reading): StackConfig {
  const { file, declarations, stack, incomplete } = reading;
  const section = file.content.config ?? {};
  if (!isRecord(section))
    throw new UsageError(`config in ${file.shown} must be a mapping of keys, not ${kindOf(section)}.`);
  const values: { [key: string]: ConfigValue } = {};
  for (const [written, value] of Object.entries(section)) {
    const key = fullKey(written, reading.project, file.shown);
    check(
      declarations.find((declared) => declared.key === key),
      value,
      stack,
      file.shown,
    );
    values[key] = configValue(value, reading);
  }
  const missing = declarations.filter(({ key, fallback }) => values[key] === undefined && fallback === undefined);
  if (missing.length > 0 && !incomplete) throw new UsageError(missingSentence(missing, stack, file.shown));
  for (const { key, fallback } of declarations) {
    if (fallback !== undefined) values[key] ??= configValue(fallback, reading);
  }
  return { values };
}

/** A key without a namespace is the project's own. */
export function fullKey(written: string, project: string, file: string): string {
  const parts = written.split(":");
  if (parts.length === 1 && written !== "") return `${project}:${written}`;
  if (parts.length === 2 && parts[0] !== "") return written;
  if (parts.length === 3 && parts[1] === "config") return `${parts[0]}:${parts[2]}`;
  throw new UsageError(`config.${written} in ${file} must be of the form namespace:name, such as aws:region.`);
}

function check(declared: ConfigDeclaration | undefined, value: unknown, stack: string, file: string): void {
  if (declared === undefined) return;
  const { written, type, secret } = declared;
  if (secret && !holdsCiphertext(value)) {
    throw new UsageError(
      `config.${declared.key} in ${file} must be encrypted: set it with \`pulumi config set --secret ${written} <value>\`.`,
    );
  }
  if (type === undefined || isCiphertext(value) || isOfType(value, type)) return;
  throw new UsageError(
    `config.${declared.key} in ${file} is ${kindOf(value)}: stack ${stack} needs a value of type ${typeName(type)} there.`,
  );
}

function missingSentence(missing: readonly ConfigDeclaration[], stack: string, file: string): string {
  const names = missing.map(({ written }) => `'${written}'`);
  const last = names.pop();
  const list = names.length > 0 ? `${names.join(", ")} and ${last}` : last;
  const [first] = missing;
  const hint = `set it with \`pulumi config set ${first?.written} <value>\``;
  return `Stack '${stack}' is missing configuration ${missing.length > 1 ? "values" : "value"} ${list} in ${file}: ${hint}.`;
}

function configValue(value: unknown, reading: Reading): ConfigValue {
  if (isCiphertext(value)) return { text: clear(value.secure, reading), secret: true };
  if (typeof value === "string") return { text: value, secret: false };
  return { text: JSON.stringify(withClearValues(value, reading)), secret: holdsCiphertext(value) };
}

function clear(ciphertext: string, { decrypt, sealed }: Reading): string {
  return decrypt(ciphertext) ?? sealed;
}

function withClearValues(value: unknown, reading: Reading): unknown {
  if (isCiphertext(value)) return clear(value.secure, reading);
  if (Array.isArray(value)) return value.map((item) => withClearValues(item, reading));
  if (!isRecord(value)) return value ?? null;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withClearValues(inner, reading)]));
}

function isCiphertext(value: unknown): value is { readonly secure: string } {
  return isRecord(value) && Object.keys(value).length === 1 && typeof value.secure === "string";
}

function holdsCiphertext(value: unknown): boolean {
  if (isCiphertext(value)) return true;
  return typeof value === "object" && value !== null && Object.values(value).some(holdsCiphertext);
}
