import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, type PageBody, join as signUp, type UserBody } from "./answer";
import { personAt } from "./person";
import { pictureAt, png, uploadPicture } from "./picture";
import { secrets } from "./secrets";
import { runApp, startApp } from "./startApp";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "zero-to-millions-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("keeps users and pictures through a clean end, which drains first, and through a kill, alone on its data folder", async () => {
  const environment = { ...secrets, DATA_DIR: join(folder, "kept"), SHUTDOWN_DRAIN_SECONDS: "2" };
  const first = await startApp({ environment });
  const { body: ada } = await signUp(first.url, "ada", "Ada");
  const adaAtFirst = personAt(first.url, ada.id);
  const pictureKey = await uploadPicture(first.url, adaAtFirst, "profiles");
  const { body: profile } = await adaAtFirst.put<{ pictureUrl: string }>("/users/me/profile", {
    bio: "",
    location: "",
    pictureKey,
  });

  const intruder = await runApp({ environment });
  expect(intruder.code).toBe(1);
  expect(intruder.stderr).toMatch(/^The data folder .* is in use by process \d+\. Stop that process, or set DATA_DIR/);

  first.signal("SIGTERM");
  const draining = await untilNotReady(first.url);
  expect(draining.status).toBe(503);
  expect(draining.headers.get("connection")).toBe("close");
  const served = await ask<UserBody>(`${first.url}/users/${ada.id}`);
  expect(served.status).toBe(200);
  expect((await first.ended()).code).toBe(0);
  expect(existsSync(join(environment.DATA_DIR, "process.lock"))).toBe(false);

  const second = await startApp({ environment });
  expect((await ask<PageBody>(`${second.url}/users`)).body.users).toEqual([ada]);
  const { body: grace } = await signUp(second.url, "grace", "Grace");
  second.signal("SIGKILL");
  await second.ended();

  const third = await startApp({ environment });
  expect((await ask<PageBody>(`${third.url}/users`)).body.users).toEqual([grace, ada]);
  const picture = await pictureAt(third.url, profile.pictureUrl);
  expect([picture.status, picture.bytes.equals(png)]).toEqual([200, true]);
  expect((await pictureAt(third.url, profile.pictureUrl.replace(/signature=.{4}/, "signature=AAAA"))).status).toBe(403);
  third.signal("SIGINT");
  expect((await third.ended()).code).toBe(0);
});

it("says which port is in use and how to choose another", async () => {
  const { server, port } = await listenAnywhere();
  try {
    const { code, stderr } = await runApp({ environment: { PORT: String(port), DATA_DIR: join(folder, "kept") } });

    expect(code).toBe(1);
    expect(stderr).toBe(
      `The app cannot listen on 127.0.0.1 port ${port}: the port is in use. Set PORT to another one, or to 0 for a free one.\n`,
    );
  } finally {
    server.close();
  }
});

it("says which data folder cannot be used", async () => {
  const file = join(folder, "file");
  writeFileSync(file, "");
  const { code, stderr } = await runApp({
    environment: { DATA_DIR: join(file, "data") },
  });

  expect(code).toBe(1);
  expect(stderr).toMatch(/The data folder .* cannot be used: ENOTDIR/);
  expect(stderr).not.toMatch(/^\s+at /m);
});

/** Asks for readiness until it is refused: the process needs a moment to receive the signal. */
async function untilNotReady(url: string): Promise<Response> {
  for (;;) {
    const response = await fetch(`${url}/readyz`);
    await response.arrayBuffer();
    if (response.status !== 200) return response;
  }
}

async function listenAnywhere(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { server, port: address.port };
}
