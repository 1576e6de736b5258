// Keeps what is slow to make and quick to read, from one preview to the next: in one file that is replaced as a whole.
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const zlib = require("node:zlib");
const { createHash } = require("node:crypto");

/** Beside the packages that it is made from: it goes when they go. Where there is no such folder, nothing is kept. */
const PACKAGES = path.join(__dirname, "..", "..", "node_modules");
const MAGIC = "preview1";
const HEADER_BYTES = MAGIC.length + 8;
const MOST_BYTES = 64 * 1024 * 1024;

exports.fingerprint = (...parts) => createHash("sha1").update(parts.join("\0")).digest("hex");

/**
 * Opens a store of byte sequences by name. One that is missing, damaged or of another version is empty; one that cannot be
 * written stays as it is.
 * @param kind the folder of the store
 * @param name tells it from others of its kind; must hold all that its content depends on as a whole
 * @param most how many stores of this kind are kept: those written last
 * @param packages the node_modules folder to keep it in
 */
exports.openStore = (kind, name, most, packages = PACKAGES) => {
  const folder = path.join(packages, ".cache", "zero-to-millions", kind);
  const file = path.join(folder, exports.fingerprint(name));
  const kept = read(file);
  const made = new Map();
  const used = new Set();
  return {
    /** The bytes that were kept for a key and the same fingerprint of what they are made from. */
    get(key, fingerprint) {
      const entry = made.get(key) ?? kept.get(key);
      if (entry === undefined || entry.fingerprint !== fingerprint) return undefined;
      used.add(key);
      return entry.bytes;
    },
    set(key, fingerprint, bytes) {
      made.set(key, { fingerprint, bytes });
    },
    /** Writes what is new, if anything is. */
    save() {
      if (made.size === 0 || !fs.existsSync(packages)) return;
      const entries = new Map([...kept, ...made]);
      const size = [...entries.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
      if (size > MOST_BYTES) for (const key of kept.keys()) if (!used.has(key) && !made.has(key)) entries.delete(key);
      try {
        fs.mkdirSync(folder, { recursive: true });
        write(file, entries);
        prune(folder, most);
      } catch {
        // A read-only or full disk: the next preview takes its time again.
      }
      made.clear();
    },
  };
};

function read(file) {
  try {
    const content = fs.readFileSync(file);
    if (content.toString("latin1", 0, MAGIC.length) !== MAGIC) return new Map();
    const body = content.subarray(HEADER_BYTES);
    // V8 trusts the code that it is given.
    if (checksum(body) !== content.readUInt32LE(MAGIC.length)) return new Map();
    const bodyStart = content.readUInt32LE(MAGIC.length + 4);
    const index = JSON.parse(body.toString("utf8", 0, bodyStart));
    let offset = bodyStart;
    return new Map(
      index.map(([key, fingerprint, length]) => {
        const bytes = body.subarray(offset, offset + length);
        offset += length;
        return [key, { fingerprint, bytes }];
      }),
    );
  } catch {
    return new Map();
  }
}

function write(file, entries) {
  const index = Buffer.from(
    JSON.stringify([...entries].map(([key, { fingerprint, bytes }]) => [key, fingerprint, bytes.length])),
  );
  const body = Buffer.concat([index, ...[...entries.values()].map(({ bytes }) => bytes)]);
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(MAGIC, "latin1");
  header.writeUInt32LE(checksum(body), MAGIC.length);
  header.writeUInt32LE(index.length, MAGIC.length + 4);
  // Another preview may read or write at the same time: the file is there as a whole or not at all.
  const whole = `${file}.${process.pid}`;
  fs.writeFileSync(whole, Buffer.concat([header, body]));
  fs.renameSync(whole, file);
}

/** Whatever is oldest goes, be it a store of a program that is gone or what a killed preview left half written. */
function prune(folder, most) {
  const files = fs.readdirSync(folder).map((name) => path.join(folder, name));
  if (files.length <= most) return;
  const written = new Map(files.map((file) => [file, fs.statSync(file).mtimeMs]));
  const newestFirst = files.sort((one, other) => written.get(other) - written.get(one));
  for (const file of newestFirst.slice(most)) fs.rmSync(file, { force: true });
}

const checksum = (bytes) => zlib.crc32(bytes);
