import websocket from "@fastify/websocket";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { Caller } from "../auth/caller.js";
import { accessTokenSeconds, TokenRefused, type Tokens } from "../auth/tokens.js";
import type { Backends } from "../gateway/backends.js";
import { type Origin, originOf } from "../operations/trace.js";
import { Problem } from "../problem.js";
import type { Services } from "../services.js";
import type { App } from "../typedApp.js";
import { closeCodes, LiveSocket } from "./liveSocket.js";
import { missedSince } from "./missed.js";
import { isOwnOrigin } from "./origin.js";
import { feedChannel } from "./pubSub.js";

/** Under the 60 s after which load balancers drop a connection on which nothing happens. */
const heartbeatSeconds = 25;
/** A page opens one connection per window. */
const connectionsPerUser = 10;
const helloMs = 5_000;
/** What clients send is short. */
const maxPayload = 8 * 1024;

const Hello = Type.Object({
  type: Type.Literal("hello"),
  token: Type.String({ maxLength: 4096 }),
  after: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])),
});

/**
 * The live feed, `GET /live`: browsers cannot put a token into the request of a WebSocket, so the first message shows it.
 * What happens is told by whatever process made it happen, through publish and subscribe, to whatever process holds the
 * connection.
 */
export function addLive(app: App, services: Services, backends: Backends, allowedOrigins: readonly string[]): void {
  const perUser = new Map<string, number>();
  void app.register(websocket, {
    options: {
      maxPayload,
      verifyClient: ({ req }: { req: Parameters<typeof isOwnOrigin>[0] }) => isOwnOrigin(req, allowedOrigins),
    },
  });
  void app.register((scope, _options, done) => {
    scope.route({
      method: "GET",
      url: "/live",
      handler: () => {
        throw new Problem(426, "This path speaks WebSocket.", { headers: { upgrade: "websocket" } });
      },
      wsHandler: (raw, request) => {
        const socket = new LiveSocket(raw);
        greet(socket, services.tokens)
          .then(
            (guest) => guest && serveFeed(socket, guest, { services, backends, perUser, origin: originOf(request) }),
          )
          .catch((error: unknown) => {
            request.log.error({ err: error }, "live connection failed");
            socket.close(1011);
          });
      },
    });
    done();
  });
}

interface Guest {
  readonly caller: Caller;
  /** Newest post that they have. */
  readonly after: string | undefined;
}

/** Who connected, by the token that they show; undefined when they show none that is good. */
async function greet(socket: LiveSocket, tokens: Tokens): Promise<Guest | undefined> {
  const text = await socket.hear(helloMs);
  if (text === undefined) {
    socket.close(closeCodes.silent);
    return undefined;
  }
  const hello = parse(text);
  try {
    if (Value.Check(Hello, hello))
      return { caller: await tokens.readAccess(hello.token), after: hello.after ?? undefined };
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
  }
  socket.close(closeCodes.tokenRefused);
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Serving {
  readonly services: Services;
  readonly backends: Backends;
  readonly perUser: Map<string, number>;
  readonly origin: Origin;
}

async function serveFeed(socket: LiveSocket, { caller, after }: Guest, serving: Serving): Promise<void> {
  const { services, backends, perUser, origin } = serving;
  const { userId } = caller;
  if (!enter(perUser, userId)) {
    socket.close(closeCodes.tooMany);
    return;
  }
  socket.onClose(() => leave(perUser, userId));
  const unsubscribe = await services.pubSub.subscribe(feedChannel(userId), (message) => socket.send(message));
  const heartbeat = setInterval(() => socket.beat(), heartbeatSeconds * 1000);
  // By then the token that was shown is no longer good: the client comes back with a new one.
  const end = setTimeout(() => socket.close(closeCodes.tokenRefused), accessTokenSeconds * 1000);
  socket.onClose(() => {
    clearInterval(heartbeat);
    clearTimeout(end);
    unsubscribe().catch(() => {});
  });
  socket.limitMessages();
  socket.send({ type: "ready", heartbeatSeconds });
  // After subscribing, so that nothing falls between what was missed and what comes.
  if (after !== undefined) {
    for (const message of await missedSince(backends, caller, { after, origin })) socket.send(message);
  }
}

/** Whether somebody may have one connection more. */
function enter(perUser: Map<string, number>, userId: string): boolean {
  const open = perUser.get(userId) ?? 0;
  if (open >= connectionsPerUser) return false;
  perUser.set(userId, open + 1);
  return true;
}

function leave(perUser: Map<string, number>, userId: string): void {
  const left = (perUser.get(userId) ?? 1) - 1;
  if (left > 0) perUser.set(userId, left);
  else perUser.delete(userId);
}
