// How calls and answers follow each other in the pipe between the program and the preview, for both of its ends.
"use strict";

const LENGTH_BYTES = 4;

/**
 * Gives each frame of a stream when all of it is there, however the stream was cut: the length of what follows in four bytes
 * (little-endian), and as many bytes.
 * @param visit takes a frame, its length included
 */
exports.eachFrame = (stream, visit) => {
  let parts = [];
  let size = 0;
  let needed = LENGTH_BYTES;
  stream.on("data", (chunk) => {
    parts.push(chunk);
    size += chunk.length;
    if (size < needed) return;
    let rest = parts.length === 1 ? parts[0] : Buffer.concat(parts);
    while (rest.length >= needed) {
      needed = LENGTH_BYTES + rest.readUInt32LE(0);
      if (rest.length < needed) break;
      const frame = rest.subarray(0, needed);
      rest = rest.subarray(needed);
      needed = LENGTH_BYTES;
      visit(frame);
    }
    parts = [rest];
    size = rest.length;
  });
};
