import type { Databases } from "../storage/databases.js";
import type { Blob, BlobFiles } from "./blobFiles.js";
import type { BlobFacts } from "./blobStore.js";

/** Blobs in a table, each on the shard of its key's hash: for a few users, before there is a bucket. */
export class SqlBlobs implements BlobFiles {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  async write(key: string, { contentType, bytes }: Blob): Promise<boolean> {
    const rows = await this.#databases
      .for(key)
      .query("insert into blobs (key, content_type, bytes) values ($1, $2, $3) on conflict do nothing returning 1", [
        key,
        contentType,
        bytes,
      ]);
    return rows.length > 0;
  }

  async read(key: string): Promise<Blob | undefined> {
    const [row] = await this.#databases
      .for(key)
      .query<{ content_type: string; bytes: Uint8Array }>("select content_type, bytes from blobs where key = $1", [
        key,
      ]);
    return row && { contentType: row.content_type, bytes: row.bytes };
  }

  async head(key: string): Promise<BlobFacts | undefined> {
    const [row] = await this.#databases
      .for(key)
      .query<{ content_type: string; size: number }>(
        "select content_type, octet_length(bytes) as size from blobs where key = $1",
        [key],
      );
    return row && { contentType: row.content_type, bytes: row.size };
  }

  async delete(key: string): Promise<void> {
    await this.#databases.for(key).query("delete from blobs where key = $1", [key]);
  }
}
