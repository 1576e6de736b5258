/** The bare gateway: Fastify with undici before the bare stack, passing on what it answers, and nothing else. */
import Fastify from "fastify";
import { Pool } from "undici";

const pool = new Pool(process.env.UPSTREAM ?? "");
const app = Fastify();

app.get("/*", async ({ url }, reply) => {
  const { statusCode, headers, body } = await pool.request({ path: url, method: "GET" });
  return reply
    .code(statusCode)
    .header("content-type", headers["content-type"])
    .send(Buffer.from(await body.arrayBuffer()));
});

void app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
