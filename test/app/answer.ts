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

/** Sends a body as JSON. */
export function post<Body>(url: string, body: unknown): Promise<Answer<Body>> {
  return ask<Body>(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}
