import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The app's own folder: one above this file, and one above the bundle that it becomes a part of. */
export const appFolder = join(dirname(fileURLToPath(import.meta.url)), "..");
