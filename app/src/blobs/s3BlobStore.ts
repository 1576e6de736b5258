import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { LRUCache } from "lru-cache";
import type { BlobFacts, BlobStore, PresignedRequest, Upload } from "./blobStore.js";
import { cacheControl, downloadSeconds, uploadSeconds } from "./lifetimes.js";

/** URLs remembered: a feed asks for the same pictures again and again. */
const rememberedUrls = 10_000;

/** Pictures in a bucket of S3: they go past this process, in and out. */
export class S3BlobStore implements BlobStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #downloads = new LRUCache<string, string>({ max: rememberedUrls });

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  /** As the SDK forms it: by the bucket's name and region, or by an endpoint of one's own. */
  async origin(): Promise<string> {
    return new URL(await this.presignDownload("any")).origin;
  }

  /** Type, size and "only if there is none" are signed: S3 refuses an upload that differs in any of them. */
  async presignUpload({ key, contentType, bytes }: Upload): Promise<PresignedRequest> {
    const headers = { "content-type": contentType, "cache-control": cacheControl, "if-none-match": "*" };
    const command = new PutObjectCommand({
      Bucket: this.#bucket,
      Key: key,
      ContentType: contentType,
      ContentLength: bytes,
      CacheControl: cacheControl,
      IfNoneMatch: "*",
    });
    const signableHeaders = new Set(["host", "content-length", ...Object.keys(headers)]);
    const url = await getSignedUrl(this.#client, command, { expiresIn: uploadSeconds, signableHeaders });
    return { url, method: "PUT", headers };
  }

  /**
   * The same URL for half of its life, so that browsers keep the picture. It ends with the credentials that have signed
   * it, where those are temporary, as a task's or an instance's are (AWS re:Post, knowledge center,
   * "presigned-url-s3-bucket-expiration", read on 2026-11-29).
   */
  async presignDownload(key: string): Promise<string> {
    const remembered = this.#downloads.get(key);
    if (remembered !== undefined) return remembered;
    const { expiration } = await this.#client.config.credentials();
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key });
    const url = await getSignedUrl(this.#client, command, { expiresIn: downloadSeconds });
    const livesMs = Math.min(downloadSeconds * 1_000, (expiration?.getTime() ?? Number.POSITIVE_INFINITY) - Date.now());
    if (livesMs > 0) this.#downloads.set(key, url, { ttl: livesMs / 2 });
    return url;
  }

  async head(key: string): Promise<BlobFacts | undefined> {
    try {
      const found = await this.#client.send(new HeadObjectCommand({ Bucket: this.#bucket, Key: key }));
      return { bytes: found.ContentLength ?? 0, contentType: found.ContentType ?? "" };
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    }
  }

  async start(key: string, bytes: number): Promise<Uint8Array> {
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: key, Range: `bytes=0-${bytes - 1}` });
    const { Body: body } = await this.#client.send(command);
    return (await body?.transformToByteArray()) ?? new Uint8Array();
  }

  async delete(key: string): Promise<void> {
    await this.#client.send(new DeleteObjectCommand({ Bucket: this.#bucket, Key: key }));
  }

  async close(): Promise<void> {
    this.#client.destroy();
  }
}
