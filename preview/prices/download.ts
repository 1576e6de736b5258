import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { UsageError } from "../failure";

/**
 * Downloads a file whole, going on where an earlier try was cut off as long as the server still has the same version.
 * Until it is complete it stands beside its name, as `.part`.
 * @returns the file
 * @throws UsageError when the server does not give it
 */
export async function download(
  url: string,
  file: string,
  progress: (bytes: number, of: number | null) => void,
): Promise<string> {
  const [part, tag] = [`${file}.part`, `${file}.etag`];
  mkdirSync(path.dirname(file), { recursive: true });
  const have = existsSync(part) && existsSync(tag) ? statSync(part).size : 0;
  const headers = have > 0 ? { Range: `bytes=${have}-`, "If-Range": readFileSync(tag, "utf8") } : undefined;
  const response = await asked(url, headers);
  if (response.status !== 200 && response.status !== 206) throw new UsageError(`${url} answered ${response.status}`);
  const from = response.status === 206 ? have : 0;
  const length = Number(response.headers.get("content-length") ?? Number.NaN);
  const whole = Number.isNaN(length) ? null : from + length;
  writeFileSync(tag, response.headers.get("etag") ?? "");
  if (response.body === null) throw new UsageError(`${url} answered with nothing`);
  let bytes = from;
  const counted = async function* (source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
    for await (const chunk of source) {
      bytes += chunk.length;
      progress(bytes, whole);
      yield chunk;
    }
  };
  try {
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(body, counted, createWriteStream(part, { flags: from > 0 ? "a" : "w" }));
  } catch (error) {
    throw new UsageError(
      `${url} broke off after ${bytes} bytes (${(error as Error).message}): run it again to go on from there`,
    );
  }
  if (whole !== null && bytes !== whole) {
    throw new UsageError(`${url} broke off after ${bytes} of ${whole} bytes: run it again to go on from there`);
  }
  renameSync(part, file);
  rmSync(tag);
  return file;
}

async function asked(url: string, headers: { readonly [name: string]: string } | undefined): Promise<Response> {
  try {
    return await fetch(url, headers === undefined ? {} : { headers });
  } catch (error) {
    const cause = (error as { readonly cause?: { readonly message?: string } }).cause?.message;
    throw new UsageError(`${url} cannot be reached: ${cause ?? (error as Error).message}`);
  }
}
