import { serverAudits } from "graphql-http";
import type { PostBody } from "./answer";
import { join as joinAs, type Person } from "./person";
import { pictureAt, uploadPicture } from "./picture";
import { secrets } from "./secrets";
import { type RunningApp, startApp } from "./startApp";

let app: RunningApp;
let ada: Person;
let grace: Person;

beforeAll(async () => {
  app = await startApp({ environment: secrets });
  ada = await joinAs(app.url, "ada");
  grace = await joinAs(app.url, "grace");
});

afterAll(() => app.stop());

interface Result {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string }[];
}

const ask = (query: string, person = ada) => person.post<Result>("/graphql", { query });

it("passes every audit of GraphQL over HTTP", async () => {
  const audits = serverAudits({ url: `${app.url}/graphql`, fetchFn: fetch });
  const results = await Promise.all(audits.map((audit) => audit.fn()));

  expect(audits).toHaveLength(61);
  expect(results.filter(({ status }) => status !== "ok").map(({ name }) => name)).toEqual([]);
});

it("answers the same things as REST, joined", async () => {
  const { body: post } = await grace.post<PostBody>("/posts", { body: "One nanosecond" });
  await ada.put(`/follows/${grace.id}`);
  const { body } = await ask(`{
    me { handle counts { following } following { items { handle posts(first: 1) { items { id body author { handle } } } } } }
    post(id: "${post.id}") { author { id } }
    user(handle: "grace") { id }
  }`);

  const shown = { id: post.id, body: "One nanosecond", author: { handle: "grace" } };
  expect(body).toEqual({
    data: {
      me: {
        ...{ handle: "ada", counts: { following: 1 } },
        following: { items: [{ handle: "grace", posts: { items: [shown] } }] },
      },
      ...{ post: { author: { id: grace.id } }, user: { id: grace.id } },
    },
  });
});

it("publishes and deletes for whoever is signed in, and says to others what they lack", async () => {
  const { body } = await ask('mutation { publishPost(body: " By GraphQL ") { id body } }');
  const id = (body.data?.publishPost as { id: string } | undefined)?.id;

  expect(body.data).toMatchObject({ publishPost: { body: "By GraphQL" } });
  expect((await ask(`mutation { deletePost(id: "${id}") }`, grace)).body.data).toEqual({ deletePost: false });
  expect((await ask(`mutation { deletePost(id: "${id}") }`)).body.data).toEqual({ deletePost: true });
  const response = await fetch(`${app.url}/graphql?query=${encodeURIComponent("{ feed { next } }")}`);
  expect(((await response.json()) as Result).errors?.[0]?.message).toMatch(/^Sign in first/);
});

/** Each fragment uses the next one twice: who counts them one by one does not come to an end. */
function doubling(count: number): string {
  const fragments = Array.from({ length: count }, (_, index) => {
    const next = `...f${index + 1}`;
    return `fragment f${index} on Query { ${index + 1 < count ? `${next} ${next}` : "__typename"} }`;
  });
  return `{ ...f0 } ${fragments.join(" ")}`;
}

it.each([
  [
    "too deep",
    "{ me { following { items { following { items { following { items { following { items { id } } } } } } } } } }",
    /\d+ levels deep; 8 are answered/,
  ],
  [
    "too large",
    "{ users(first: 100) { items { posts(first: 100) { items { id } } } } }",
    /could have \d+ fields; 2000/,
  ],
  [
    "too large by a fragment",
    "{ users(first: 100) { items { ...all } } } fragment all on User { posts(first: 50) { items { id } } }",
    /could have/,
  ],
  [
    "too large by a variable",
    "query ($n: Int) { users(first: $n) { items { posts(first: $n) { items { id } } } } }",
    /could have/,
  ],
  ["too large by fragments that use each other", doubling(60), /could have \d+ fields; 2000/],
  ["too long", `{ ${"__typename ".repeat(1_000)} }`, /more that 1000 tokens/],
])("refuses a question that is %s, before any of it is answered", async (_name, query, message) => {
  const { body } = await ask(query);

  expect(body.errors?.[0]?.message).toMatch(message);
  expect(body.data).toBeUndefined();
});

it("shows and changes profiles and pictures, which are uploaded over REST", async () => {
  const [face, view] = [await uploadPicture(app.url, ada, "profiles"), await uploadPicture(app.url, ada, "posts")];
  const { body } = await ask(`mutation {
    replaceProfile(bio: " Analyst ", location: "London", pictureKey: "${face}") { bio location pictureUrl }
    publishPost(body: "Look", pictureKey: "${view}") { pictureUrl author { profile { bio pictureUrl } } }
  }`);
  const tooLong = await ask(`mutation { replaceProfile(bio: "${"x".repeat(501)}", location: "") { bio } }`);
  const empty = await ask("{ me { profile { bio pictureUrl } } }", grace);

  const { replaceProfile: profile, publishPost: post } = body.data as {
    replaceProfile: { bio: string; pictureUrl: string };
    publishPost: { pictureUrl: string; author: { profile: unknown } };
  };
  expect(profile).toMatchObject({ bio: "Analyst", location: "London" });
  expect(post.author.profile).toEqual({ bio: "Analyst", pictureUrl: profile.pictureUrl });
  for (const url of [profile.pictureUrl, post.pictureUrl]) expect((await pictureAt(app.url, url)).status).toBe(200);
  expect(tooLong.body.errors?.[0]?.message).toMatch(/up to 500 characters/);
  expect(empty.body.data).toEqual({ me: { profile: { bio: "", pictureUrl: null } } });
});

it("makes a mutation once for one Idempotency-Key, and each of its things once", async () => {
  const query = 'mutation { one: publishPost(body: "One") { id } two: publishPost(body: "Two") { id } }';
  const headers = { "idempotency-key": "graphql-key-1" };
  const [first, again] = [
    await ada.post<Result>("/graphql", { query }, headers),
    await ada.post<Result>("/graphql", { query }, headers),
  ];
  const other = await ada.post("/graphql", { query: query.replace("One", "Three") }, headers);
  const { one, two } = first.body.data as { one: { id: string }; two: { id: string } };

  expect(one.id).not.toBe(two.id);
  expect(again.body).toEqual(first.body);
  expect(other.status).toBe(422);
});

it("reads a list of many posts and all of their authors", async () => {
  for (let index = 0; index < 5; index++) await ada.post("/posts", { body: `${index}` });

  const { body } = await ask("{ feed(first: 5) { items { author { handle } } } }");
  expect(body.data).toEqual({ feed: { items: Array.from({ length: 5 }, () => ({ author: { handle: "ada" } })) } });
});
