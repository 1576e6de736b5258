import { once } from "node:events";
import { WebSocket } from "ws";
import type { RunningApp } from "./startApp";

/** A connection that has said nothing yet. */
export function open(app: RunningApp, { origin }: { origin?: string } = {}): WebSocket {
  return new WebSocket(`${app.url.replace("http", "ws")}/live`, origin === undefined ? {} : { origin });
}

/** A connection to the live feed. */
export interface Live {
  readonly socket: WebSocket;
  /** What it was told first; undefined when it was refused. */
  readonly hello: unknown;
  /** The next message that is no heartbeat. */
  next(): Promise<unknown>;
}

/** Opens a connection and waits until it is told of what happens. */
export async function connect(app: RunningApp, hello: { token: string; after?: string }): Promise<Live> {
  const socket = open(app);
  const messages: unknown[] = [];
  const waiting: ((message: unknown) => void)[] = [];
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as { readonly type: string };
    if (message.type === "heartbeat") return;
    const waiter = waiting.shift();
    if (waiter) waiter(message);
    else messages.push(message);
  });
  socket.once("close", () => {
    for (const waiter of waiting) waiter(undefined);
  });
  const next = () =>
    messages.length > 0 ? Promise.resolve(messages.shift()) : new Promise<unknown>((resolve) => waiting.push(resolve));
  await once(socket, "open");
  socket.send(JSON.stringify({ type: "hello", ...hello }));
  return { socket, hello: await next(), next };
}
