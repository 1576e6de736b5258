import { randomUUID } from "node:crypto";
import { type Answer, ask, type ProblemBody } from "./answer";
import { Messages } from "./messages";
import { serviceToken } from "./serviceToken";
import type { RunningApp } from "./startApp";
import { until } from "./until";

jest.setTimeout(300_000);

describe("a POST with an Idempotency-Key, to two instances", () => {
  let messages: Messages;
  let instances: readonly [RunningApp, RunningApp];
  const owner = randomUUID();
  const wanted = { contentType: "image/png", bytes: 100 };

  beforeAll(async () => {
    messages = await Messages.start("the outbox");
    instances = [await messages.run("posts"), await messages.run("posts")];
  });

  afterAll(async () => {
    await Promise.all(instances.map((instance) => instance.stop()));
    await messages.stop();
  });

  const create = <Body = { key: string }>(
    key: string | undefined,
    { instance = 0, body = wanted as object, userId = owner } = {},
  ): Promise<Answer<Body>> =>
    ask<Body>(`${instances[instance]?.url}/uploads/posts`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${serviceToken("posts", userId, messages.environment.SERVICE_SECRET ?? "")}`,
        "content-type": "application/json",
        ...(key !== undefined && { "idempotency-key": key }),
      },
      body: JSON.stringify(body),
    });
  const created = async (userId = owner) =>
    (await messages.sql("select 1 from uploads where owner_id = $1", [userId])).length;

  it("creates once, and gives the first answer again by either instance", async () => {
    const key = randomUUID();
    const before = await created();
    const [first, again, elsewhere] = [await create(key), await create(key), await create(key, { instance: 1 })];

    expect([first.status, again.status, elsewhere.status]).toEqual([201, 201, 201]);
    expect([again.body, elsewhere.body]).toEqual([first.body, first.body]);
    expect([first, again].map(({ headers }) => headers.get("idempotent-replayed"))).toEqual([null, "true"]);
    expect(await created()).toBe(before + 1);
  });

  it("creates each time without a key, and for each person with their own", async () => {
    const [key, other] = [randomUUID(), randomUUID()];
    const bodies = [
      await create(undefined),
      await create(undefined),
      await create(key),
      await create(key, { userId: other }),
    ];
    expect(new Set(bodies.map(({ body }) => body.key)).size).toBe(4);
  });

  it("refuses the key for another request, and a key that is none", async () => {
    const key = randomUUID();
    await create(key);
    expect(await create<ProblemBody>(key, { body: { ...wanted, bytes: 101 } })).toMatchObject({ status: 422 });
    expect(await create<ProblemBody>("a b")).toMatchObject({ status: 400 });
  });

  it("runs one of twenty at the same time; the others hear that it runs, or its answer", async () => {
    const [key, userId] = [randomUUID(), randomUUID()];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => create(key, { instance: index % 2, userId })),
    );

    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([]);
    expect(new Set(answers.flatMap(({ body }) => body.key ?? [])).size).toBe(1);
    expect(await created(userId)).toBe(1);
  });

  it("is answered with 409 while it runs; when its process dies, the next attempt goes on with the same id", async () => {
    const [key, userId] = [randomUUID(), randomUUID()];
    const held = messages
      .write(["lock table uploads in access exclusive mode", "select pg_sleep(600)"], [])
      .catch(() => "ended");
    const [holder] = await until(
      () =>
        messages.sql<{ pid: number }>(
          "select pid from pg_locks where relation = 'uploads'::regclass and mode = 'AccessExclusiveLock' and granted",
        ),
      (rows) => rows.length === 1,
    );
    const cut = create(key, { userId }).catch(() => "cut off");
    const [record] = await until(
      () =>
        messages.sql<{ key: string; value: string }>(
          "select key, value from key_values where value not like '%answer%'",
        ),
      (rows) => rows.length === 1,
    );
    const running = await create<ProblemBody>(key, { instance: 1, userId });
    expect([running.status, running.headers.get("retry-after")]).toEqual([409, "1"]);
    instances[0].signal("SIGKILL");
    expect(await cut).toBe("cut off");
    await messages.sql("select pg_terminate_backend($1)", [holder?.pid]);
    await held;
    expect((await create(key, { instance: 1, userId })).status).toBe(409);

    const late = record?.value.replace(/"runningUntil":\d+/, '"runningUntil":1');
    await messages.sql("update key_values set value = $2 where key = $1", [record?.key, late]);
    const next = await create(key, { instance: 1, userId });
    expect(next.status).toBe(201);
    expect(next.body.key).toBe(`posts/${userId}/${JSON.parse(record?.value ?? "{}").creationId}`);
    expect(await created(userId)).toBe(1);
  });
});
