/**
 * The bare stack that the app is measured beside: Fastify with pg and with Redis, the same queries, answers of the same
 * shape, and nothing else: no log, no caller, no limits, no tags.
 */
import Fastify from "fastify";
import { Redis } from "ioredis";
import { Pool } from "pg";

type Row = { id: string; author_id: string; body: string; picture_key: string | null; created_at: Date };

const columns = "id, author_id, body, picture_key, created_at";
const text = { type: "string" };
const Post = {
  type: "object",
  properties: {
    ...{ id: text, authorId: text, body: text, pictureUrl: { type: ["string", "null"] }, createdAt: text },
  },
};
const Posts = { type: "object", properties: { posts: { type: "array", items: Post } } };

const pool = new Pool({ connectionString: process.env.DATABASE_URL ?? "", max: 10 });
const redis = new Redis(process.env.REDIS_URL ?? "", { enableAutoPipelining: true });
const app = Fastify();

app.get<{ Params: { id: string } }>(
  "/cached/:id",
  { schema: { response: { 200: Post } } },
  async ({ params }, reply) => {
    const value = await redis.get(`bare:${params.id}`);
    return value === null ? reply.code(404).send() : JSON.parse(value);
  },
);

app.get<{ Params: { id: string } }>("/posts/:id", { schema: { response: { 200: Post } } }, async ({ params }) => {
  const { rows } = await pool.query<Row>(`select ${columns} from posts where id = $1`, [params.id]);
  return rows.map(answerFrom)[0];
});

app.get<{ Params: { id: string } }>("/by/:id", { schema: { response: { 200: Posts } } }, async ({ params }) => {
  const { rows } = await pool.query<Row>(
    `select ${columns} from posts where author_id = $1 order by id desc limit 21`,
    [params.id],
  );
  return { posts: rows.slice(0, 20).map(answerFrom) };
});

app.get<{ Params: { id: string } }>("/feed/:id", { schema: { response: { 200: Posts } } }, async ({ params }) => {
  const { rows: entries } = await pool.query<{ post_id: string }>(
    "select post_id from feed_entries where owner_id = $1 order by post_id desc limit 21",
    [params.id],
  );
  const { rows } = await pool.query<Row>(`select ${columns} from posts where id = any($1::uuid[])`, [
    entries.slice(0, 20).map(({ post_id }) => post_id),
  ]);
  return { posts: rows.map(answerFrom) };
});

app.post<{ Body: { authorId: string; body: string } }>(
  "/posts",
  { schema: { response: { 201: Post } } },
  async ({ body }, reply) => {
    const { rows } = await pool.query<Row>(
      `insert into posts (id, author_id, body) values (gen_random_uuid(), $1, $2) returning ${columns}`,
      [body.authorId, body.body],
    );
    return reply.code(201).send(rows.map(answerFrom)[0]);
  },
);

function answerFrom({ id, author_id: authorId, body, picture_key: pictureUrl, created_at }: Row) {
  return { id, authorId, body, pictureUrl, createdAt: created_at.toISOString() };
}

void app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
