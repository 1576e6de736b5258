import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { App } from "../typedApp.js";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "public");

/** Serves the files of `public/`, the page at `/`: one route per file, found at start, and no path beyond them. */
export function addPage(app: App): void {
  app.register(fastifyStatic, { root: folder, wildcard: false });
}
