import { UsageError } from "../failure";
import { isRecord, kindOf, type YamlFile } from "./yaml-file";

/** Options of the Node runtime that Pulumi.yaml may set. */
export interface RuntimeOptions {
  /** Whether TypeScript runs as it is; false for a program that is compiled beforehand. */
  readonly typescript: boolean;
  /** Arguments for node. */
  readonly nodeArguments: readonly string[];
  /** Path of the tsconfig.json, relative to the program. */
  readonly tsconfig: string | undefined;
}

/** Reads `runtime:` of Pulumi.yaml, in its short and its long form. */
export function readRuntime({ content, shown }: YamlFile): RuntimeOptions {
  const { runtime } = content;
  const name = isRecord(runtime) ? runtime.name : runtime;
  if (name === undefined) throw new UsageError(`runtime in ${shown} is missing: it must be nodejs.`);
  if (name !== "nodejs") throw new UsageError(`runtime in ${shown} is ${kindOf(name)}: only nodejs programs run here.`);
  const options = isRecord(runtime) ? (runtime.options ?? {}) : {};
  if (!isRecord(options))
    throw new UsageError(`runtime.options in ${shown} must be a mapping, not ${kindOf(options)}.`);
  const { typescript = true, nodeargs = "", tsconfig } = options;
  if (typeof typescript !== "boolean") throw wrong("typescript", typescript, "true or false", shown);
  if (typeof nodeargs !== "string") throw wrong("nodeargs", nodeargs, "one text with all arguments", shown);
  if (tsconfig !== undefined && typeof tsconfig !== "string") throw wrong("tsconfig", tsconfig, "a path", shown);
  return { typescript, nodeArguments: splitArguments(nodeargs), tsconfig };
}

function wrong(option: string, value: unknown, right: string, file: string): UsageError {
  return new UsageError(`runtime.options.${option} in ${file} is ${kindOf(value)}: it must be ${right}.`);
}

/** Splits arguments as a shell does: at spaces outside quotes. */
function splitArguments(text: string): readonly string[] {
  const found = text.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return found.map((argument) => argument.replace(/"([^"]*)"|'([^']*)'/g, (_, double, single) => double ?? single));
}
