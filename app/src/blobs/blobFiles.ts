import type { BlobFacts } from "./blobStore.js";

/** A stored blob, whole. */
export interface Blob {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** Where blobs lie when there is no bucket. Pictures are small: each is read and written whole. */
export interface BlobFiles {
  /** Whether it was written: false when the key is taken. */
  write(key: string, blob: Blob): Promise<boolean>;
  read(key: string): Promise<Blob | undefined>;
  head(key: string): Promise<BlobFacts | undefined>;
  delete(key: string): Promise<void>;
}
