import { call, credentials } from "./api";

/** A person as every answer shows them. */
export interface User {
  readonly id: string;
  readonly handle: string;
  readonly displayName: string;
  readonly createdAt: string;
}

interface Session {
  readonly accessToken: string;
  readonly user: User;
}

/** Says that a refresh cookie may be there: scripts cannot see it. */
const mark = "signed-in";

let session: Session | null = null;
let renewal: Promise<boolean> | null = null;
const changes = new EventTarget();

/** Who is signed in on this page. The access token is kept in memory only; the refresh token in a cookie no script reads. */
export const me = (): User | null => session?.user ?? null;

/** The token to show a WebSocket. */
export const accessToken = (): string | null => session?.accessToken ?? null;

/** Tells when somebody signs in or out. */
export function onSession(listener: () => void): void {
  changes.addEventListener("change", listener);
}

export async function signIn(handle: string, password: string): Promise<void> {
  keep(await call<Session>("/sessions", { method: "POST", body: { handle, password } }));
}

export async function signUp(handle: string, displayName: string, password: string): Promise<void> {
  const idempotencyKey = crypto.randomUUID();
  await call<User>("/users", { method: "POST", body: { handle, displayName, password }, idempotencyKey });
  await signIn(handle, password);
}

export async function signOut(): Promise<void> {
  await call("/sessions/current", { method: "DELETE" });
  keep(null);
}

/** Takes up the session of an earlier visit, if there is one. */
export async function resume(): Promise<void> {
  if (localStorage.getItem(mark) !== null) await renew();
}

/** Asks for a new access token, once for however many calls need it. Whether there is one. */
export function renew(): Promise<boolean> {
  renewal ??= refresh().finally(() => {
    renewal = null;
  });
  return renewal;
}

async function refresh(): Promise<boolean> {
  // One tab at a time: each use of a refresh token replaces it, and an old one used again ends the session.
  return navigator.locks.request("session", async () => {
    const response = await fetch("/sessions/refresh", { method: "POST" }).catch(() => null);
    if (response?.ok) keep((await response.json()) as Session);
    else if (response?.status === 401) keep(null);
    return response?.ok ?? false;
  });
}

function keep(next: Session | null): void {
  const before = session?.user.id;
  session = next;
  if (next) localStorage.setItem(mark, next.user.handle);
  else localStorage.removeItem(mark);
  if (before !== next?.user.id) changes.dispatchEvent(new Event("change"));
}

credentials.token = accessToken;
credentials.renew = renew;
