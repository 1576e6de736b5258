import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { KeyValueStore } from "../keyValue/keyValueStore.js";
import type { Caller } from "./caller.js";

/** A session that nobody uses for so long is over. */
export const sessionSeconds = 30 * 24 * 60 * 60;
/**
 * A token that was replaced is still taken for so long: its holder may not have received the new one, because an answer
 * was lost or two windows asked at once.
 */
const graceMs = 10_000;

interface SessionRecord extends Caller {
  /** SHA-256 of the refresh token that is good now: who reads the store cannot use what it holds. */
  readonly current: string;
  /** The one given out just before it for the same token: nobody knows which of the two arrived last. */
  readonly sibling?: string;
  /** The one that these have replaced. */
  readonly previous?: string;
  /** When it was, in milliseconds since 1970. */
  readonly rotatedAt: number;
}

/** A session as its holder gets it. */
export interface OpenSession {
  readonly caller: Caller;
  readonly refreshToken: string;
}

/**
 * Sessions: each has a refresh token that is replaced with each use. One that was replaced and comes again was stolen,
 * by whoever comes first or second, so the session ends for both (RFC 9700, section 4.14.2).
 */
export class Sessions {
  readonly #store: KeyValueStore;

  constructor(store: KeyValueStore) {
    this.#store = store;
  }

  /** Begins a session of somebody who has shown who they are. */
  async open(caller: Caller): Promise<OpenSession> {
    const id = randomText(16);
    const secret = randomText(32);
    const { userId, handle } = caller;
    const record: SessionRecord = { userId, handle, current: digest(secret), rotatedAt: Date.now() };
    await this.#store.put(keyOf(id), JSON.stringify(record), { ttlSeconds: sessionSeconds, ifAbsent: true });
    return { caller, refreshToken: `${id}.${secret}` };
  }

  /** Replaces the refresh token; undefined when it is not good, or no longer. */
  async refresh(refreshToken: string): Promise<OpenSession | undefined> {
    const { id, secret } = split(refreshToken);
    const found = await this.#store.get(keyOf(id));
    if (found === undefined) return undefined;
    const record = JSON.parse(found) as SessionRecord;
    const next = randomText(32);
    const rotated = rotate(record, digest(secret), digest(next));
    if (rotated === undefined) {
      await this.#store.delete(keyOf(id));
      return undefined;
    }
    const { userId, handle } = record;
    const kept = await this.#store.put(keyOf(id), JSON.stringify(rotated), {
      ttlSeconds: sessionSeconds,
      ifEquals: found,
    });
    // Somebody else was quicker with the same token: to them it is the previous one now, and so it is here.
    if (!kept) return this.refresh(refreshToken);
    return { caller: { userId, handle }, refreshToken: `${id}.${next}` };
  }

  /** Ends the session of a refresh token, whatever state it is in. */
  async end(refreshToken: string): Promise<void> {
    const { id, secret } = split(refreshToken);
    const found = await this.#store.get(keyOf(id));
    if (found === undefined) return;
    const record = JSON.parse(found) as SessionRecord;
    const shown = digest(secret);
    if ([record.current, record.sibling, record.previous].some((known) => isSame(known, shown)))
      await this.#store.delete(keyOf(id));
  }
}

/**
 * The session after a token was shown; undefined when that one is not good. The time in which a replaced one is still
 * taken begins when it is replaced, and not anew with each use: else whoever has stolen it could go on with it.
 */
function rotate(record: SessionRecord, shown: string, next: string): SessionRecord | undefined {
  const { userId, handle, current, sibling, previous, rotatedAt } = record;
  if (isSame(current, shown) || isSame(sibling, shown))
    return { userId, handle, current: next, previous: shown, rotatedAt: Date.now() };
  if (previous === undefined || !isSame(previous, shown) || Date.now() - rotatedAt >= graceMs) return undefined;
  return { userId, handle, current: next, sibling: current, previous, rotatedAt };
}

function split(refreshToken: string): { id: string; secret: string } {
  const [id = "", secret = ""] = refreshToken.split(".", 2);
  return { id: id.slice(0, 64), secret: secret.slice(0, 128) };
}

const keyOf = (id: string) => `session:${id}`;
const randomText = (bytes: number) => randomBytes(bytes).toString("base64url");
const digest = (secret: string) => createHash("sha256").update(secret).digest("base64url");

function isSame(kept: string | undefined, shown: string): boolean {
  return kept !== undefined && kept.length === shown.length && timingSafeEqual(Buffer.from(kept), Buffer.from(shown));
}
