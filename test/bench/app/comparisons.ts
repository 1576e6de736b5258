import { ask, type PostBody } from "../../app/answer";
import type { Call } from "./load";
import { type Person, type Running, type Servers, somebody, startBare, startRole } from "./servers";

/** A route of the app beside what it is measured by. */
export interface Comparison {
  readonly name: string;
  /** Least requests of the app for one beside it; undefined where no goal is set. */
  readonly goal?: number;
  readonly beside: () => Call;
  readonly app: () => Call;
  /** Process whose CPU time the route takes. */
  readonly process: Running;
  /** Whether its slowest answers are compared at a fixed rate. */
  readonly isTimed?: boolean;
}

/** Everything that is measured, running. */
export interface Bench {
  readonly comparisons: readonly Comparison[];
  readonly roles: Readonly<Record<string, Running>>;
  stop(): Promise<void>;
}

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
  const [author, reader] = [somebody(), somebody()];
  const post = await fill(servers, posts, author);
  return {
    comparisons: comparisonsOf({ posts, gateway, bare, author, reader, post }),
    roles: { posts, gateway },
    stop: async () => {
      await Promise.all([gateway, bare, posts].map((each) => each.stop()));
    },
  };
}

interface Parts {
  readonly posts: Running;
  readonly gateway: Running;
  readonly bare: Running;
  readonly author: Person;
  readonly reader: Person;
  readonly post: PostBody;
}

function comparisonsOf({ posts, gateway, bare, author, reader, post }: Parts): readonly Comparison[] {
  const json = { "content-type": "application/json" };
  const cached = () => ({ url: `${posts.url}/posts/${post.id}`, headers: reader.headers() });
  return [
    {
      ...{ name: "cached read", goal: 0.8, process: posts, isTimed: true, app: cached },
      beside: () => ({ url: `${bare.url}/cached/${post.id}` }),
    },
    {
      ...{ name: "primary-key read", goal: 0.75, process: posts, isTimed: true },
      app: () => ({ url: `${posts.url}/posts/${post.id}`, headers: author.headers() }),
      beside: () => ({ url: `${bare.url}/posts/${post.id}` }),
    },
    {
      ...{ name: "posts of an author", process: posts },
      app: () => ({ url: `${posts.url}/users/${author.id}/posts`, headers: reader.headers() }),
      beside: () => ({ url: `${bare.url}/by/${author.id}` }),
    },
    {
      ...{ name: "feed", process: posts },
      app: () => ({ url: `${posts.url}/feed`, headers: author.headers() }),
      beside: () => ({ url: `${bare.url}/feed/${author.id}` }),
    },
    {
      ...{ name: "write", goal: 0.4, process: posts },
      app: () => ({
        ...{ url: `${posts.url}/posts`, method: "POST", idempotent: true, body: JSON.stringify({ body: BODY }) },
        headers: { ...json, ...author.headers() },
      }),
      beside: () => ({
        ...{ url: `${bare.url}/posts`, method: "POST", headers: json },
        body: JSON.stringify({ authorId: reader.id, body: BODY }),
      }),
    },
    {
      ...{ name: "gateway hop", goal: 0.45, process: gateway, isTimed: true, beside: cached },
      app: () => ({ url: `${gateway.url}/posts/${post.id}` }),
    },
  ];
}

/** An author with posts and followers among many others, and the value that the bare stack's cache holds. */
async function fill({ postgres, redis }: Servers, posts: Running, author: Person): Promise<PostBody> {
  postgres.sql(`insert into posts (id, author_id, body)
    select gen_random_uuid(), gen_random_uuid(), '${BODY}' from generate_series(1, ${OTHER_POSTS})`);
  const followers = Array.from({ length: FOLLOWERS }, () => somebody().id);
  for (const follower of followers) {
    postgres.sql(`insert into follows values ('${follower}', '${author.id}');
      insert into followers values ('${author.id}', '${follower}')`);
  }
  const made: PostBody[] = [];
  for (let count = 0; count < POSTS; count++) {
    const { body } = await ask<PostBody>(`${posts.url}/posts`, {
      ...{ method: "POST", body: JSON.stringify({ body: BODY }) },
      headers: { "content-type": "application/json", ...author.headers() },
    });
    made.push(body);
  }
  postgres.sql("vacuum analyze");
  const [post] = made;
  if (!post) throw new Error("No post was made.");
  await redis.set(`bare:${post.id}`, JSON.stringify(post));
  return post;
}
