/** A request that was refused or not answered, in words for a person. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(
    message: string,
    /** HTTP status; 0 when there was no answer. */
    readonly status: number,
    readonly errors: readonly { readonly at: string; readonly detail: string }[] = [],
  ) {
    super(message);
  }
}

interface Call {
  readonly method?: string;
  readonly body?: unknown;
  /** Made once for what a person did once, and sent again with each attempt. */
  readonly idempotencyKey?: string;
}

/** Reads the access token to send, and asks for a new one. Set by the session, which itself calls the API. */
export const credentials: { token(): string | null; renew(): Promise<boolean> } = {
  token: () => null,
  renew: async () => false,
};

let readAfter: string | null = null;

/** Calls the API and reads its JSON. An access token that has expired is renewed and the call made again. */
export async function call<Answer>(path: string, options: Call = {}): Promise<Answer> {
  const response = await send(path, options);
  if (response.status !== 401 || credentials.token() === null) return read<Answer>(response);
  if (!(await credentials.renew())) return read<Answer>(response);
  return read<Answer>(await send(path, options));
}

async function send(path: string, { method = "GET", body, idempotencyKey }: Call): Promise<Response> {
  const headers = new Headers({ accept: "application/json" });
  const token = credentials.token();
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  if (body !== undefined) headers.set("content-type", "application/json");
  if (idempotencyKey !== undefined) headers.set("idempotency-key", idempotencyKey);
  // What this person wrote is what they read next, even where a copy of the database is asked that lags.
  if (readAfter !== null) headers.set("x-read-after", readAfter);
  try {
    const response = await fetch(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
    readAfter = response.headers.get("x-read-after") ?? readAfter;
    return response;
  } catch {
    throw new Refused("The service cannot be reached. Check the connection and try again.", 0);
  }
}

async function read<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = text === "" ? {} : parse(text);
  if (response.ok) return body as Answer;
  const { detail, errors } = body as { detail?: string; errors?: Refused["errors"] };
  throw new Refused(
    sentenceFor(response) ?? detail ?? `The service answered ${response.status}.`,
    response.status,
    errors ?? [],
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

function sentenceFor(response: Response): string | undefined {
  if (response.status !== 429) return undefined;
  const seconds = response.headers.get("retry-after");
  return `That was a little fast. Try again in ${seconds ?? "a few"} seconds.`;
}
