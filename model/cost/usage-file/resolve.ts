import { distance } from "fastest-levenshtein";
import type { Plan, PlannedResource, Urn } from "../../plan";
import type { DataTransfer } from "../data-transfer";
import { mergedUsage, type UsageValues } from "../usage";
import { InputProblem, readUsageDocument, type UsageFile } from "./document";
import { checkKeys, takesAll } from "./keys";
import { namesOf, tokensOf, typeNames, usageKeysOf } from "./known-types";
import { didYouMean } from "./nearest";

/** What a usage file says of a plan. */
export interface ResolvedUsage {
  readonly resourceUsage: { readonly [urn: Urn]: UsageValues };
  readonly dataTransfer: readonly DataTransfer[];
}

/** infracost's name of the transfer that belongs to no single resource. */
const DATA_TRANSFER = /^aws_data_transfer\./;

/**
 * Reads the content of a usage file, and checks what can be checked without a plan.
 * @throws InputProblem for what the format does not have, a type that is not priced by use, and a key that its type lacks
 */
export function readUsage(content: unknown): UsageFile {
  const file = readUsageDocument(content);
  for (const [type, values] of Object.entries(file.types)) {
    for (const token of tokensOfType(type)) checkKeys(values, token, `resource_type_default_usage.${type}`);
  }
  transfers(file);
  return file;
}

/** Whether every name of the file must be in the plan: in an earlier plan, resources may be missing. */
export type Strictness = "all-named" | "some-missing";

/**
 * Lays a usage file over a plan: defaults of types below, patterns over them, names on top.
 * @throws InputProblem for a key that names no resource, no type or no usage, with the nearest one that would
 */
export function resolveUsage(file: UsageFile, plan: Plan, strictness: Strictness = "all-named"): ResolvedUsage {
  const resources = plan.resources.filter(({ custom, op }) => custom && op !== "delete");
  const usage = new Map<Urn, UsageValues>();
  const add = ({ urn }: PlannedResource, values: UsageValues): void => {
    usage.set(urn, mergedUsage(usage.get(urn) ?? {}, values));
  };
  for (const [type, values] of Object.entries(file.types)) {
    const tokens = tokensOfType(type);
    for (const each of resources.filter((resource) => tokens.includes(resource.type))) add(each, values);
  }
  const entries = Object.entries(file.resources).filter(([key]) => !DATA_TRANSFER.test(key));
  for (const [key, values] of [...entries].sort(([a], [b]) => Number(isPattern(b)) - Number(isPattern(a)))) {
    for (const each of named(key, values, resources, strictness)) add(each, values);
  }
  return { resourceUsage: Object.fromEntries(usage), dataTransfer: transfers(file) };
}

function tokensOfType(type: string): readonly string[] {
  const tokens = tokensOf(type);
  if (tokens.length === 0) {
    throw new InputProblem(
      `resource_type_default_usage.${type} is no type that is priced by use${didYouMean(type, typeNames())}`,
    );
  }
  return tokens;
}

/** The resources that a key stands for; where a bare name stands for several, those that are billed by such usage. */
function named(
  key: string,
  values: UsageValues,
  resources: readonly PlannedResource[],
  strictness: Strictness,
): readonly PlannedResource[] {
  const path = `resource_usage.${key}`;
  const pattern = patternOf(key);
  const found = resources.filter((resource) => namesOf(resource).some((name) => pattern.test(name)));
  const [first] = found;
  if (first === undefined && strictness === "some-missing") return [];
  if (first === undefined) {
    const known = resources.flatMap((resource) => namesOf(resource));
    throw new InputProblem(`${path} names no resource of the plan${didYouMean(key, known)}`);
  }
  const taking = found.filter(({ type }) => takesAll(values, type));
  const [only, another] = taking;
  for (const type of only === undefined ? [nearestType(found, values)] : taking.map((each) => each.type)) {
    checkKeys(values, type, path);
  }
  if (another !== undefined && only !== undefined && !isPattern(key)) {
    const names = taking.map(({ type, name }) => `${type}::${name}`);
    throw new InputProblem(`${path} stands for ${taking.length} resources: write ${names.join(" or ")}`);
  }
  return taking;
}

/** Of resources that share a name, the type that knows most of the keys, or has one most like them: it helps most. */
function nearestType(found: readonly PlannedResource[], values: UsageValues): string {
  const keys = Object.keys(values);
  const known = ({ type }: PlannedResource): number =>
    keys.filter((key) => takesAll({ [key]: values[key] ?? 0 }, type)).length;
  const apart = ({ type }: PlannedResource): number =>
    Math.min(...Object.keys(usageKeysOf(type)).flatMap((own) => keys.map((key) => distance(own, key))));
  return [...found].sort((a, b) => known(b) - known(a) || apart(a) - apart(b))[0]?.type ?? "";
}

function isPattern(key: string): boolean {
  return key.includes("*");
}

function patternOf(key: string): RegExp {
  const parts = key.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

function transfers({ resources }: UsageFile): readonly DataTransfer[] {
  return Object.entries(resources)
    .filter(([key]) => DATA_TRANSFER.test(key))
    .map(([key, values]) => {
      checkKeys(values, "aws_data_transfer", `resource_usage.${key}`);
      const { region } = values;
      if (typeof region !== "string") throw new InputProblem(`resource_usage.${key}.region must name an AWS region`);
      return { ...values, region };
    });
}
