import { lstatSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const BLOCK = 512;
const NAME_BYTES = 100;
const FILE_MODE = 0o600;
const ARCHIVE_ENDINGS = /\.(tar|tgz|tar\.gz|zip|jar)$/;
const BOOKKEEPING = ".pulumi";

/** A file in an archive. */
export interface ArchiveMember {
  readonly name: string;
  read(): Buffer;
}

/** Whether the path names an archive by its ending, rather than a folder to be archived. */
export function isArchiveFile(path: string): boolean {
  return ARCHIVE_ENDINGS.test(path);
}

/** The files of a folder and those below it, in the order of their names. */
export function archivedFolder(folder: string, prefix = ""): readonly ArchiveMember[] {
  return readdirSync(folder)
    .filter((name) => name !== BOOKKEEPING)
    .sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)))
    .flatMap((name): readonly ArchiveMember[] => {
      const path = join(folder, name);
      const entry = lstatSync(path);
      if (entry.isDirectory()) return archivedFolder(path, `${prefix}${name}/`);
      if (entry.isSymbolicLink() && statSync(path).isDirectory()) return [];
      return [{ name: prefix + name, read: () => readFileSync(path) }];
    });
}

/** The files as one tar archive. Throws where a name is too long for its plain form. */
export function tarOf(members: readonly ArchiveMember[]): Buffer {
  const blocks: Buffer[] = [];
  const seen = new Set<string>();
  for (const member of members) {
    if (seen.has(member.name)) continue;
    seen.add(member.name);
    const contents = member.read();
    const padding = Buffer.alloc((BLOCK - (contents.length % BLOCK)) % BLOCK);
    blocks.push(header(member.name, contents.length), contents, padding);
  }
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

function header(name: string, size: number): Buffer {
  const bytes = Buffer.from(name);
  if (bytes.length > NAME_BYTES || bytes.length !== name.length) throw new Error(`the name ${name} is not a plain one`);
  const block = Buffer.alloc(BLOCK);
  bytes.copy(block);
  const octal = (value: number, at: number, digits: number): void => {
    block.write(value.toString(8).padStart(digits, "0"), at, "latin1");
  };
  octal(FILE_MODE, 100, 7);
  octal(0, 108, 7);
  octal(0, 116, 7);
  octal(size, 124, 11);
  octal(0, 136, 11);
  block.write("0", 156, "latin1");
  block.write("ustar\u000000", 257, "latin1");
  octal(0, 329, 7);
  octal(0, 337, 7);
  block.fill(" ", 148, 156);
  const checksum = block.reduce((sum, byte) => sum + byte, 0);
  block.write(`${checksum.toString(8).padStart(6, "0")}\u0000 `, 148, "latin1");
  return block;
}
