import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { WebSocket } from "ws";
import { memoryMiB } from "./process-figures";
import { type Running, type Servers, somebody, startRole } from "./servers";

/** Opened before anything is read, so that code and heap of the first are not counted with the others. */
const FIRST = 500;
const MORE = 2_000;
const AT_A_TIME = 50;
/** Until what opening them left behind is collected. */
const SETTLE_MS = 10_000;

/** What an open connection to the live feed takes of the gateway's memory while nothing happens. */
export async function printWebSockets({ environment }: Servers, print: (line: string) => void): Promise<void> {
  const nobody = "http://127.0.0.1:9";
  const services = { AUTH_URL: nobody, USERS_URL: nobody, POSTS_URL: nobody };
  const gateway = await startRole("gateway", { ...environment, ...services });
  const open: WebSocket[] = [];
  try {
    await openUpTo(FIRST, open, gateway);
    const before = await settledMiB(gateway);
    await openUpTo(FIRST + MORE, open, gateway);
    const each = ((await settledMiB(gateway)) - before) / MORE;
    print(`\nWebSockets: ${MORE} more of them, ${(each * 1_024).toFixed(1)} KiB of the gateway's memory each`);
  } finally {
    for (const socket of open) socket.terminate();
    await gateway.stop();
  }
}

async function openUpTo(count: number, open: WebSocket[], gateway: Running): Promise<void> {
  while (open.length < count) open.push(...(await Promise.all(Array.from({ length: AT_A_TIME }, () => live(gateway)))));
}

/** Somebody's connection that has been told that it is ready. */
async function live({ url }: Running): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/live`);
  await once(socket, "open");
  const token = somebody().signedIn().authorization?.replace("Bearer ", "");
  socket.send(JSON.stringify({ type: "hello", token }));
  await once(socket, "message");
  return socket;
}

async function settledMiB({ pid }: Running): Promise<number> {
  await sleep(SETTLE_MS);
  return memoryMiB(pid).now;
}
