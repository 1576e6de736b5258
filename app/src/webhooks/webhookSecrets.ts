import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import type { Databases } from "../storage/databases.js";

const algorithm = "aes-256-gcm";
/** What NIST SP 800-38D, section 8.2, recommends for GCM. */
const nonceBytes = 12;
const tagBytes = 16;
const resealedRows = 100;
const sealedForm = /^[0-9a-f]{8}:[\w-]+$/;

interface Key {
  /** What a sealed text begins with: says which key opens it, and nothing of the key. */
  readonly prefix: string;
  readonly bytes: Buffer;
}

/** How a secret stands in the database. Text in clear was written by a release before this one, and is the newest. */
export type KeptSecret = { readonly secret: string | null; readonly sealed_secret: string | null };

/**
 * Secrets of webhooks, encrypted before they are stored (AES-256-GCM), each bound to what it is a secret of. The first
 * key encrypts and all of them decrypt, so a new key is put before the others, and an old one taken away when nothing is
 * encrypted with it any more ({@link reseal}). Without a key they stay in clear.
 */
export class WebhookSecrets {
  readonly #keys: readonly Key[];

  /** @param keys texts of 32 characters or more, the newest first */
  constructor(keys: readonly string[]) {
    this.#keys = keys.map(keyFrom);
  }

  /** What to store of a secret. */
  keep(endpointId: string, secret: string): KeptSecret {
    if (this.#keys.length === 0) return { secret, sealed_secret: null };
    return { secret: null, sealed_secret: this.seal(endpointId, secret) };
  }

  /** The secret that was stored. @throws Error when none of the keys opens it */
  read(endpointId: string, { secret, sealed_secret: sealed }: KeptSecret): string {
    return secret ?? this.open(endpointId, sealed ?? "");
  }

  /** A text that only the keys open, and only as a secret of the same owner. As it is where there is no key. */
  seal(owner: string, text: string): string {
    const [key] = this.#keys;
    if (!key) return text;
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, key.bytes, nonce).setAAD(Buffer.from(owner));
    const sealed = Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
    return key.prefix + sealed.toString("base64url");
  }

  /** The text that was sealed. @throws Error when none of the keys opens it, or it was changed or is another owner's */
  open(owner: string, text: string): string {
    if (this.#keys.length === 0 && !sealedForm.test(text)) return text;
    const key = this.#keys.find(({ prefix }) => text.startsWith(prefix));
    if (!key) throw new Error(`The secret of ${owner} is encrypted with none of WEBHOOK_SECRET_KEYS.`);
    const sealed = Buffer.from(text.slice(key.prefix.length), "base64url");
    const decipher = createDecipheriv(algorithm, key.bytes, sealed.subarray(0, nonceBytes), {
      authTagLength: tagBytes,
    });
    decipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString("utf8");
  }

  /** Encrypts with the first key some secrets that are in clear or encrypted with another; how many. */
  async reseal(databases: Databases): Promise<number> {
    const [, ...older] = this.#keys.map(({ prefix }) => `${prefix}%`);
    if (this.#keys.length === 0) return 0;
    const resealed = await Promise.all(
      databases.all.map(async (database) => {
        const rows = await database.query<{ id: string } & KeptSecret>(
          `select id, secret, sealed_secret from webhook_endpoints
           where secret is not null or sealed_secret like any($1) limit ${resealedRows}`,
          [older],
        );
        for (const row of rows) {
          const { secret, sealed_secret: sealed } = this.keep(row.id, this.read(row.id, row));
          // Unless its owner has replaced it meanwhile.
          await database.query(
            `update webhook_endpoints set secret = $2, sealed_secret = $3
             where id = $1 and secret is not distinct from $4 and sealed_secret is not distinct from $5`,
            [row.id, secret, sealed, row.secret, row.sealed_secret],
          );
        }
        return rows.length;
      }),
    );
    return resealed.reduce((sum, count) => sum + count, 0);
  }
}

/** The text is random already; hashing gives it the length of a key. */
function keyFrom(text: string): Key {
  const digest = (of: string) => createHash("sha256").update(of).update(text).digest();
  return { prefix: `${digest("name ").toString("hex").slice(0, 8)}:`, bytes: digest("webhook secrets ") };
}
