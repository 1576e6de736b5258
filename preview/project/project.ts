import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { UsageError } from "../failure";
import { readEnvironments } from "./environments";
import { withOverrides } from "./overrides";
import { decrypter } from "./passphrase";
import { readDeclarations } from "./project-config";
import { type RuntimeOptions, readRuntime } from "./runtime";
import { readStackConfig, type StackConfig } from "./stack-config";
import { versionRefusal } from "./version-range";
import { kindOf, readYamlFile, shownPath, type YamlFile } from "./yaml-file";

/** A project and the configuration of one of its stacks. */
export interface Project {
  readonly name: string;
  /** Folder of Pulumi.yaml. */
  readonly root: string;
  /** Folder that the program runs in, and the program in it: a file, or `.` where package.json says. */
  readonly workingDirectory: string;
  readonly entryPoint: string;
  readonly runtime: RuntimeOptions;
  readonly stack: string;
  readonly config: StackConfig;
  /** Names of the Pulumi ESC environments whose configuration comes on top, and cannot be read here. */
  readonly environments: readonly string[];
}

export interface ProjectRequest {
  readonly directory: string;
  readonly stack: string;
  /** Stands for configuration that cannot be decrypted. */
  readonly sealed: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Values as text that go before those of the stack's file, by key. Default: none. */
  readonly overrides?: { readonly [key: string]: string };
}

/** Reads Pulumi.yaml and Pulumi.STACK.yaml. Every mistake is a UsageError that names the file, the key and the value. */
export function readProject({ directory, stack, sealed, environment, overrides = {} }: ProjectRequest): Project {
  const file = readYamlFile(projectFile(resolve(directory)));
  const root = dirname(file.path);
  const name = projectName(file);
  checkVersion(file);
  const runtime = readRuntime(file);
  const declarations = readDeclarations(file, name);
  const stackFile = readStackFile(file, stack);
  const decrypt = decrypter(stackFile.content.encryptionsalt, environment);
  const environments = readEnvironments(stackFile);
  const incomplete = environments.length > 0;
  const config = readStackConfig({
    project: name,
    stack,
    file: withOverrides(stackFile, overrides, name, declarations),
    declarations,
    incomplete,
    sealed,
    decrypt,
  });
  return { name, root, runtime, stack, config, environments, ...entryPoint(file, root) };
}

/** Whether the project has a configuration file for the stack. */
export function hasStack(directory: string, stack: string): boolean {
  return existsSync(stackFileOf(directory, stack));
}

/** Where the project has, or would have, its configuration for the stack: an absolute path. */
export function stackFileOf(directory: string, stack: string): string {
  return stackFilePath(readYamlFile(projectFile(resolve(directory))), stack);
}

function projectFile(directory: string): string {
  const found = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(directory, name)).find((path) => existsSync(path));
  if (found === undefined) throw new UsageError(`There is no Pulumi.yaml in ${shownPath(directory) || "."}.`);
  return found;
}

function checkVersion({ content, shown }: YamlFile): void {
  const { requiredPulumiVersion: range } = content;
  if (range === undefined || range === null) return;
  const refusal =
    typeof range === "string" ? versionRefusal(range) : `it is ${kindOf(range)}, but must be a range of versions.`;
  if (refusal !== undefined) throw new UsageError(`requiredPulumiVersion in ${shown}: ${refusal}`);
}

function projectName({ content, shown }: YamlFile): string {
  const { name } = content;
  if (name === undefined) throw new UsageError(`name in ${shown} is missing: a project needs one.`);
  if (typeof name !== "string" || !/^[\w.-]{1,100}$/.test(name)) {
    throw new UsageError(
      `name in ${shown} is ${kindOf(name)}: it must be letters, digits, dots, hyphens and underscores.`,
    );
  }
  return name;
}

function configFolder({ path, content, shown }: YamlFile): string {
  const folder = content.stackConfigDir ?? (typeof content.config === "string" ? content.config : "");
  if (typeof folder !== "string")
    throw new UsageError(`stackConfigDir in ${shown} is ${kindOf(folder)}: it must be a path.`);
  return resolve(dirname(path), folder);
}

/** `Pulumi.STACK.yaml`, with the ending of the project's own file, as the CLI has it. */
function stackFilePath(project: YamlFile, stack: string): string {
  return join(configFolder(project), `Pulumi.${stack}${extname(project.path)}`);
}

/**
 * The stack's file; an empty one in a project where no stack has any, since a stack needs none. Where others have one, a
 * stack without is taken for a slip of the pen.
 */
function readStackFile(project: YamlFile, stack: string): YamlFile {
  if (!/^[\w.-]+$/.test(stack)) {
    throw new UsageError(`The stack name "${stack}" must be letters, digits, dots, hyphens and underscores.`);
  }
  const path = stackFilePath(project, stack);
  if (existsSync(path)) return readYamlFile(path);
  const known = stacksIn(dirname(path));
  if (known.length === 0) return { path, shown: shownPath(path), content: {} };
  const hint = `the stacks here are ${known.join(", ")}`;
  throw new UsageError(`There is no stack "${stack}": ${shownPath(path)} does not exist; ${hint}.`);
}

function stacksIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => /^Pulumi\.([\w.-]+)\.ya?ml$/.exec(name)?.[1] ?? [])
    .sort();
}

function entryPoint({ content, shown }: YamlFile, root: string): Pick<Project, "workingDirectory" | "entryPoint"> {
  const { main } = content;
  if (main === undefined || main === null || main === "") return { workingDirectory: root, entryPoint: "." };
  if (typeof main !== "string") throw new UsageError(`main in ${shown} is ${kindOf(main)}: it must be a path.`);
  const path = resolve(root, main);
  if (!existsSync(path)) throw new UsageError(`main in ${shown} is "${main}", which does not exist.`);
  if (statSync(path).isDirectory()) return { workingDirectory: path, entryPoint: "." };
  return { workingDirectory: dirname(path), entryPoint: basename(path) };
}
