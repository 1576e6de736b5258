import { createHash } from "node:crypto";

const ID_DIGITS = 17;

/** An id of AWS's own form that stands for a real one: the same for the same question. */
export function madeUpId(prefix: string, ...question: readonly unknown[]): string {
  return `${prefix}-${digits(question)}`;
}

function digits(question: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(question)).digest("hex").slice(0, ID_DIGITS);
}
