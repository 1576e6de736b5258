import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { PlannedResource } from "../../../model/plan";
import { ProgramError } from "../../../preview/failure";
import { type Recording, type RecordOptions, recordProgram } from "../../../preview/recorder";

/** Files of a program by path. One text alone is its index.ts. */
export type Program = string | { readonly [path: string]: string };

const DEFAULTS = {
  "Pulumi.yaml": "name: sample\nruntime: nodejs\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
  "package.json": '{ "name": "sample", "main": "index.ts" }\n',
  "tsconfig.json": '{ "compilerOptions": { "strict": true, "target": "es2022", "esModuleInterop": true } }\n',
};
const IMPORTS = 'import * as pulumi from "@pulumi/pulumi";\nimport * as aws from "@pulumi/aws";\n';

/** Writes a program into a folder of its own for as long as `use` takes. */
export async function withProgram<Result>(
  program: Program,
  use: (directory: string) => Promise<Result>,
): Promise<Result> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "recorded-program-")));
  const files = typeof program === "string" ? { "index.ts": IMPORTS + program } : program;
  try {
    for (const [path, content] of Object.entries({ ...DEFAULTS, ...files })) {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), content);
    }
    return await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Records a program's stack `dev`. */
export function record(program: Program, options: Partial<RecordOptions> = {}): Promise<Recording> {
  return withProgram(program, (directory) =>
    recordProgram({ directory, stack: "dev", timeoutSeconds: 60, ...options }),
  );
}

/** The one resource of that name, and of that type where names are shared. */
export function resourceOf({ plan }: Recording, name: string, type = ""): PlannedResource {
  const found = plan.resources.filter((resource) => resource.name === name && resource.type.includes(type));
  const [only] = found;
  if (only === undefined || found.length > 1) throw new Error(`${found.length} resources are named ${name}`);
  return only;
}

/** How a program fails. */
export async function failureOf(program: Program, options: Partial<RecordOptions> = {}): Promise<ProgramError> {
  try {
    await record(program, options);
  } catch (error) {
    if (error instanceof ProgramError) return error;
    throw error;
  }
  throw new Error("the program did not fail");
}
