/** Asks a server on loopback that misbehaves in turn, and prints what came of it as JSON. */
import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Outbound } from "../../../app/src/resilience/outbound.js";
import { OutboundFailed, type OutboundRequest } from "../../../app/src/resilience/outboundRequest.js";

type Behaviour = "answer" | "unavailable" | "error" | "hang up" | "silence";

let behaviours: Behaviour[] = [];
let asked = 0;
const server = createServer((request, response) => {
  asked += 1;
  const behaviour = (behaviours.length > 1 ? behaviours.shift() : behaviours[0]) ?? "answer";
  if (behaviour === "hang up") request.socket.destroy();
  else if (behaviour !== "silence")
    response.writeHead({ answer: 200, unavailable: 503, error: 500 }[behaviour]).end(behaviour);
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address();
if (address === null || typeof address === "string") throw new Error("no port");
const url = `http://127.0.0.1:${address.port}/`;

const states: string[] = [];
const make = (timeoutMs = 10_000) =>
  new Outbound({
    name: "posts",
    timeoutMs,
    openMs: 300,
    onStateChange: (name, state) => states.push(`${name} ${state}`),
  });

async function ask(outbound: Outbound, request: Omit<OutboundRequest, "url">): Promise<number | string> {
  try {
    return (await outbound.send({ url, ...request })).statusCode;
  } catch (error) {
    if (error instanceof OutboundFailed) return error.failure;
    throw error;
  }
}

/** What one request comes to, and how often the server saw it, when the server behaves so in turn. */
async function once(turns: Behaviour[], request: Omit<OutboundRequest, "url">): Promise<string> {
  const outbound = make(turns.includes("silence") ? 200 : undefined);
  behaviours = turns;
  asked = 0;
  const outcome = await ask(outbound, request);
  await outbound.close();
  return `${outcome} after ${asked}`;
}

async function inTurn(count: number, outbound: Outbound): Promise<readonly (number | string)[]> {
  const outcomes: (number | string)[] = [];
  for (let index = 0; index < count; index++) outcomes.push(await ask(outbound, { method: "POST", body: "{}" }));
  return outcomes;
}

const get = { method: "GET" } as const;
const post = { method: "POST", body: "{}" } as const;
const keyed = { ...post, headers: { "Idempotency-Key": "one" } } as const;
const single = {
  readTwice: await once(["unavailable", "hang up", "answer"], get),
  readInVain: await once(["unavailable"], get),
  readError: await once(["error"], get),
  readSilence: await once(["silence"], get),
  write: await once(["unavailable"], post),
  writeHangUp: await once(["hang up", "answer"], post),
  writeWithKey: await once(["hang up", "answer"], keyed),
};

// Far more requests than the budget repeats: ten saved up, and a tenth of each.
const crowd = make();
behaviours = ["answer"];
for (let index = 0; index < 200; index++) await ask(crowd, get);
behaviours = ["unavailable"];
asked = 0;
await Promise.all(Array.from({ length: 80 }, () => ask(crowd, get)));
const crowdAsked = asked;
await crowd.close();

states.length = 0;
const breaking = make();
behaviours = ["error"];
asked = 0;
const untilOpen = await inTurn(8, breaking);
const askedWhileFailing = asked;
behaviours = ["answer"];
await sleep(400);
const afterwards = await inTurn(2, breaking);
await breaking.close();

const nobody = new Outbound({ name: "nobody" });
server.close();
server.closeAllConnections();
const unreachable = await ask(nobody, post);
await nobody.close();

const result = { single, crowdAsked, untilOpen, askedWhileFailing, afterwards, states, unreachable };
process.stdout.write(JSON.stringify(result));
