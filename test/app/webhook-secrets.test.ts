import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import { join as joinAs, type Person, personAt } from "./person";
import { type Receiver, startReceiver } from "./receiver";
import { secrets } from "./secrets";
import { type RunningApp, startApp } from "./startApp";
import { until } from "./until";

interface WebhookBody {
  readonly id: string;
  readonly secret: string;
}

const [firstKey, secondKey] = ["first-key-first-key-first-key-first-key", "second-key-second-key-second-key-second"];
const all = "select id || '=' || coalesce(secret, '') || '=' || coalesce(sealed_secret, '') from webhook_endpoints";

let postgres: PostgresServer;
let receiver: Receiver;
let app: RunningApp;
let ada: Person;

const start = (keys: string) =>
  startApp({
    environment: {
      ...{ ...secrets, DATABASE_URL: postgres.url("postgres"), WEBHOOK_NETWORKS: "127.0.0.1/32" },
      ...{ WEBHOOK_SECRET_KEYS: keys, HOUSEKEEPING_SECONDS: "1", QUEUE_RETRY_SECONDS: "0" },
    },
  });
const webhookAt = async (path: string, headers: Readonly<Record<string, string>> = {}) =>
  (await ada.post<WebhookBody>("/webhooks", { url: `${receiver.url}${path}` }, headers)).body;
const stored = () => postgres.sql(all, "postgres").split("\n").filter(Boolean);
/** Every value of every table, as whoever has the database's files reads it. */
const everything = () =>
  postgres.sql(
    "select query_to_xml('select * from ' || table_name, true, false, '') from information_schema.tables where table_schema = 'public'",
    "postgres",
  );

/** Whether what arrives at a path is signed with the secret that its owner was shown. */
async function expectSigned(path: string, { secret }: WebhookBody): Promise<void> {
  const before = receiver.at(path).length;
  await ada.post("/posts", { body: "signed?" });
  const received = await until(
    async () => receiver.at(path)[before],
    (one) => one !== undefined,
  );
  expect(() =>
    new Webhook(secret).verify(received?.body ?? "", received?.headers as Record<string, string>),
  ).not.toThrow();
}

beforeAll(async () => {
  [postgres, receiver] = [await startPostgres(), await startReceiver(() => ({ status: 204 }))];
  app = await start(firstKey);
  ada = await joinAs(app.url, "ada");
});

afterAll(async () => {
  await app.stop();
  await receiver.stop();
  postgres.stop();
});

it("are nowhere in the database as they were shown, not even in the answer that a key gets again", async () => {
  const key = { "idempotency-key": randomUUID() };
  const [made, again] = [await webhookAt("/one", key), await webhookAt("/one", key)];

  expect(made.secret).toMatch(/^whsec_/);
  expect(again).toEqual(made);
  expect(everything()).toContain(made.id);
  expect(everything()).not.toContain(made.secret);
  expect(everything()).not.toContain(made.secret.replace("whsec_", ""));
  await expectSigned("/one", made);
});

it("of a release that kept them in clear still sign, and are encrypted in passing", async () => {
  const old = { id: randomUUID(), secret: `whsec_${Buffer.from("o".repeat(32)).toString("base64")}` };
  postgres.sql(
    `insert into webhook_endpoints (id, user_id, url, secret) values ('${old.id}', '${ada.id}', '${receiver.url}/old', '${old.secret}')`,
    "postgres",
  );
  await expectSigned("/old", old);
  await until(
    async () => everything(),
    (text) => !text.includes(old.secret),
  );
  await expectSigned("/old", old);

  // Its owner replaces it by a process of the old release, which knows nothing of the column beside it.
  const replaced = { ...old, secret: `whsec_${Buffer.from("n".repeat(32)).toString("base64")}` };
  postgres.sql(`update webhook_endpoints set secret = '${replaced.secret}' where id = '${old.id}'`, "postgres");
  await expectSigned("/old", replaced);
  await until(
    async () => everything(),
    (text) => !text.includes(replaced.secret),
  );
  await expectSigned("/old", replaced);
});

it("change over to a new key while the old one still opens them, and then do without the old one", async () => {
  const made = await webhookAt("/rotated");
  const under = (rows: readonly string[]) => rows.map((row) => row.split("=")[2]?.split(":")[0]);
  const [before] = under(stored());
  await app.stop();
  app = await start(`${secondKey},${firstKey}`);
  ada = personAt(app.url, ada.id);
  await expectSigned("/rotated", made);
  await until(
    async () => under(stored()),
    (names) => !names.includes(before),
  );
  expect(new Set(under(stored())).size).toBe(1);
  await app.stop();
  app = await start(secondKey);
  ada = personAt(app.url, ada.id);

  await expectSigned("/rotated", made);
});

it("belong to their webhook: one that is copied to another, or changed, opens nothing", async () => {
  const [mine, other] = [await webhookAt("/mine"), await webhookAt("/copied")];
  postgres.sql(
    `update webhook_endpoints set sealed_secret = (select sealed_secret from webhook_endpoints where id = '${mine.id}') where id = '${other.id}'`,
    "postgres",
  );
  await expectSigned("/mine", mine);

  expect(receiver.at("/copied")).toEqual([]);
  await until(
    async () => app.log(),
    (log) => log.includes("unable to authenticate data"),
  );
});

it("of a process on its own are encrypted with a key that only its user may read, and that is kept", async () => {
  const folder = mkdtempSync(join(tmpdir(), "webhook-key-"));
  try {
    const environment = { DATA_DIR: folder, ...secrets };
    let own = await startApp({ environment });
    const grace = await joinAs(own.url, "grace");
    const { body } = await grace.post<WebhookBody>("/webhooks", { url: "https://hooks.example.com/" });
    await own.stop();
    const file = join(folder, "webhook-secret-key");
    const key = readFileSync(file, "utf8");
    own = await startApp({ environment });
    await own.stop();

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, "utf8")).toBe(key);
    const holding = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name))
      .filter((name) => statSync(name).isFile() && readFileSync(name).includes(body.secret));
    expect(holding).toEqual([]);
    writeFileSync(file, "short");
    await expect(startApp({ environment })).rejects.toThrow("webhook-secret-key must hold 32 characters at least");
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
