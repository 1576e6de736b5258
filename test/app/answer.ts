/** An answer of the app with its JSON read. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface UserBody {
  readonly id: string;
  readonly handle: string;
  readonly displayName: string;
  readonly createdAt: string;
}

export interface PageBody {
  readonly users: readonly UserBody[];
  readonly next: string | null;
}

export interface PostBody {
  readonly id: string;
  readonly authorId: string;
  readonly body: string;
  readonly pictureUrl: string | null;
  readonly createdAt: string;
}

export interface PostsBody {
  readonly posts: readonly PostBody[];
  readonly next: string | null;
}

export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly requestId: string;
  readonly errors?: readonly { readonly at: string; readonly detail: string }[];
}

/** Asks for a URL and reads the answer as JSON. */
export async function ask<Body>(url: string, init: RequestInit = {}): Promise<Answer<Body>> {
  const response = await fetch(url, init);
  return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
}

/** The password of everybody in the tests. */
export const password = "correct horse battery";

/** Somebody who joined and signed in. */
export interface SignedIn {
  readonly user: UserBody;
  readonly accessToken: string;
  /** For requests of theirs. */
  readonly headers: { readonly authorization: string };
}

/** Joins. */
export function join(url: string, handle: string, displayName = handle): Promise<Answer<UserBody>> {
  return post<UserBody>(`${url}/users`, { handle, displayName, password });
}

/** Joins and signs in. */
export async function joinAndSignIn(url: string, handle: string): Promise<SignedIn> {
  await join(url, handle);
  const { body } = await post<Pick<SignedIn, "user" | "accessToken">>(`${url}/sessions`, { handle, password });
  return { ...body, headers: { authorization: `Bearer ${body.accessToken}` } };
}

/** Sends a body as JSON. */
export function post<Body>(url: string, body: unknown): Promise<Answer<Body>> {
  return ask<Body>(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}
