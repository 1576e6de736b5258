/** What is to be uploaded: no other type and no other size will be taken. */
export interface Upload {
  readonly key: string;
  readonly contentType: string;
  readonly bytes: number;
}

/** A request that its holder may make without saying who they are, for a while. */
export interface PresignedRequest {
  readonly url: string;
  readonly method: "PUT";
  /** To be sent exactly as they are. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What is known about a stored blob. */
export interface BlobFacts {
  readonly bytes: number;
  readonly contentType: string;
}

/** Pictures and other large things: clients bring and fetch them directly, by URLs that this process signs. */
export interface BlobStore {
  /** Where clients bring and fetch blobs, for the page's policy; undefined where it is this app itself. */
  origin(): Promise<string | undefined>;
  /** Allows one upload to a key that is not taken yet. */
  presignUpload(upload: Upload): Promise<PresignedRequest>;
  /** A URL to fetch a blob with. */
  presignDownload(key: string): Promise<string>;
  head(key: string): Promise<BlobFacts | undefined>;
  /** The first bytes of a blob: enough to see what it is. */
  start(key: string, bytes: number): Promise<Uint8Array>;
  /** Deletes a blob; one that is not there is no error. */
  delete(key: string): Promise<void>;
  close(): Promise<void>;
}
