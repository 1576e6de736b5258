import { readdirSync, statSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { contentType } from "mime-types";

/** A file of a built page. */
export interface PageFile {
  /** Key in the bucket, which is the path on the site without its first slash: `assets/page-6JQ5BPXK.js`. */
  readonly key: string;
  /** Where it lies on disk. */
  readonly path: string;
  readonly contentType: string;
  /** Whether its content never changes under this name. */
  readonly immutable: boolean;
}

/** The files of a built page, and what is wrong with them. */
export interface PageFiles {
  readonly files: readonly PageFile[];
  /** Sentences without a subject, such as `has no index.html`. */
  readonly mistakes: readonly string[];
}

export const INDEX = "index.html";

/** A year for what never changes: the most that HTTP caches are asked to keep. RFC 9111 */
const IMMUTABLE = "public, max-age=31536000, immutable";
/** Browsers ask each time whether it is still the same; edges ask once a minute. */
const SHORT_LIVED = "public, max-age=0, s-maxage=60, must-revalidate";

/** What bundlers put into a name so that it changes with the content: eight characters or more before the ending. */
const CONTENT_HASH = /[.\-_][A-Za-z0-9_-]{8,}\.[^/]+$/;

/**
 * Reads the folder of a built page. What lies under `assetsFolder` is kept for a year by every browser and edge, so it
 * must carry a hash of its content in its name. Files whose name starts with a dot are left out.
 */
export function readPage(folder: string, assetsFolder: string): PageFiles {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    return { files: [], mistakes: [`must be a folder, got ${folder}; build the page first`] };
  }
  const found = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => !basename(name).startsWith(".") && statSync(join(folder, name)).isFile())
    .map((name) => name.split(sep).join("/"))
    .sort();
  const files = found.flatMap((key) => {
    const type = contentType(basename(key));
    const file = { key, path: join(folder, key), immutable: key.startsWith(`${assetsFolder}/`) };
    return type === false ? [] : [{ ...file, contentType: type }];
  });
  const unknown = found.filter((key) => contentType(basename(key)) === false);
  const unhashed = files.filter(({ key, immutable }) => immutable && !CONTENT_HASH.test(key)).map(({ key }) => key);
  return {
    files,
    mistakes: [
      ...(found.includes(INDEX) ? [] : [`has no ${INDEX}: ${folder}; build the page first`]),
      ...(unknown.length > 0 ? [`has files of no known content type: ${unknown.join(", ")}`] : []),
      ...(unhashed.length > 0
        ? [
            `has files under ${assetsFolder}/ without a hash in their name, which browsers would keep for a year: ${unhashed.join(", ")}`,
          ]
        : []),
    ],
  };
}

/** How long browsers and edges keep a file. */
export function cacheControl({ immutable }: PageFile): string {
  return immutable ? IMMUTABLE : SHORT_LIVED;
}
