/** Three handlers: one too slow, one that has begun its answer and never ends it, one quick; prints what callers saw. */
import { setTimeout as sleep } from "node:timers/promises";
import Fastify from "fastify";
import { handleError } from "../../../app/src/errorHandler.js";
import { limitTime } from "../../../app/src/operations/limitTime.js";

const app = Fastify();
app.setErrorHandler(handleError);
limitTime(app, 150);
app.get("/slow", async () => {
  await sleep(1_000);
  return "late";
});
app.get("/begun", (_request, reply) => {
  reply.raw.writeHead(200).write("the beginning");
});
app.get("/quick", async () => "in time");
const url = await app.listen({ host: "127.0.0.1", port: 0 });

const ask = async (path: string): Promise<string> => {
  try {
    const answer = await fetch(`${url}${path}`);
    return `${answer.status} ${await answer.text()}`;
  } catch {
    return "broken off";
  }
};
const [slow, begun, ...quick] = await Promise.all(["/slow", "/begun", "/quick", "/quick"].map(ask));
// Another request in the place of those that are done is given its own time.
const after = await ask("/quick");
await app.close();
process.stdout.write(JSON.stringify({ slow, begun, quick, after }));
