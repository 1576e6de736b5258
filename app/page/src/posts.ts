import { call, Refused } from "./api";

/** A post as the API tells it. */
export interface Post {
  readonly id: string;
  readonly authorId: string;
  readonly body: string;
  readonly pictureUrl: string | null;
  readonly createdAt: string;
}

export interface PostPage {
  readonly posts: readonly Post[];
  /** Path of the next page; null on the last one. */
  readonly next: string | null;
}

export const readPost = (id: string): Promise<Post> => call<Post>(`/posts/${id}`);

/** Publishes a post. The key is the same however often this is tried for one text. */
export function publish(body: string, pictureKey: string | null, idempotencyKey: string): Promise<Post> {
  return call<Post>("/posts", {
    method: "POST",
    body: { body, ...(pictureKey !== null && { pictureKey }) },
    idempotencyKey,
  });
}

export async function remove(post: Post): Promise<void> {
  await call(`/posts/${post.id}`, { method: "DELETE" });
}

interface Permission {
  readonly key: string;
  readonly upload: {
    readonly url: string;
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
  };
}

/** Types of pictures. */
export const pictureTypes = ["image/jpeg", "image/png", "image/webp", "image/gif"] as const;
/** Largest picture. */
const pictureBytes = 5 * 1024 * 1024;

/** What is wrong with a picture that somebody chose, in words for them; null when nothing is. */
export function mistakeIn({ type, size }: File): string | null {
  if (!(pictureTypes as readonly string[]).includes(type)) return "Pictures are JPEG, PNG, WebP or GIF.";
  return size > pictureBytes ? "Pictures are 5 MB at most." : null;
}

/** Uploads a picture straight to where pictures are kept; the key to use it with. */
export async function uploadPicture(file: File, area: "posts" | "profiles"): Promise<string> {
  try {
    return await upload(file, area);
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Refused("The picture could not be uploaded. Try again, or go on without it.", 0);
  }
}

async function upload(file: File, area: "posts" | "profiles"): Promise<string> {
  const { key, upload } = await call<Permission>(`/uploads/${area}`, {
    method: "POST",
    body: { contentType: file.type, bytes: file.size },
    idempotencyKey: crypto.randomUUID(),
  });
  const answer = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: file });
  if (!answer.ok) throw new Error(`The picture was refused: ${answer.status}.`);
  return key;
}
