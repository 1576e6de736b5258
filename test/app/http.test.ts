import { get } from "node:http";
import { setImmediate } from "node:timers/promises";
import { ask, type PageBody, type ProblemBody, password, post, type UserBody } from "./answer";
import { type RunningApp, startApp } from "./startApp";

let app: RunningApp;

beforeAll(async () => {
  app = await startApp();
});

afterAll(() => app.stop());

const at = (path: string) => `${app.url}${path}`;

/** The rest of what somebody sends to join is right. */
const withPassword = (input: string | object) =>
  typeof input === "string" || Array.isArray(input) ? input : { ...input, password };

const asProblem = (headers: Headers) => expect(headers.get("content-type")).toMatch(/^application\/problem\+json/);

describe("health", () => {
  it("is live and ready", async () => {
    expect(await ask(at("/healthz"))).toMatchObject({ status: 200, body: { status: "ok" } });
    expect(await ask(at("/readyz"))).toMatchObject({ status: 200, body: { status: "ok" } });
  });

  it("is not cached", async () => {
    const { headers } = await ask(at("/readyz"));

    expect(headers.get("cache-control")).toBe("no-store");
  });
});

describe("users", () => {
  it("creates one and reads it where Location points", async () => {
    const created = await post<UserBody>(at("/users"), { handle: "ada", displayName: " Ada Lovelace ", password });
    const read = await ask<UserBody>(at(created.headers.get("location") ?? ""));

    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ handle: "ada", displayName: "Ada Lovelace" });
    expect(Date.parse(created.body.createdAt)).not.toBeNaN();
    expect(read).toMatchObject({ status: 200, body: created.body });
  });

  it("refuses a handle that is taken", async () => {
    await post(at("/users"), { handle: "grace", displayName: "Grace Hopper", password });
    const { status, headers, body } = await post<ProblemBody>(at("/users"), {
      handle: "grace",
      displayName: "Other",
      password,
    });

    expect(status).toBe(409);
    asProblem(headers);
    expect(body).toMatchObject({ status: 409, errors: [{ at: "/handle", detail: "is taken" }] });
  });

  it("gives a handle that many ask for at once to one of them", async () => {
    const asked = Array.from({ length: 8 }, () =>
      post(at("/users"), { handle: "sought", displayName: "Sought", password }),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();

    expect(statuses).toEqual([201, 409, 409, 409, 409, 409, 409, 409]);
  });

  it.each([
    ["a handle with capitals", { handle: "Ada", displayName: "Ada" }, ["/handle"]],
    ["a handle that is too short", { handle: "ab", displayName: "Ada" }, ["/handle"]],
    ["a number as a handle", { handle: 12345, displayName: "Ada" }, ["/handle"]],
    ["a blank name", { handle: "blank", displayName: "   " }, ["/displayName"]],
    ["a name with a NUL", { handle: "nul", displayName: "a\u0000b" }, ["/displayName"]],
    [
      "half a character",
      '{"handle":"half","displayName":"\\ud800","password":"correct horse battery"}',
      ["/displayName"],
    ],
    ["a name of 81 characters", { handle: "long", displayName: "é".repeat(81) }, ["/displayName"]],
    ["a name that is missing", { handle: "nameless" }, ["/displayName"]],
    ["an unknown property", { handle: "admin", displayName: "Ada", isAdmin: true }, ["/isAdmin"]],
    ["several mistakes at once", { handle: "X", other: 1 }, ["/displayName", "/handle", "/other"]],
    ["a list", [], ["/"]],
  ])("refuses %s", async (_name, input, places) => {
    const { status, headers, body } = await post<ProblemBody>(at("/users"), withPassword(input));

    expect(status).toBe(400);
    asProblem(headers);
    expect(body.errors?.map((error) => error.at).sort()).toEqual(places);
  });

  it("accepts a name in any script, counted in characters", async () => {
    const displayName = "🦉".repeat(80);
    const { status, body } = await post<UserBody>(at("/users"), { handle: "owl", displayName, password });

    expect({ status, displayName: body.displayName }).toEqual({ status: 201, displayName });
  });

  it.each(["nobody", "0192f0c1-0000-7000-8000-000000000000", "1%20or%201=1"])("knows no user %s", async (id) => {
    const { status, headers } = await ask<ProblemBody>(at(`/users/${id}`));

    expect(status).toBe(404);
    asProblem(headers);
  });

  it("walks through all of them newest first, each once, while new ones arrive", async () => {
    const handles = Array.from({ length: 7 }, (_, index) => `walker_${index}`);
    for (const handle of handles) await post(at("/users"), { handle, displayName: handle, password });

    const seen: string[] = [];
    let path: string | null = "/users?limit=3";
    while (path !== null) {
      const { body }: { body: PageBody } = await ask<PageBody>(at(path));
      expect(body.users.length).toBeLessThanOrEqual(3);
      seen.push(...body.users.map(({ handle }) => handle));
      if (seen.length === 3) await post(at("/users"), { handle: "latecomer", displayName: "Latecomer", password });
      path = body.next;
    }

    expect(seen.slice(0, 7)).toEqual([...handles].reverse());
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).not.toContain("latecomer");
  });

  it("needs no query to list, and shows the newest", async () => {
    const { body: newest } = await post<UserBody>(at("/users"), { handle: "newest", displayName: "Newest", password });
    const { status, body } = await ask<PageBody>(at("/users"));

    expect(status).toBe(200);
    expect(body.users[0]).toEqual(newest);
  });

  it.each(["limit=0", "limit=101", "limit=many", "limit=true", "limit=1.0", "limit=", "after=yesterday", "offset=10"])(
    "refuses ?%s",
    async (query) => {
      const { status, headers } = await ask<ProblemBody>(at(`/users?${query}`));

      expect(status).toBe(400);
      asProblem(headers);
    },
  );
});

describe("requests that fit no route", () => {
  it.each([
    ["DELETE", "/users", "GET, HEAD, POST"],
    ["PUT", "/users/abc", "GET, HEAD"],
    ["PROPFIND", "/users", "GET, HEAD, POST"],
    ["POST", "/healthz", "GET, HEAD"],
    ["POST", "/", "GET, HEAD"],
  ])("answers %s %s with 405 and what is allowed", async (method, path, allowed) => {
    const { status, headers } = await ask<ProblemBody>(at(path), { method });

    expect({ status, allow: headers.get("allow") }).toEqual({ status: 405, allow: allowed });
    asProblem(headers);
  });

  it.each(["/nothing", "/users/", "/users/a/b"])("answers %s with 404", async (path) => {
    const { status, headers } = await ask<ProblemBody>(at(path), { method: "POST", body: "<x/>" });

    expect(status).toBe(404);
    asProblem(headers);
  });

  it("answers a path that cannot be decoded, or is far too long, as a problem with the same headers", async () => {
    for (const [path, expected] of [["/users/%zz", 400] as const, [`/users/${"a".repeat(200)}`, 414] as const]) {
      const { status, headers } = await ask<ProblemBody>(at(path));

      expect(status).toBe(expected);
      asProblem(headers);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
    }
  });
});

describe("bodies that are not JSON", () => {
  it("refuses broken JSON", async () => {
    expect(await post<ProblemBody>(at("/users"), "{broken")).toMatchObject({ status: 400 });
  });

  it("refuses a body that would change prototypes", async () => {
    const { status } = await post(at("/users"), '{"__proto__":{"isAdmin":true},"handle":"proto","displayName":"P"}');

    expect(status).toBe(400);
  });

  it.each(["text/plain", "application/x-www-form-urlencoded"])("refuses %s", async (type) => {
    const init = { method: "POST", headers: { "content-type": type }, body: "handle=ada" };

    expect(await ask<ProblemBody>(at("/users"), init)).toMatchObject({ status: 415 });
  });

  it("refuses one of more than 16 KiB", async () => {
    const { status, headers } = await post<ProblemBody>(at("/users"), { handle: "a".repeat(17_000) });

    expect(status).toBe(413);
    asProblem(headers);
  });
});

describe("every answer", () => {
  it.each(["/", "/users", "/nothing", "/users/%zz"])("carries the security headers: %s", async (path) => {
    const { headers } = await fetch(at(path));

    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'/);
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });

  it("keeps an idle connection longer than a load balancer's 60 s", async () => {
    const { headers } = await fetch(at("/healthz"));

    expect(headers.get("keep-alive")).toBe("timeout=65");
  });

  it("carries the request id it was given, and a new one instead of an unfit one", async () => {
    const given = await fetch(at("/healthz"), { headers: { "x-request-id": "Root=1-67891233-abcdef" } });
    const unfit = await fetch(at("/healthz"), { headers: { "x-request-id": '"},{"level":"fatal' } });

    expect(given.headers.get("x-request-id")).toBe("Root=1-67891233-abcdef");
    expect(unfit.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("the log", () => {
  it("has one JSON line per request with its id, and nothing that the caller wrote in body, query or header", async () => {
    await fetch(at("/users?secret=in-query"), {
      method: "POST",
      headers: { "content-type": "application/json", "x-request-id": "log-test", cookie: "session=in-header" },
      body: JSON.stringify({ handle: "logged", displayName: "in-body", password: "also in-body" }),
    });
    const lines = await untilLogged("log-test");
    const mine = lines.map((line) => JSON.parse(line)).filter((line) => line.reqId === "log-test");

    expect(mine).toMatchObject([
      { level: "info", role: "all", method: "POST", path: "/users", route: "/users", status: 201, msg: "answered" },
    ]);
    expect(app.log()).not.toMatch(/in-query|in-header|in-body/);
  });

  it("tells when each answer was given, by which route if any, and a path as it came", async () => {
    const paths = ["/users?limit=1", "/users?limit=none", '/nothing"},{"level":"fatal', "/nothing\\"];
    const start = Date.now();
    for (const [index, path] of paths.entries()) await visit(path, `log-path-${index}`);
    const lines = (await untilLogged("log-path-3")).map((line) => JSON.parse(line));
    const mine = paths.map((_path, index) => lines.find(({ reqId }) => reqId === `log-path-${index}`));
    const times = mine.map(({ time }) => Date.parse(time));

    expect(mine.map(({ path }) => path)).toEqual(["/users", "/users", ...paths.slice(2)]);
    expect(mine.map(({ route, status }) => [route, status])).toEqual([
      ["/users", 200],
      ["/users", 400],
      [undefined, 404],
      [undefined, 404],
    ]);
    expect([start, ...times, Date.now()]).toEqual([start, ...times, Date.now()].sort((one, other) => one - other));
  });

  it("leaves out health checks that pass", async () => {
    await fetch(at("/healthz"), { headers: { "x-request-id": "health-check" } });
    await fetch(at("/nothing"), { headers: { "x-request-id": "after-health-check" } });
    await untilLogged("after-health-check");

    expect(app.log()).not.toContain('"health-check"');
  });
});

/** Asks for a path that other clients would encode. */
function visit(path: string, requestId: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(app.url);
    get({ hostname, port, path, headers: { "x-request-id": requestId } }, (answer) => {
      answer.resume().once("end", resolve);
    }).once("error", reject);
  });
}

/** All whole lines of the log, once a request's own is among them. */
async function untilLogged(requestId: string): Promise<readonly string[]> {
  for (;;) {
    const lines = app.log().split("\n").slice(0, -1);
    if (lines.some((line) => line.includes(`"reqId":"${requestId}"`))) return lines;
    await setImmediate();
  }
}
