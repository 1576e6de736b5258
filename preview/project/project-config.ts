import { UsageError } from "../failure";
import { CONFIG_TYPES, type ConfigType, isOfType, typeName } from "./config-type";
import { isRecord, kindOf, type YamlFile } from "./yaml-file";

/** One key of the `config:` section of Pulumi.yaml. */
export interface ConfigDeclaration {
  /** The key as written. */
  readonly written: string;
  /** The key with its namespace. */
  readonly key: string;
  readonly type?: ConfigType;
  /** Used where the stack's file has no value: a default, or a value of another namespace. */
  readonly fallback?: unknown;
  readonly secret: boolean;
}

/** Reads the `config:` section of Pulumi.yaml: types and defaults of the project's keys, values of other namespaces. */
export function readDeclarations(file: YamlFile, project: string): readonly ConfigDeclaration[] {
  const section = file.content.config;
  if (section === undefined || section === null || typeof section === "string") return [];
  if (!isRecord(section))
    throw new UsageError(`config in ${file.shown} must be a mapping of keys, not ${kindOf(section)}.`);
  return Object.entries(section)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([written, value]) => declaration(written, value, project, file.shown));
}

function declaration(written: string, given: unknown, project: string, file: string): ConfigDeclaration {
  const own = !written.includes(":") || written.startsWith(`${project}:`);
  const key = written.includes(":") ? written : `${project}:${written}`;
  const value = isRecord(given) ? given : own ? { default: given } : { value: given };
  const fail = (problem: string): never => {
    throw new UsageError(`config.${written} in ${file} ${problem}`);
  };
  if (value.default !== undefined && value.value !== undefined) fail("has both a default and a value: keep one.");
  const type = value.type === undefined ? undefined : readType(value, fail);
  if (!own) {
    if (type !== undefined) fail(`is not a key of project ${project}, so it cannot have a type: give a value.`);
    if (value.default !== undefined) fail(`is not a key of project ${project}: use value instead of default.`);
    if (value.value === undefined) fail(`is not a key of project ${project}, so it must have a value.`);
  }
  const fallback = value.default ?? value.value ?? undefined;
  if (type !== undefined && fallback !== undefined && !isOfType(fallback, type)) {
    fail(`has ${kindOf(fallback)} as its default, which is not of type ${typeName(type)}.`);
  }
  return {
    written,
    key,
    ...(type === undefined ? {} : { type }),
    ...(fallback === undefined ? {} : { fallback }),
    secret: value.secret === true,
  };
}

function readType(given: { readonly [key: string]: unknown }, fail: (problem: string) => never): ConfigType {
  const type = CONFIG_TYPES.find((known) => known === given.type);
  if (type === undefined) return fail(`has type ${kindOf(given.type)}: it must be one of ${CONFIG_TYPES.join(", ")}.`);
  if (type !== "array") return { type };
  if (!isRecord(given.items))
    return fail("is an array without items: name the type of its items, as in items: {type: string}.");
  return { type, items: readType(given.items, fail) };
}
