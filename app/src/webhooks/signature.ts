import { createHmac, timingSafeEqual } from "node:crypto";

/** Standard Webhooks: a signature is made for these seconds before and after its timestamp, and for no other time. */
export const toleranceSeconds = 5 * 60;
const secretPrefix = "whsec_";
const version = "v1";

/** What a message is known by: the headers of Standard Webhooks, github.com/standard-webhooks, version 1.0.0. */
export interface SignedHeaders {
  readonly "webhook-id": string;
  readonly "webhook-timestamp": string;
  readonly "webhook-signature": string;
}

/** The headers that show the receiver of a body who sent it, and when. */
export function sign(secret: string, id: string, body: string | Buffer, at: Date): SignedHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1_000));
  return {
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": `${version},${signatureOf(secret, id, timestamp, body).toString("base64")}`,
  };
}

/**
 * Whether one of the signatures is that of this body, made just now. A sender that changes its secret signs with both
 * for a while, so there may be several.
 */
export function isSigned(secret: string, headers: SignedHeaders, body: Buffer, now: Date): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > toleranceSeconds) return false;
  const right = signatureOf(secret, id, timestamp, body);
  return signatures
    .split(" ")
    .filter((each) => each.startsWith(`${version},`))
    .map((each) => Buffer.from(each.slice(version.length + 1), "base64"))
    .some((given) => given.length === right.length && timingSafeEqual(given, right));
}

function signatureOf(secret: string, id: string, timestamp: string, body: string | Buffer): Buffer {
  const key = Buffer.from(secret.startsWith(secretPrefix) ? secret.slice(secretPrefix.length) : secret, "base64");
  return createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
}

/** A secret as text, with the prefix by which leaks are found. */
export function secretFrom(bytes: Buffer): string {
  return secretPrefix + bytes.toString("base64");
}
