import type { BlobStore, PresignedRequest } from "../blobs/blobStore.js";
import { Problem } from "../problem.js";
import type { Queryable } from "../storage/database.js";
import type { Databases } from "../storage/databases.js";
import { beginningBytes, looksLike } from "./pictureType.js";

/** What pictures belong to: each kind has its service, its database and its part of the bucket. */
export type UploadArea = "posts" | "profiles";

/** Largest picture: a photograph of a telephone, made smaller by the page. */
export const maxPictureBytes = 5 * 1024 * 1024;

/** How long an upload may wait for what it belongs to; a day more than anybody takes. */
const unusedFor = "1 day";
/** Uploads that one sweep deletes at most. */
const sweepRows = 100;

/** What somebody wants to upload. */
export interface WantedUpload {
  readonly contentType: string;
  readonly bytes: number;
}

/**
 * Pictures from the permission to upload them until they belong to something. Each has a row in `uploads`, on its
 * owner's shard, from before it can exist until it is used, and again when it is not used any more: the rows whose time
 * is over are the orphans, and no bucket has to be searched for them.
 */
export class Uploads {
  readonly #databases: Databases;
  readonly #blobs: BlobStore;
  readonly #area: UploadArea;

  constructor(databases: Databases, blobs: BlobStore, area: UploadArea) {
    this.#databases = databases;
    this.#blobs = blobs;
    this.#area = area;
  }

  /** Allows one upload. @param id the same for the same request, in every attempt */
  async open(ownerId: string, id: string, wanted: WantedUpload): Promise<{ key: string; upload: PresignedRequest }> {
    const key = `${this.#area}/${ownerId}/${id}`;
    await this.#databases.for(ownerId).query(
      `insert into uploads (key, owner_id, content_type, bytes, expires_at)
       values ($1, $2, $3, $4, now() + interval '${unusedFor}') on conflict do nothing`,
      [key, ownerId, wanted.contentType, wanted.bytes],
    );
    return { key, upload: await this.#blobs.presignUpload({ key, ...wanted }) };
  }

  /**
   * Looks at what was uploaded, before a transaction that uses it.
   * @throws Problem 422 when it is not there, or not what it was announced to be
   */
  async check(key: string, ownerId: string): Promise<void> {
    const [row] = await this.#databases
      .for(ownerId)
      .query<{ content_type: string; bytes: number }>(
        "select content_type, bytes from uploads where key = $1 and owner_id = $2 and expires_at > now()",
        [key, ownerId],
      );
    if (!row) throw refusal("There is no such upload of yours that is not used yet.");
    const facts = await this.#blobs.head(key);
    if (!facts) throw refusal("The picture has not been uploaded yet.");
    if (facts.bytes !== row.bytes || facts.contentType !== row.content_type) {
      throw refusal("The upload is not of the type and size that were announced.");
    }
    if (!looksLike(row.content_type, await this.#blobs.start(key, beginningBytes))) {
      throw refusal(`The upload is no ${row.content_type}.`);
    }
  }

  /** A URL to show a picture by. */
  url(key: string): Promise<string> {
    return this.#blobs.presignDownload(key);
  }

  /** Deletes some of the pictures that belong to nothing; how many. Several processes may do so at once. */
  async sweep(): Promise<number> {
    const counts = await Promise.all(this.#databases.all.map((database) => this.#sweep(database)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** First the blob, then the row: whatever dies in between is found again. An expired row can never be used. */
  async #sweep(database: Queryable): Promise<number> {
    const rows = await database.query<{ key: string }>(
      `select key from uploads where expires_at <= now() and key like $1 order by expires_at limit ${sweepRows}`,
      [`${this.#area}/%`],
    );
    for (const { key } of rows) await this.#blobs.delete(key);
    await database.query("delete from uploads where key = any($1::text[])", [rows.map(({ key }) => key)]);
    return rows.length;
  }
}

/**
 * Uses a picture up, in the transaction of what it belongs to.
 * @throws Problem 422 when somebody else has, or it has waited too long
 */
export async function useUpload(transaction: Queryable, key: string, ownerId: string): Promise<void> {
  const rows = await transaction.query(
    "delete from uploads where key = $1 and owner_id = $2 and expires_at > now() returning 1",
    [key, ownerId],
  );
  if (rows.length === 0) throw refusal("There is no such upload of yours that is not used yet.");
}

/** Lets a picture go, in the transaction that deletes what it belonged to. */
export async function discardUpload(transaction: Queryable, key: string, ownerId: string): Promise<void> {
  await transaction.query(
    `insert into uploads (key, owner_id, content_type, bytes, expires_at) values ($1, $2, '', 0, now())
     on conflict (key) do update set expires_at = now()`,
    [key, ownerId],
  );
}

function refusal(detail: string): Problem {
  return new Problem(422, "The picture cannot be used: see errors.", { errors: [{ at: "/picture", detail }] });
}
