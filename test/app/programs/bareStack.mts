/**
 * What the app is measured against: Fastify with pg or ioredis, the same queries, and nothing else. No checks of input, no
 * log, no metrics, no signatures.
 */
import Fastify from "fastify";
import { Redis } from "ioredis";
import pg from "pg";

const { DATABASE_URL = "", REDIS_URL = "" } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
const redis = new Redis(REDIS_URL);
const app = Fastify();

type ById = { Params: { id: string } };

app.get<ById>("/cached/:id", async ({ params }, reply) =>
  reply.type("application/json").send(await redis.get(`bare:${params.id}`)),
);

app.get<ById>("/users/:id/counts", async ({ params }) => {
  const { rows } = await pool.query("select posts, following, followers from user_counts where user_id = $1", [
    params.id,
  ]);
  return rows[0];
});

app.get<ById>("/users/:id/posts", async ({ params }) => {
  const { rows } = await pool.query(
    "select id, author_id, body, picture_key, created_at from posts where author_id = $1 order by id desc limit 21",
    [params.id],
  );
  return { posts: rows };
});

app.post<{ Body: { author: string; body: string } }>("/posts", async ({ body }, reply) => {
  const { rows } = await pool.query(
    "insert into posts (id, author_id, body) values (gen_random_uuid(), $1, $2) returning id, author_id, body, created_at",
    [body.author, body.body],
  );
  return reply.code(201).send(rows[0]);
});

const url = await app.listen({ port: 0, host: "127.0.0.1" });
process.stderr.write(`Ready at ${url}\n`);
