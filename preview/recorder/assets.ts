import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { posix, resolve } from "node:path";
import type { PropertyMap, Value } from "../../model/value";
import { type ArchiveMember, archivedFolder, isArchiveFile, tarOf } from "./archives";

const KINDS = ["text", "path", "uri", "assets"] as const;
type Read = (() => Buffer) | undefined;

/** A file or folder that is not there, or is not what it is said to be: an engine refuses it too. */
export class UnreadableAsset extends Error {
  override readonly name = "UnreadableAsset";
}

/**
 * An asset or archive as an engine records it: what it is made of, with the hash of its contents where they can be read.
 * Throws an UnreadableAsset for a path that leads nowhere.
 */
export function recordedAsset(
  fields: PropertyMap,
  signatureKey: string,
  archive: boolean,
  directory: string,
): PropertyMap {
  const known = given(fields.hash);
  if (known === undefined && typeof fields.path === "string") checkPath(fields.path, archive, directory);
  const hash = known ?? hashOf(fields, archive, directory);
  return {
    [signatureKey]: fields[signatureKey] ?? "",
    ...(hash === undefined ? {} : { hash }),
    ...Object.fromEntries(KINDS.flatMap((kind) => (isSet(fields[kind]) ? [[kind, fields[kind] as Value]] : []))),
  };
}

function checkPath(path: string, archive: boolean, directory: string): void {
  const entry = statSync(resolve(directory, path), { throwIfNoEntry: false });
  if (entry === undefined) {
    throw new UnreadableAsset(
      archive ? `couldn't read archive path '${path}': it does not exist` : `asset file '${path}' does not exist`,
    );
  }
  if (!archive && entry.isDirectory()) {
    throw new UnreadableAsset(`asset path '${path}' is a directory; try using an archive`);
  }
  if (archive && !entry.isDirectory() && !isArchiveFile(path)) {
    throw new UnreadableAsset(`'${path}' is neither a recognized archive type nor a directory`);
  }
}

function isSet(value: Value | undefined): boolean {
  return value !== undefined && value !== null && value !== "";
}

function given(value: Value | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function hashOf(fields: PropertyMap, archive: boolean, directory: string): string | undefined {
  try {
    const contents = archive ? archiveContents(fields, directory) : assetContents(fields, directory)?.();
    return contents === undefined ? undefined : createHash("sha256").update(contents).digest("hex");
  } catch {
    // What cannot be read stays without a hash.
    return undefined;
  }
}

function assetContents({ text, path }: PropertyMap, directory: string): Read {
  if (typeof text === "string") return () => Buffer.from(text);
  return typeof path === "string" ? () => readFileSync(resolve(directory, path)) : undefined;
}

function archiveContents(fields: PropertyMap, directory: string): Buffer | undefined {
  const { path } = fields;
  if (typeof path === "string" && isArchiveFile(path)) return readFileSync(resolve(directory, path));
  const members = membersOf(fields, directory);
  return members === undefined ? undefined : tarOf(members);
}

/** The files in an archive, those of nested ones under their name; undefined where one of them cannot be known. */
function membersOf({ path, assets }: PropertyMap, directory: string): readonly ArchiveMember[] | undefined {
  if (typeof path === "string") return isArchiveFile(path) ? undefined : archivedFolder(resolve(directory, path));
  if (assets === null || typeof assets !== "object") return undefined;
  const members: ArchiveMember[] = [];
  for (const [name, member] of Object.entries(assets as PropertyMap).sort(([left], [right]) =>
    left < right ? -1 : 1,
  )) {
    const fields = member as PropertyMap;
    const read = assetContents(fields, directory);
    const folder = typeof fields.path === "string" && isFolderArchive(fields);
    const inner = folder || fields.assets !== undefined ? membersOf(fields, directory) : undefined;
    if (inner !== undefined) members.push(...inner.map((file) => ({ ...file, name: posix.join(name, file.name) })));
    else if (read !== undefined && !folder) members.push({ name, read });
    else return undefined;
  }
  return members;
}

const ARCHIVE_SIGNATURE = "0def7320c3a5731c473e5ecbe6d01bc7";

function isFolderArchive(fields: PropertyMap): boolean {
  return Object.values(fields).includes(ARCHIVE_SIGNATURE);
}
