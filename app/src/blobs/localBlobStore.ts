import type { Blob, BlobFiles } from "./blobFiles.js";
import type { BlobFacts, BlobStore, PresignedRequest, Upload } from "./blobStore.js";
import { downloadSeconds, uploadSeconds } from "./lifetimes.js";
import type { Permission, SignedPaths } from "./signedPath.js";

/**
 * Pictures without a bucket: this process takes and gives them itself, by paths signed as S3's are, so that clients do
 * the same either way.
 */
export class LocalBlobStore implements BlobStore {
  readonly #files: BlobFiles;
  readonly #paths: SignedPaths;

  constructor(files: BlobFiles, paths: SignedPaths) {
    this.#files = files;
    this.#paths = paths;
  }

  async origin(): Promise<undefined> {
    return undefined;
  }

  async presignUpload(upload: Upload): Promise<PresignedRequest> {
    const url = this.#paths.sign({ kind: "upload", upload }, seconds() + uploadSeconds);
    return { url, method: "PUT", headers: { "content-type": upload.contentType } };
  }

  /** The same path for half of its life, so that browsers keep the picture. */
  async presignDownload(key: string): Promise<string> {
    const half = downloadSeconds / 2;
    return this.#paths.sign({ kind: "download", key }, (Math.floor(seconds() / half) + 2) * half);
  }

  /** What a request with this query may do; undefined when it may not. */
  permission(kind: Permission["kind"], key: string, query: Readonly<Record<string, string>>): Permission | undefined {
    return this.#paths.read(kind, key, query);
  }

  write(key: string, blob: Blob): Promise<boolean> {
    return this.#files.write(key, blob);
  }

  read(key: string): Promise<Blob | undefined> {
    return this.#files.read(key);
  }

  head(key: string): Promise<BlobFacts | undefined> {
    return this.#files.head(key);
  }

  async start(key: string, bytes: number): Promise<Uint8Array> {
    return (await this.#files.read(key))?.bytes.subarray(0, bytes) ?? new Uint8Array();
  }

  delete(key: string): Promise<void> {
    return this.#files.delete(key);
  }

  async close(): Promise<void> {}
}

function seconds(): number {
  return Math.floor(Date.now() / 1_000);
}
