import { ask, type PostBody } from "../../app/answer";
import type { Call } from "./load";
import { type Person, type Running, type Servers, somebody, startBare, startRole } from "./servers";

/** One side of a comparison: requests that are made in turn, and the process whose CPU time they take. */
export interface Side {
  readonly process: Running;
  calls(): readonly Call[];
}

/** A route of the app beside what it is measured by. */
export interface Comparison {
  readonly name: string;
  /** Least requests of the app for one beside it; undefined where no goal is set. */
  readonly goal?: number;
  readonly beside: Side;
  readonly app: Side;
  /** Whether its slowest answers are compared at a fixed rate. */
  readonly isTimed?: boolean;
}

/** Everything that is measured, running. */
export interface Bench {
  readonly comparisons: readonly Comparison[];
  readonly roles: Readonly<Record<string, Running>>;
  stop(): Promise<void>;
}

/** As many that write as there are connections, so that nobody waits for the row that counts another's posts. */
const AUTHORS = 64;
const FOLLOWERS = 10;
const POSTS = 40;
const OTHER_POSTS = 100_000;
const BODY = "What the analytical engine weaves: algebraic patterns, as the loom weaves flowers and leaves.";

export async function startBench(servers: Servers): Promise<Bench> {
  const { environment } = servers;
  const posts = await startRole("posts", environment);
  const gateway = await startRole("gateway", {
    ...environment,
    ...{ AUTH_URL: posts.url, USERS_URL: posts.url, POSTS_URL: posts.url },
  });
  const bare = await startBare(environment);
  const bareGateway = await startBare({ UPSTREAM: bare.url }, "bare-gateway.ts");
  const authors = Array.from({ length: AUTHORS }, somebody);
  const made = await fill(servers, posts, authors);
  return {
    comparisons: comparisonsOf({ posts, gateway, bare, bareGateway, authors, reader: somebody(), made }),
    roles: { posts, gateway },
    stop: async () => {
      await Promise.all([gateway, bareGateway, bare, posts].map((each) => each.stop()));
    },
  };
}

interface Parts {
  readonly posts: Running;
  readonly gateway: Running;
  readonly bare: Running;
  readonly bareGateway: Running;
  readonly authors: readonly Person[];
  readonly reader: Person;
  /** Posts of the first author. */
  readonly made: readonly PostBody[];
}

function comparisonsOf({ posts, gateway, bare, bareGateway, authors, reader, made }: Parts): readonly Comparison[] {
  const json = { "content-type": "application/json" };
  const [author = reader] = authors;
  const ofBare = (calls: Side["calls"]): Side => ({ process: bare, calls });
  const ofPosts = (calls: Side["calls"]): Side => ({ process: posts, calls });
  const eachPost = (base: string, headers: () => Call["headers"] = () => ({})): readonly Call[] => {
    const sent = headers() ?? {};
    return made.map(({ id }) => ({ url: `${base}/${id}`, headers: sent }));
  };
  const ofGateway = (calls: Side["calls"]): Side => ({ process: gateway, calls });
  const writes = (base: string, headersOf: (author: Person) => Call["headers"]): readonly Call[] =>
    authors.map((each) => ({
      ...{ url: `${base}/posts`, method: "POST", idempotent: true, body: JSON.stringify({ body: BODY }) },
      headers: { ...json, ...headersOf(each) },
    }));
  const cachedRead = ofPosts(() => eachPost(`${posts.url}/posts`, reader.headers));
  const keyRead = ofPosts(() => eachPost(`${posts.url}/posts`, author.headers));
  const write = ofPosts(() => writes(posts.url, ({ headers }) => headers()));
  return [
    {
      ...{ name: "cached read", goal: 0.8, isTimed: true, app: cachedRead },
      beside: ofBare(() => eachPost(`${bare.url}/cached`)),
    },
    {
      ...{ name: "primary-key read", goal: 0.75, isTimed: true, app: keyRead },
      beside: ofBare(() => eachPost(`${bare.url}/posts`)),
    },
    {
      name: "posts of an author",
      app: ofPosts(() => [{ url: `${posts.url}/users/${author.id}/posts`, headers: reader.headers() }]),
      beside: ofBare(() => [{ url: `${bare.url}/by/${author.id}` }]),
    },
    {
      name: "feed",
      app: ofPosts(() => [{ url: `${posts.url}/feed`, headers: author.headers() }]),
      beside: ofBare(() => [{ url: `${bare.url}/feed/${author.id}` }]),
    },
    {
      ...{ name: "write", goal: 0.4, app: write },
      beside: ofBare(() =>
        authors.map(({ id }) => ({
          ...{ url: `${bare.url}/posts`, method: "POST", headers: json },
          body: JSON.stringify({ authorId: id, body: BODY }),
        })),
      ),
    },
    {
      ...{ name: "hop: cached read", goal: 0.45, isTimed: true, beside: cachedRead },
      app: ofGateway(() => eachPost(`${gateway.url}/posts`)),
    },
    {
      ...{ name: "hop: key read", goal: 0.45, beside: keyRead },
      app: ofGateway(() => eachPost(`${gateway.url}/posts`, author.signedIn)),
    },
    {
      ...{ name: "hop: write", goal: 0.45, beside: write },
      app: ofGateway(() => writes(gateway.url, ({ signedIn }) => signedIn())),
    },
    {
      // What a hop takes by itself, on a machine where two processes share what one had.
      name: "bare hop",
      beside: ofBare(() => eachPost(`${bare.url}/cached`)),
      app: { process: bareGateway, calls: () => eachPost(`${bareGateway.url}/cached`) },
    },
  ];
}

/** Authors with followers among many other posts, posts of the first, and the values that the bare stack's cache holds. */
async function fill({ postgres, redis }: Servers, posts: Running, authors: readonly Person[]): Promise<PostBody[]> {
  postgres.sql(`insert into posts (id, author_id, body)
    select gen_random_uuid(), gen_random_uuid(), '${BODY}' from generate_series(1, ${OTHER_POSTS})`);
  const [author = somebody()] = authors;
  const pairs = authors.flatMap(({ id }) =>
    Array.from({ length: FOLLOWERS }, () => ({ follower: somebody().id, followee: id })),
  );
  postgres.sql(`insert into follows values ${pairs.map((each) => `('${each.follower}', '${each.followee}')`).join()};
    insert into followers values ${pairs.map((each) => `('${each.followee}', '${each.follower}')`).join()}`);
  const made: PostBody[] = [];
  for (let count = 0; count < POSTS; count++) {
    const { body } = await ask<PostBody>(`${posts.url}/posts`, {
      ...{ method: "POST", body: JSON.stringify({ body: BODY }) },
      headers: { "content-type": "application/json", ...author.headers() },
    });
    made.push(body);
  }
  postgres.sql("vacuum analyze");
  for (const post of made) await redis.set(`bare:${post.id}`, JSON.stringify(post));
  return made;
}
