import { createHmac, timingSafeEqual } from "node:crypto";
import type { Upload } from "./blobStore.js";

/** What one signed path allows. */
export type Permission =
  | { readonly kind: "upload"; readonly upload: Upload }
  | { readonly kind: "download"; readonly key: string };

/** Where this process takes and gives blobs itself. */
export const blobsPath = "/blobs/";

/**
 * Paths that are their own permission, as a presigned URL of S3 is: what is allowed and until when stands in the query,
 * signed with a key that every process of the app has.
 */
export class SignedPaths {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  sign(permission: Permission, expires: number): string {
    const { key, query } = parts(permission);
    query.set("expires", String(expires));
    query.set("signature", this.#signature(permission.kind, key, expires, query));
    return `${blobsPath}${key}?${query}`;
  }

  /** What is allowed for this key; undefined when the signature is not right or its time is over. */
  read(kind: Permission["kind"], key: string, query: Readonly<Record<string, string>>): Permission | undefined {
    const { signature = "", expires = "", contentType = "", bytes = "" } = query;
    const permission: Permission =
      kind === "upload" ? { kind, upload: { key, contentType, bytes: Number(bytes) } } : { kind, key };
    const expected = this.#signature(kind, key, Number(expires), parts(permission).query);
    const [given, right] = [Buffer.from(signature), Buffer.from(expected)];
    if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
    return Number(expires) * 1_000 > Date.now() ? permission : undefined;
  }

  #signature(kind: string, key: string, expires: number, query: URLSearchParams): string {
    const text = JSON.stringify([kind, key, expires, query.get("contentType"), query.get("bytes")]);
    return createHmac("sha256", this.#secret).update(text).digest("base64url");
  }
}

function parts(permission: Permission): { readonly key: string; readonly query: URLSearchParams } {
  if (permission.kind === "download") return { key: permission.key, query: new URLSearchParams() };
  const { key, contentType, bytes } = permission.upload;
  return { key, query: new URLSearchParams({ contentType, bytes: String(bytes) }) };
}
