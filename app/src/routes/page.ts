import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import { appFolder } from "../appFolder.js";
import type { App } from "../typedApp.js";

/** What `npm run build:page -w app` makes, which `npm ci` runs. */
const folder = join(appFolder, "dist", "page");

/** A year for what never changes under its name: the most that HTTP caches are asked to keep (RFC 9111). */
const immutable = "public, max-age=31536000, immutable";
const askEachTime = "public, max-age=0, must-revalidate";

/** Serves the built page, its index at `/`: one route per file, found at start, and no path beyond them. */
export function addPage(app: App): void {
  if (!existsSync(folder)) {
    app.log.warn("the page is not built, so / has none: npm run build:page -w app");
    return;
  }
  app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.setHeader("cache-control", path.startsWith(join(folder, "assets")) ? immutable : askEachTime);
    },
  });
}
