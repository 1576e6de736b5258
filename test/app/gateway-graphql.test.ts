import { ask, post } from "./answer";
import { type BehindGateways, startBehindGateways } from "./behindGateways";
import { join as joinAs, type Person } from "./person";
import { until } from "./until";

let behind: BehindGateways;

beforeAll(async () => {
  behind = await startBehindGateways();
});

afterAll(() => behind.stop());

describe("questions in GraphQL behind the gateway", () => {
  interface Result {
    readonly data: {
      readonly publishPost?: { readonly id: string };
      readonly users?: { readonly items: readonly unknown[] };
    };
    readonly errors?: readonly { readonly message: string }[];
  }
  let lovelace: Person;
  let babbage: Person;
  const asked = (query: string, person = lovelace, headers = {}) => person.post<Result>("/graphql", { query }, headers);

  beforeAll(async () => {
    const { gateways } = behind;
    lovelace = await joinAs(gateways[0].url, "lovelace");
    babbage = await joinAs(gateways[1].url, "babbage");
    await joinAs(gateways[1].url, "ada");
  });

  it("are answered from all services, joined, and show at once what whoever asks has written", async () => {
    const published = await asked('mutation { publishPost(body: " Engine ") { id body author { handle } } }', babbage);
    const followed = await asked(`mutation { follow(userId: "${babbage.id}") }`);
    await asked('mutation { replaceProfile(bio: "Analyst", location: "London") { bio } }');
    const { body } = await asked(`{
      me { handle counts { following } profile { bio pictureUrl }
        following { items { handle posts(first: 1) { items { body author { handle } } } } } }
      user(handle: "babbage") { id }
    }`);

    expect(published.body).toMatchObject({
      data: { publishPost: { body: "Engine", author: { handle: "babbage" } } },
    });
    expect(followed.body).toEqual({ data: { follow: true } });
    const shown = { body: "Engine", author: { handle: "babbage" } };
    const me = { handle: "lovelace", counts: { following: 1 }, profile: { bio: "Analyst", pictureUrl: null } };
    expect(body).toEqual({
      data: {
        me: { ...me, following: { items: [{ handle: "babbage", posts: { items: [shown] } }] } },
        user: { id: babbage.id },
      },
    });
  });

  it("ask a service once for all that they need of one kind", async () => {
    for (let index = 0; index < 4; index++) await babbage.post("/posts", { body: `${index}` });
    const headers = { "x-request-id": "one-question" };
    const { body } = await asked(
      "{ users(first: 3) { items { counts { posts } profile { bio } } } }",
      babbage,
      headers,
    );
    const calls = () =>
      [behind.users, behind.posts].flatMap((app) =>
        app
          .log()
          .split("\n")
          .filter((line) => line.includes("one-question")),
      );
    await until(
      async () => calls().length,
      (count) => count >= 3,
    );

    expect(body.data.users?.items).toHaveLength(3);
    // The users, their counts, their profiles: not one for each of them.
    expect(calls()).toHaveLength(3);
  });

  it("are bound to who asks, in depth and cost, and by their keys, as anywhere", async () => {
    const mine = await asked('mutation { publishPost(body: "Mine") { id } }', babbage);
    const id = mine.body.data.publishPost?.id;
    const anonymous = await post<Result>(`${behind.gateways[0].url}/graphql`, { query: "{ feed { next } }" });
    const deep = `{ me ${"{ following { items ".repeat(4)}{ id }${" } }".repeat(4)} }`;
    const key = { "idempotency-key": "behind-the-gateway" };
    const twice = 'mutation { one: publishPost(body: "One") { id } two: publishPost(body: "Two") { id } }';
    const [first, again] = [await asked(twice, lovelace, key), await asked(twice, lovelace, key)];

    expect((await asked(`mutation { deletePost(id: "${id}") }`)).body.data).toEqual({ deletePost: false });
    expect(anonymous.body.errors?.[0]?.message).toMatch(/^Sign in first/);
    expect((await asked(deep)).body.errors?.[0]?.message).toMatch(/levels deep; 8 are answered/);
    expect(again.body).toEqual(first.body);
    expect((await asked(twice.replace("One", "Other"), lovelace, key)).status).toBe(422);
    expect((await ask<{ posts: number }>(`${behind.gateways[0].url}/users/${lovelace.id}/counts`)).body.posts).toBe(2);
  });

  it("have no other way to what the gateway asks the services for", async () => {
    const body = { ids: [lovelace.id] };
    expect((await lovelace.post("/graphql-calls/users", body)).status).toBe(404);
    expect((await post(`${behind.users.url}/graphql-calls/users`, body)).status).toBe(401);
  });
});
