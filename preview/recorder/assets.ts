import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { PropertyMap } from "../../model/value";

/** An asset with the hash of its contents, as an engine records it. What cannot be read stays without one. */
export function withAssetHash(asset: PropertyMap, directory: string): PropertyMap {
  const { text, path } = asset;
  if (typeof asset.hash === "string" && asset.hash !== "") return asset;
  const contents =
    typeof text === "string" ? text : typeof path === "string" ? fileContents(resolve(directory, path)) : null;
  if (contents === null) return asset;
  return { ...asset, hash: createHash("sha256").update(contents).digest("hex") };
}

function fileContents(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch {
    return null;
  }
}
