import { hash } from "node:crypto";

/** An answer as it was first given. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether the body is one that its route wants kept from whoever reads the store. */
  readonly sealed?: boolean;
}

/** What is kept under one key: first that the request runs, then how it was answered. */
export interface IdempotencyRecord {
  /** Of the request: another one under the same key is a mistake. */
  readonly fingerprint: string;
  /** Id for what the request creates, the same in every attempt. */
  readonly creationId: string;
  /** Milliseconds since 1970 until which the attempt may still run; after that its process is taken for dead. */
  readonly runningUntil: number;
  readonly answer?: StoredAnswer;
}

/** Where the record of a key stands: each caller has keys of their own. */
export function recordKey(scope: string, key: string): string {
  return `idempotency:${digest([scope, key])}`;
}

/** What makes two requests the same one. */
export function fingerprintOf(method: string, url: string, body: unknown): string {
  return digest([method, url, body ?? null]);
}

function digest(value: unknown): string {
  return hash("sha256", JSON.stringify(value), "base64url");
}
