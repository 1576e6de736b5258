import { accessTokenOf } from "./accessToken";
import { type Answer, password, post, type UserBody } from "./answer";
import { secrets } from "./secrets";

/** Somebody who has signed up and is signed in, and what they do. Reads what they wrote, as a client does. */
export interface Person {
  readonly id: string;
  get<Body = unknown>(path: string): Promise<Answer<Body>>;
  post<Body = unknown>(path: string, body: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer<Body>>;
  put<Body = unknown>(path: string, body?: unknown): Promise<Answer<Body>>;
  delete<Body = unknown>(path: string): Promise<Answer<Body>>;
}

/** Signs somebody up at an app. */
export async function join(url: string, handle: string): Promise<Person> {
  const { status, body, headers } = await post<UserBody>(`${url}/users`, { handle, displayName: handle, password });
  if (status !== 201) throw new Error(`${handle} could not join: ${status} ${JSON.stringify(body)}`);
  return personAt(url, body.id, headers.get("x-read-after"));
}

/** Somebody who is known by this id, at any process of the app. */
export function personAt(url: string, id: string, position: string | null = null): Person {
  let readAfter = position;
  const authorization = `Bearer ${accessTokenOf(id, secrets.TOKEN_SECRET)}`;
  const call = async <Body>(
    method: string,
    path: string,
    body?: unknown,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Answer<Body>> => {
    const headers = {
      ...more,
      authorization,
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(readAfter !== null && { "x-read-after": readAfter }),
    };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, { method, headers, ...sent });
    readAfter = response.headers.get("x-read-after") ?? readAfter;
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : null) as Body };
  };
  return {
    id,
    get: (path) => call("GET", path),
    post: (path, body, headers) => call("POST", path, body, headers),
    put: (path, body) => call("PUT", path, body),
    delete: (path) => call("DELETE", path),
  };
}
