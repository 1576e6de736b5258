import type { Person } from "./person";

/** A picture, as far as its beginning says. */
export const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(92)]);

interface Allowed {
  readonly key: string;
  readonly upload: { readonly url: string; readonly method: string; readonly headers: Record<string, string> };
}

/** Uploads a picture of somebody's where the app has no bucket; the key to use it by. */
export async function uploadPicture(
  url: string,
  person: Person,
  area: "posts" | "profiles",
  bytes = png,
): Promise<string> {
  const { body } = await person.post<Allowed>(`/uploads/${area}`, { contentType: "image/png", bytes: bytes.length });
  const { method, headers, url: path } = body.upload;
  const { status } = await fetch(url + path, { method, headers, body: new Uint8Array(bytes) });
  if (status !== 200) throw new Error(`The picture was refused: ${status}`);
  return body.key;
}

/** What a picture's URL leads to. */
export async function pictureAt(
  url: string,
  path: string | null,
): Promise<{ status: number; type: string | null; bytes: Buffer }> {
  const response = await fetch(new URL(path ?? "", url));
  return {
    status: response.status,
    type: response.headers.get("content-type"),
    bytes: Buffer.from(await response.arrayBuffer()),
  };
}
