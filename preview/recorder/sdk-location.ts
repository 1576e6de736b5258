import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Where the SDK is that the program uses, and what else the program's process takes from the preview's packages. */
export interface SdkLocation {
  /** Folder of @pulumi/pulumi. */
  readonly sdk: string;
  /** Pulumi's own Node host. */
  readonly host: string;
  readonly sourceMapSupport: string | undefined;
  /** Folder whose packages stand in for those that the program's folder lacks. */
  readonly fallback: string;
}

/** Finds the SDK from the program's folder; without one there, the preview's own. */
export function locateSdk(workingDirectory: string): SdkLocation {
  const near = resolveFrom(join(workingDirectory, "index.js"), "@pulumi/pulumi/package.json");
  const sdk = dirname(near ?? createRequire(__filename).resolve("@pulumi/pulumi/package.json"));
  return {
    sdk,
    host: join(sdk, "cmd", "run", "index.js"),
    sourceMapSupport: resolveFrom(join(sdk, "index.js"), "source-map-support"),
    fallback: __dirname,
  };
}

function resolveFrom(file: string, request: string): string | undefined {
  try {
    return createRequire(file).resolve(request);
  } catch {
    return undefined;
  }
}

/** Whether the nearest package.json above the program says that its files are ES modules. */
export function usesModules(workingDirectory: string): boolean {
  const file = join(workingDirectory, "package.json");
  if (!existsSync(file)) {
    const parent = dirname(workingDirectory);
    return parent !== workingDirectory && usesModules(parent);
  }
  try {
    return (JSON.parse(readFileSync(file, "utf8")) as { type?: unknown }).type === "module";
  } catch {
    return false;
  }
}
