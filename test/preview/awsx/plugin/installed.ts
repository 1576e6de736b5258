import { accessSync, constants, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const FOLDER = /^resource-awsx-v(\d+)\.(\d+)\.(\d+)$/;
/** The version whose children preview/awsx registers. */
const LIKE = "v3.9.";

/** Path of the AWSX provider's program as the Pulumi CLI installs it; undefined where this machine has none. */
export function installedPlugin(): string | undefined {
  const plugins = join(process.env.PULUMI_HOME || join(homedir(), ".pulumi"), "plugins");
  return foldersIn(plugins)
    .filter((folder) => FOLDER.test(folder) && folder.includes(LIKE))
    .sort()
    .reverse()
    .map((folder) => join(plugins, folder, "pulumi-resource-awsx"))
    .find(isExecutable);
}

function foldersIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
