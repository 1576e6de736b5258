import { call } from "./api";

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

/** Types of pictures that may be posted. */
export const pictureTypes = ["image/jpeg", "image/png", "image/webp", "image/gif"] as const;
/** Largest picture. */
export const pictureBytes = 5 * 1024 * 1024;

/** Uploads a picture straight to where pictures are kept; the key to post it with. */
export async function uploadPicture(file: File): Promise<string> {
  const { key, upload } = await call<Permission>("/uploads/posts", {
    method: "POST",
    body: { contentType: file.type, bytes: file.size },
    idempotencyKey: crypto.randomUUID(),
  });
  const answer = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: file });
  if (!answer.ok) throw new Error(`The picture was refused: ${answer.status}.`);
  return key;
}
