import { join } from "node:path";
import { ask, type ProblemBody, post } from "./answer";
import { type RunningApp, startApp } from "./startApp";

const program = join(__dirname, "programs", "brokenDatabase.mts");

describe.each(["error", "silence"])("a database that answers with %s", (failure) => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp({ program, environment: { DATABASE_FAILURE: failure, SHUTDOWN_GRACE_SECONDS: "1" } });
  });

  afterAll(() => app.stop());

  it("fails readiness and leaves liveness and the page alone", async () => {
    expect(await ask<ProblemBody>(`${app.url}/readyz`)).toMatchObject({
      status: 503,
      body: { detail: "The database does not answer." },
    });
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${app.url}/`)).status).toBe(200);
  });
});

it("ends at the hard limit when the database does not close", async () => {
  const app = await startApp({ program, environment: { DATABASE_FAILURE: "silence", SHUTDOWN_GRACE_SECONDS: "1" } });
  const { code, stdout } = await app.stop();

  expect(code).toBe(1);
  expect(stdout).toMatch(/shutdown took longer than 1 s, ending at once/);
});

describe("an error that the caller did not cause", () => {
  let app: RunningApp;

  beforeAll(async () => {
    app = await startApp({ program, environment: { DATABASE_FAILURE: "error" } });
  });

  afterAll(() => app.stop());

  it("is a 500 problem without its reason, and a log line without statement or parameters", async () => {
    const { status, body } = await post<ProblemBody>(`${app.url}/users`, {
      handle: "ada",
      displayName: "Ada",
      password: "correct horse battery",
    });
    await app.stop();
    const logged = app
      .log()
      .split("\n")
      .find((line) => line.includes(body.requestId) && line.includes("error"));

    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/invalid page|secret|stack/);
    expect(JSON.parse(logged ?? "{}")).toMatchObject({ err: { type: "QueryFailed", code: "XX001" } });
    expect(app.log()).not.toContain("secret-in");
  });
});
