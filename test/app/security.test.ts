import { setTimeout as sleep } from "node:timers/promises";
import { signToken } from "./accessToken";
import { ask, joinAndSignIn, type ProblemBody, password, post, type SignedIn } from "./answer";
import { settledLog } from "./settledLog";
import { type RunningApp, startApp } from "./startApp";

const tokenSecret = "token-secret-of-the-security-tests-0123456789";

let app: RunningApp;
let ada: SignedIn;
/** How a token that was replaced is answered at first, and after it has been used all the time until its time is over. */
let usedForLong: Promise<readonly number[]>;

beforeAll(async () => {
  app = await startApp({ environment: { TOKEN_SECRET: tokenSecret, REQUESTS_PER_MINUTE: "100000" } });
  ada = await joinAndSignIn(app.url, "ada");
  usedForLong = useForLong();
});

afterAll(() => app.stop());

const at = (path: string) => `${app.url}${path}`;
const signIn = (handle: string, secret: string) => post(at("/sessions"), { handle, password: secret });
const cookieOf = (headers: Headers) => headers.get("set-cookie")?.split(";")[0] ?? "";
const refresh = (cookie: string) => fetch(at("/sessions/refresh"), { method: "POST", headers: { cookie } });
const statusWith = async (authorization: string) => (await ask(at("/users"), { headers: { authorization } })).status;

async function useForLong(): Promise<readonly number[]> {
  const replaced = cookieOf((await signIn("ada", password)).headers);
  const first = await refresh(replaced);
  await sleep(6_000);
  await refresh(replaced);
  await sleep(4_500);
  return [first.status, (await refresh(replaced)).status];
}

describe("passwords", () => {
  it("are refused when short, and never come back in an answer or a log", async () => {
    const short = await post(at("/users"), { handle: "shorty", displayName: "S", password: "too short" });
    const joined = await post(at("/users"), { handle: "longer", displayName: "L", password: "a-password-to-look-for" });

    expect(short.status).toBe(400);
    expect(JSON.stringify(joined.body)).not.toMatch(/password|argon2/);
    expect((await settledLog(app)).join("\n")).not.toMatch(/a-password-to-look-for|too short/);
  });

  it("that are wrong are answered as users that are not there", async () => {
    const wrong = await signIn("ada", "not her password");
    const nobody = await signIn("nobody_at_all", "not her password");

    expect(wrong.status).toBe(401);
    expect({ ...(nobody.body as object), requestId: "" }).toEqual({ ...(wrong.body as object), requestId: "" });
  });

  it("may be guessed ten times in a quarter of an hour, whoever guesses", async () => {
    await joinAndSignIn(app.url, "guessed");
    const statuses: number[] = [];
    for (let guess = 0; guess < 10; guess++) statuses.push((await signIn("guessed", `guess number ${guess}`)).status);
    const eleventh = await signIn("guessed", password);

    expect(new Set(statuses)).toEqual(new Set([401]));
    expect(eleventh.status).toBe(429);
    expect(Number(eleventh.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await signIn("ada", password)).status).toBe(201);
  });
});

describe("joining", () => {
  it("may be done thirty times an hour from one address", async () => {
    const from = (address: string, index: number) =>
      ask<ProblemBody>(at("/users"), {
        method: "POST",
        headers: { "content-type": "application/json", "x-forwarded-for": address },
        body: JSON.stringify({ handle: `one_of_many_${index}`, displayName: "One", password }),
      });
    const statuses = await Promise.all(
      Array.from({ length: 31 }, async (_, index) => (await from("203.0.113.9", index)).status),
    );
    const beyond = await from("203.0.113.9", 31);
    const elsewhere = await from("203.0.113.10", 32);

    expect(statuses.filter((status) => status === 201)).toHaveLength(30);
    expect([beyond.status, elsewhere.status]).toEqual([429, 201]);
    expect(Number(beyond.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("limits", () => {
  it("of headers are at most 16 KiB, of a query a few parameters that are known", async () => {
    const headers = await fetch(at("/users"), { headers: { "x-much": "x".repeat(17 * 1024) } });
    const query = await ask(at(`/users?${"a=1&".repeat(1_000)}limit=1`));

    expect([headers.status, query.status]).toEqual([431, 400]);
  });
});

describe("access tokens", () => {
  it("are good for a quarter of an hour, and say who asks", async () => {
    const { body } = await signIn("ada", password);

    expect(body).toMatchObject({ expiresInSeconds: 900, user: { handle: "ada" } });
    expect(await statusWith(ada.headers.authorization)).toBe(200);
  });

  it("are refused once they end, also by a process that has seen them before", async () => {
    const now = Math.floor(Date.now() / 1_000);
    const claims = { iss: "zero-to-millions", aud: "zero-to-millions", sub: ada.user.id, handle: "ada", iat: now };
    // Three of the five seconds by which clocks may differ are left.
    const ending = `Bearer ${signToken({ ...claims, exp: now - 2 }, { secret: tokenSecret })}`;

    expect(await statusWith(ending)).toBe(200);
    while ((await statusWith(ending)) === 200) await sleep(200);
    expect(await statusWith(ending)).toBe(401);
    expect(Date.now() / 1_000).toBeGreaterThanOrEqual(now + 3);
  });

  it.each<[string, (claims: Claims) => string]>([
    ["of another key", (claims) => signed(claims, { secret: "another-secret-another-secret-another" })],
    ["without a signature", (claims) => signed(claims, { header: { alg: "none" } }).replace(/[^.]*$/, "")],
    ["of an algorithm that they are not made with", (claims) => signed(claims, { header: { alg: "HS512" } })],
    ["that have expired", (claims) => signed({ ...claims, exp: claims.iat - 60 })],
    ["without an end", ({ exp: _, ...claims }) => signed(claims)],
    ["for somebody else", (claims) => signed({ ...claims, aud: "zero-to-millions/posts" })],
    ["that name nobody", ({ sub: _, ...claims }) => signed(claims)],
    ["that are no tokens", () => "not.a.token"],
  ])("%s are refused", async (_name, forge) => {
    const claims = claimsOf(ada.accessToken);
    const { status, headers } = await ask(at("/users"), { headers: { authorization: `Bearer ${forge(claims)}` } });

    expect(await statusWith(`Bearer ${signed(claims)}`)).toBe(200);
    expect(status).toBe(401);
    expect(headers.get("www-authenticate")).toMatch(/^Bearer error="invalid_token"/);
  });

  it("come by the scheme Bearer alone", async () => {
    expect(await statusWith("Basic YWRhOnBhc3N3b3Jk")).toBe(401);
    expect(await statusWith(`bearer ${ada.accessToken}`)).toBe(200);
  });
});

describe("refresh tokens", () => {
  it("are a cookie that no script reads, sent to /sessions by our own page alone", async () => {
    const plain = await signIn("ada", password);
    const overTls = await ask(at("/sessions"), {
      method: "POST",
      headers: { "content-type": "application/json", "x-forwarded-proto": "https" },
      body: JSON.stringify({ handle: "ada", password }),
    });

    expect(plain.headers.get("set-cookie")).toMatch(
      /^refresh=[\w-]+\.[\w-]+; Path=\/sessions; Max-Age=2592000; HttpOnly; SameSite=Strict$/,
    );
    expect(overTls.headers.get("set-cookie")).toMatch(/; Secure$/);
  });

  it("are replaced with each use, and the last but one ends the session of whoever has stolen it", async () => {
    const first = cookieOf((await signIn("ada", password)).headers);
    const second = await refresh(first);
    const third = await refresh(cookieOf(second.headers));
    const stolen = await refresh(first);
    const victim = await refresh(cookieOf(third.headers));

    expect([second.status, third.status, stolen.status, victim.status]).toEqual([200, 200, 401, 401]);
    expect(cookieOf(second.headers)).not.toBe(first);
  });

  it("may be used again right away, when the answer was lost or two windows asked at once", async () => {
    const first = cookieOf((await signIn("ada", password)).headers);
    const both = await Promise.all([refresh(first), refresh(first)]);

    expect(both.map(({ status }) => status)).toEqual([200, 200]);
  });

  it.each([0, 1])("go on by whichever of two that were given out for one comes last: answer %i", async (kept) => {
    const first = cookieOf((await signIn("ada", password)).headers);
    const given = [await refresh(first), await refresh(first)];

    expect((await refresh(cookieOf(given[kept]?.headers ?? new Headers()))).status).toBe(200);
  });

  it("are not kept alive by being used again and again after they were replaced", async () => {
    expect(await usedForLong).toEqual([200, 401]);
  });

  it("are worth nothing after signing out", async () => {
    const cookie = cookieOf((await signIn("ada", password)).headers);
    const out = await fetch(at("/sessions/current"), { method: "DELETE", headers: { cookie } });

    expect(out.status).toBe(204);
    expect(out.headers.get("set-cookie")).toMatch(/^refresh=; .*Max-Age=0/);
    expect((await refresh(cookie)).status).toBe(401);
  });
});

interface Claims {
  readonly iat: number;
  readonly exp: number;
  readonly sub: string;
  readonly aud: string;
}

function claimsOf(token: string): Claims {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}

function signed(claims: object, forged: { secret?: string; header?: object } = {}): string {
  return signToken(claims, { secret: tokenSecret, ...forged });
}
