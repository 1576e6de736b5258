import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, type PageBody, join as signUp } from "./answer";
import { killApp, startApp } from "./startApp";

const folder = mkdtempSync(join(tmpdir(), "first-start-"));
const data = join(folder, "data");
const postgres = join(data, "postgres");
const environment = { DATA_DIR: data };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Kills a first start once `when` is so, and again from nothing if the process was through by then. */
async function interrupt(when: () => boolean): Promise<void> {
  do {
    rmSync(data, { recursive: true, force: true });
    await killApp(environment, when);
  } while (!existsSync(postgres) || !existsSync(join(data, "postgres.unfinished")));
}

it("begins again a data folder that a first start, killed, has left half made, and keeps what is in it from then on", async () => {
  // The folder can be taken for a database by now, and is none yet.
  await interrupt(() => existsSync(join(postgres, "PG_VERSION")));
  const second = await startApp({ environment });
  const { body: ada } = await signUp(second.url, "ada", "Ada");
  second.signal("SIGKILL");
  await second.ended();
  const third = await startApp({ environment });
  const kept = await ask<PageBody>(`${third.url}/users`);
  await third.stop();

  expect(existsSync(join(data, "postgres.unfinished"))).toBe(false);
  expect(kept.body.users).toEqual([ada]);
});
