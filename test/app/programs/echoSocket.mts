/** What the app speaks WebSocket with, as a server that sends everything back. */
import websocket from "@fastify/websocket";
import Fastify from "fastify";

const app = Fastify();
await app.register(websocket, { options: { maxPayload: 1024 * 1024 } });
app.get("/", { websocket: true }, (socket) => {
  socket.on("message", (data: Buffer, isBinary: boolean) => socket.send(data, { binary: isBinary }));
  // A broken frame ends the connection, as the cases ask for.
  socket.on("error", () => {});
});
process.stderr.write(`Ready at ${await app.listen({ host: "127.0.0.1", port: 0 })}\n`);
