import { type Static, Type } from "typebox";
import { type Caller, requireCaller } from "../auth/caller.js";
import { type Origin, originHeaders, originOf } from "../operations/trace.js";
import { Problem } from "../problem.js";
import { readAfterHeaders } from "../readYourWrites.js";
import { OutboundFailed } from "../resilience/outboundRequest.js";
import { ById, signedIn } from "../routes/schemas.js";
import type { ReaderPosition } from "../storage/databases.js";
import type { App } from "../typedApp.js";
import { type Backends, problemOf, type ServiceName } from "./backends.js";

const Part = Type.Union([Type.Record(Type.String(), Type.Unknown()), Type.Null()]);

const ProfileAnswer = Type.Object({
  user: Type.Record(Type.String(), Type.Unknown()),
  details: Part,
  counts: Part,
  posts: Part,
  unavailable: Type.Array(Type.String(), { description: "Services whose part is missing." }),
});

type ProfileAnswer = Static<typeof ProfileAnswer>;

const tags = ["profiles"];

/**
 * Everything that a user's page shows, in one request: the gateway asks the services side by side, and answers with what
 * it has when posts does not answer (API gateway aggregation).
 */
export function addProfileAggregation(app: App, backends: Backends): void {
  const own = {
    ...{ operationId: "readOwnProfilePage", summary: "Read all that one's own page shows.", tags, ...signedIn },
    response: { 200: ProfileAnswer },
  };
  const anyone = {
    ...{ operationId: "readProfilePage", summary: "Read all that a user's page shows.", tags },
    ...{ params: ById, response: { 200: ProfileAnswer } },
  };

  app.get("/profile", { schema: own, config: { refuses: [404] } }, async (request, reply) => {
    const caller = requireCaller(request);
    const asked = { backends, caller, origin: originOf(request), reader: request.reader };
    // Their token may outlive them: auth says whether they are still here.
    await required(asked, "auth", "/accounts/current");
    reply.header("cache-control", "private, no-cache");
    return gather(asked, caller.userId);
  });

  app.get("/profiles/:id", { schema: anyone }, async (request, reply) => {
    const { id } = request.params;
    if (!/^[0-9a-f-]{36}$/.test(id)) throw new Problem(404, "There is no user with this id.");
    reply.header("cache-control", "no-cache");
    const { caller, reader } = request;
    return gather({ backends, caller, origin: originOf(request), reader }, id);
  });
}

interface Asked {
  readonly backends: Backends;
  readonly caller: Caller | null;
  readonly origin: Origin;
  /** What the answer must show: its reader's own writes. */
  readonly reader: ReaderPosition | undefined;
}

type Json = Record<string, unknown>;

async function gather(asked: Asked, id: string): Promise<ProfileAnswer> {
  const path = `/users/${id}`;
  const [user, details, counts, posts] = await Promise.all([
    required(asked, "users", path),
    optional(asked, "users", `${path}/profile`),
    optional(asked, "posts", `${path}/counts`),
    optional(asked, "posts", `${path}/posts?limit=20`),
  ]);
  const unavailable = [...(details ? [] : ["users"]), ...(counts && posts ? [] : ["posts"])];
  return { user, details, counts, posts, unavailable };
}

async function required(asked: Asked, service: ServiceName, path: string): Promise<Json> {
  try {
    const answer = await read(asked, service, path);
    if (answer) return answer;
  } catch (error) {
    throw problemOf(error);
  }
  throw new Problem(503, "A part of the service does not answer right now. Try again.", {
    headers: { "retry-after": "1" },
  });
}

/** Null when the service has no answer: the page shows the rest. */
async function optional(asked: Asked, service: ServiceName, path: string): Promise<Json | null> {
  try {
    return await read(asked, service, path);
  } catch (error) {
    if (error instanceof OutboundFailed || error instanceof Problem) return null;
    throw error;
  }
}

async function read(
  { backends, caller, origin, reader }: Asked,
  service: ServiceName,
  path: string,
): Promise<Json | null> {
  const headers = { accept: "application/json", ...originHeaders(origin), ...readAfterHeaders(reader) };
  const { statusCode, body } = await backends.ask(service, { method: "GET", path, headers }, caller);
  if (statusCode === 200) return JSON.parse(body.toString("utf8")) as Json;
  if (statusCode === 404) throw new Problem(404, "There is no user with this id.");
  return null;
}
