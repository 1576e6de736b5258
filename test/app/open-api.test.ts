import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask } from "./answer";
import { type RunningApp, startApp } from "./startApp";

interface Description {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly security: readonly object[];
  readonly parameters?: readonly object[];
  readonly responses: Readonly<Record<string, { readonly headers?: object }>>;
}

let app: RunningApp;
let description: Description;
let contentType: string | null;
const folder = mkdtempSync(join(tmpdir(), "open-api-"));

beforeAll(async () => {
  app = await startApp({ environment: { PUBLIC_URL: "https://app.example.org" } });
  const answer = await ask<Description>(`${app.url}/openapi.json`);
  contentType = answer.headers.get("content-type");
  description = answer.body;
});

afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

it("describes the resources, and who may ask for them, as OpenAPI 3.1", () => {
  expect(description.openapi).toBe("3.1.0");
  expect(contentType).toBe("application/json; charset=utf-8");
  expect(Object.keys(description.paths)).toEqual(
    expect.arrayContaining([
      "/users",
      "/users/{id}",
      "/users/{id}/posts",
      "/posts",
      "/posts/{id}",
      "/feed",
      "/follows/{id}",
    ]),
  );
  expect(description.paths["/feed"]?.get?.security).toEqual([{ accessToken: [] }]);
  expect(description.paths["/posts/{id}"]?.get?.security).toEqual([{}, { accessToken: [] }]);
  expect(Object.keys(description.paths)).not.toContain("/healthz");
});

it("tells of the Idempotency-Key wherever something is created, and of how a key is refused", () => {
  const creating = Object.entries(description.paths).flatMap(([path, { post }]) =>
    post?.responses["201"] && !path.startsWith("/sessions") ? [[path, post] as const] : [],
  );
  expect(creating.map(([path]) => path).sort()).toEqual([
    "/posts",
    "/uploads/posts",
    "/uploads/profiles",
    "/users",
    "/webhooks",
  ]);
  for (const [path, { parameters, responses }] of creating) {
    expect([path, parameters]).toEqual([
      path,
      [
        {
          ...{ in: "header", name: "Idempotency-Key", required: false, description: expect.stringContaining("UUID") },
          schema: expect.objectContaining({ type: "string", pattern: "^[\\x21-\\x7e]{1,255}$" }),
        },
      ],
    ]);
    for (const status of ["409", "422"])
      expect([path, status, responses[status]]).toEqual([
        ...[path, status],
        expect.objectContaining({
          description: expect.stringContaining("`Idempotency-Key`"),
          content: { "application/problem+json": expect.anything() },
        }),
      ]);
    expect([path, responses["201"]?.headers]).toEqual([path, { "Idempotent-Replayed": expect.anything() }]);
  }
});

it("has nothing that Redocly's recommended rules find wrong", () => {
  const file = join(folder, "openapi.json");
  writeFileSync(file, JSON.stringify(description));
  const redocly = join(__dirname, "..", "..", "node_modules", ".bin", "redocly");
  const { stdout, stderr, status } = spawnSync(redocly, ["lint", file, "--format=json"], {
    ...{
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
    },
  });
  const { problems } = JSON.parse(stdout) as { problems: readonly { ruleId: string; message: string }[] };

  expect(problems.map(({ ruleId, message }) => `${ruleId}: ${message}`)).toEqual([]);
  expect({ status, stderr: stderr.includes("Error") }).toEqual({ status: 0, stderr: false });
});
