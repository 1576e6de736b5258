import { randomUUID } from "node:crypto";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import { ask, type PostBody, type PostsBody, type ProblemBody, password, type UserBody } from "./answer";
import { join as joinAs, type Person } from "./person";
import { pictureAt, png, uploadPicture } from "./picture";
import { secrets } from "./secrets";
import { type RunningApp, startApp } from "./startApp";

interface ProfileBody {
  readonly pictureUrl: string | null;
}

/** The same suite over every kind of storage: what the app promises does not depend on where it runs. */
describe.each(["embedded", "one server", "three shards"])("REST over %s storage", (storage) => {
  let server: PostgresServer | undefined;
  let app: RunningApp;
  let ada: Person;
  let grace: Person;

  beforeAll(async () => {
    if (storage !== "embedded") server = await startPostgres();
    app = await startApp({ environment: { ...secrets, ...(server && environmentOf(storage, server)) } });
    ada = await joinAs(app.url, "ada");
    grace = await joinAs(app.url, "grace");
  });

  afterAll(async () => {
    await app.stop();
    server?.stop();
  });

  describe("posts", () => {
    it("are published, read where Location points, and listed newest first", async () => {
      const first = await ada.post<PostBody>("/posts", { body: " Notes on the engine \n" });
      const second = await ada.post<PostBody>("/posts", { body: "G" });

      expect(first).toMatchObject({
        status: 201,
        body: { authorId: ada.id, body: "Notes on the engine", pictureUrl: null },
      });
      expect(await grace.get(first.headers.get("location") ?? "")).toMatchObject({ status: 200, body: first.body });
      const { body } = await grace.get<PostsBody>(`/users/${ada.id}/posts`);
      expect(body.posts.slice(0, 2)).toEqual([second.body, first.body]);
    });

    it("are deleted by their author alone, and their number follows", async () => {
      const { body: post } = await grace.post<PostBody>("/posts", { body: "Nanoseconds" });
      expect((await grace.get(`/users/${grace.id}/counts`)).body).toMatchObject({ posts: 1 });

      expect(await ada.delete(`/posts/${post.id}`)).toMatchObject({ status: 403 });
      expect(await grace.delete(`/posts/${post.id}`)).toMatchObject({ status: 204 });
      expect(await grace.delete(`/posts/${post.id}`)).toMatchObject({ status: 404 });
      expect(await grace.get(`/posts/${post.id}`)).toMatchObject({ status: 404 });
      expect((await grace.get(`/users/${grace.id}/counts`)).body).toMatchObject({ posts: 0 });
    });

    it.each([
      ["nothing", {}, "/body"],
      ["blanks", { body: " \n\t" }, "/body"],
      ["2,001 characters", { body: "x".repeat(2_001) }, "/body"],
      ["a bell", { body: "ding\u0007" }, "/body"],
      ["somebody else's name", { body: "Hello", authorId: randomUUID() }, "/authorId"],
    ])("refuse %s", async (_name, body, place) => {
      const answer = await ada.post<ProblemBody>("/posts", body);

      expect(answer.status).toBe(400);
      expect(answer.body.errors?.map(({ at }) => at)).toEqual([place]);
    });

    it("are published by nobody who has not signed in", async () => {
      const response = await fetch(`${app.url}/posts`, {
        ...{ method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ body: "Hi" }) },
      });

      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
    });
  });

  it("walks through an author's posts by pages, each post once, while new ones arrive", async () => {
    const writer = await joinAs(app.url, "writer");
    const written: string[] = [];
    for (let index = 0; index < 7; index++) {
      written.push((await writer.post<PostBody>("/posts", { body: `Number ${index}` })).body.id);
    }
    const seen: string[] = [];
    let path: string | null = `/users/${writer.id}/posts?limit=3`;
    while (path !== null) {
      const { body }: { body: PostsBody } = await writer.get<PostsBody>(path);
      seen.push(...body.posts.map(({ id }) => id));
      if (seen.length === 3) await writer.post("/posts", { body: "Latecomer" });
      path = body.next;
    }

    expect(seen).toEqual(written.reverse());
  });

  it("counts posts right when many are published and deleted at once", async () => {
    const busy = await joinAs(app.url, "busy");
    const made = await Promise.all(
      Array.from({ length: 24 }, (_, index) => busy.post<PostBody>("/posts", { body: `${index}` })),
    );
    await Promise.all(made.slice(0, 9).flatMap(({ body }) => [1, 2].map(() => busy.delete(`/posts/${body.id}`))));

    expect((await busy.get(`/users/${busy.id}/counts`)).body).toMatchObject({ posts: 15 });
    const { body } = await busy.get<PostsBody>(`/users/${busy.id}/posts?limit=100`);
    expect(body.posts).toHaveLength(15);
  });

  describe("follows", () => {
    it("are there or not, however often they are asked for", async () => {
      const fan = await joinAs(app.url, "fan");
      const asked = await Promise.all(Array.from({ length: 6 }, () => fan.put(`/follows/${ada.id}`)));

      expect(asked.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 204));
      expect((await fan.get(`/users/${fan.id}/counts`)).body).toMatchObject({ following: 1 });
      expect((await fan.get(`/users/${fan.id}/following`)).body).toEqual({ userIds: [ada.id], next: null });
      await Promise.all(Array.from({ length: 6 }, () => fan.delete(`/follows/${ada.id}`)));
      expect((await fan.get(`/users/${fan.id}/counts`)).body).toMatchObject({ following: 0 });
      expect((await fan.get(`/users/${fan.id}/following`)).body).toEqual({ userIds: [], next: null });
    });

    it("are not of oneself, nor of what is no user's id", async () => {
      expect(await ada.put(`/follows/${ada.id}`)).toMatchObject({ status: 422 });
      expect(await ada.put("/follows/nobody")).toMatchObject({ status: 404 });
    });
  });

  it("shows an author's own posts in their feed at once", async () => {
    const { body: post } = await ada.post<PostBody>("/posts", { body: "To myself" });

    const { body } = await ada.get<PostsBody>("/feed?limit=1");
    expect(body.posts).toEqual([post]);
    expect(body.next).toBe(`/feed?after=${post.id}&limit=1`);
  });

  it("lets somebody join once, however often their request is repeated", async () => {
    const ask = (displayName: string, key: string) =>
      ada.post<UserBody>("/users", { handle: "hopper", displayName, password }, { "idempotency-key": key });
    const key = randomUUID();
    const [first, again] = [await ask("Hopper", key), await ask("Hopper", key)];
    const other = await ask("Another", key);
    const taken = await ask("Hopper", randomUUID());

    expect([first.status, again.status, other.status, taken.status]).toEqual([201, 201, 422, 409]);
    expect(again.body).toEqual(first.body);
  });

  it("asks whoever has not signed in to do so, whatever a key was used for", async () => {
    const headers = { "idempotency-key": randomUUID(), "content-type": "application/json" };
    const asked = (body: string) =>
      ask(`${app.url}/posts`, { method: "POST", headers, body: JSON.stringify({ body }) });

    expect([(await asked("One")).status, (await asked("Another")).status]).toEqual([401, 401]);
  });

  it("shows a profile's picture, which replaces the one before and can be taken away", async () => {
    const put = (pictureKey?: string | null) =>
      ada.put<ProfileBody>("/users/me/profile", {
        bio: "",
        location: "",
        ...(pictureKey !== undefined && { pictureKey }),
      });
    const larger = Buffer.concat([png, png]);
    const [one, two] = [
      await uploadPicture(app.url, ada, "profiles"),
      await uploadPicture(app.url, ada, "profiles", larger),
    ];
    await put(one);
    const replaced = await put(two);
    const kept = await put();
    const stolen = await grace.put("/users/me/profile", { bio: "", location: "", pictureKey: two });
    const usedUp = await put(one);
    const shown = await grace.get<ProfileBody>(`/users/${ada.id}/profile`);
    const none = await put(null);

    expect([replaced.status, stolen.status, usedUp.status]).toEqual([200, 422, 422]);
    expect(kept.body.pictureUrl).toBe(replaced.body.pictureUrl);
    const picture = await pictureAt(app.url, shown.body.pictureUrl);
    expect([picture.status, picture.type, picture.bytes.equals(larger)]).toEqual([200, "image/png", true]);
    expect(none.body.pictureUrl).toBeNull();
  });

  it("keeps profiles apart from users, each written by its user alone", async () => {
    const details = { bio: "Analyst.\nMetaphysician.", location: "London" };
    expect(await ada.put("/users/me/profile", details)).toMatchObject({ status: 200, body: details });
    expect(await grace.get(`/users/${ada.id}/profile`)).toMatchObject({ status: 200, body: details });
    expect(await grace.get(`/users/${grace.id}/profile`)).toMatchObject({
      status: 200,
      body: { bio: "", location: "" },
    });
    expect(await grace.put(`/users/${ada.id}/profile`, details)).toMatchObject({ status: 403 });
    expect(await grace.get(`/users/${randomUUID()}/profile`)).toMatchObject({ status: 404 });
  });

  it("spares what the reader has: ETag, If-None-Match, 304", async () => {
    const path = `/users/${ada.id}`;
    const first = await fetch(`${app.url}${path}`);
    const tag = first.headers.get("etag") ?? "";
    const ask = (value: string) => fetch(`${app.url}${path}`, { headers: { "if-none-match": value } });

    expect(tag).toMatch(/^"[\w-]{27}"$/);
    const again = await ask(`"other", W/${tag}`);
    expect({ status: again.status, body: await again.text(), tag: again.headers.get("etag") }).toEqual({
      ...{ status: 304, body: "", tag },
    });
    expect((await ask('"other"')).status).toBe(200);
  });
});

function environmentOf(storage: string, server: PostgresServer): Record<string, string> {
  if (storage === "one server") {
    server.createDatabase("app");
    return { DATABASE_URL: server.url() };
  }
  const names = ["shard-1", "shard-2", "shard-3"];
  for (const name of names) server.createDatabase(name);
  const third = Math.floor(2 ** 32 / 3);
  const map = {
    ...{ version: 1, hash: "sha256-32" },
    ranges: [
      { from: 0, to: third, shard: "shard-1" },
      { from: third + 1, to: 2 * third, shard: "shard-2" },
      { from: 2 * third + 1, to: 2 ** 32 - 1, shard: "shard-3" },
    ],
    shards: Object.fromEntries(names.map((name) => [name, { url: server.url(name), replicaUrls: [] }])),
  };
  return { DATABASE_SHARDS: JSON.stringify(map) };
}
