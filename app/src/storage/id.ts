import { randomHex } from "../randomHex.js";

const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let lastTime = 0;
let counter = 0;

/**
 * A version 7 UUID (RFC 9562): milliseconds, then a 12-bit counter that makes ids of one millisecond follow each other
 * in this process, then 62 random bits.
 */
export function newId(): string {
  const now = Date.now();
  if (now > lastTime) {
    lastTime = now;
    counter = 0;
  } else if (++counter > 0xfff) {
    lastTime += 1;
    counter = 0;
  }

  const time = lastTime.toString(16).padStart(12, "0");
  const count = counter.toString(16).padStart(3, "0");
  const random = randomHex(8);
  const variant = "89ab".charAt(Number.parseInt(random.charAt(0), 16) & 3);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
}

/** The least id that could have been made at this time, in milliseconds since 1970: what is below it is older. */
export function idAt(milliseconds: number): string {
  const time = Math.floor(milliseconds).toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`;
}

/** Whether a text has the form of an id made here; anything else names nothing. */
export function isId(text: string): boolean {
  return form.test(text);
}
