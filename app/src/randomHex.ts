import { randomFillSync } from "node:crypto";

/** Random bytes drawn in bulk: asking for those of one id at a time takes several times as long. */
const drawn = Buffer.alloc(4096);
let used = drawn.length;

/** So many random bytes that nobody has had before, as hexadecimal digits. */
export function randomHex(bytes: number): string {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  used += bytes;
  return drawn.toString("hex", used - bytes, used);
}
