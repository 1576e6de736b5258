import { hash } from "node:crypto";

/** Characters of a tag: 160 bits in base64, and quotation marks. */
export const tagLength = 29;

/** A strong entity tag (RFC 9110, section 8.8.3): a hash of the answer. */
export function tagOf(answer: string): string {
  return `"${hash("sha256", answer, "base64url").slice(0, tagLength - 2)}"`;
}
