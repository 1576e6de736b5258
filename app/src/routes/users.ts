import { Type } from "typebox";
import { Problem } from "../problem.js";
import type { Services } from "../services.js";
import { isId } from "../storage/id.js";
import { type User, Users } from "../storage/users.js";
import type { App } from "../typedApp.js";
import { cachedUsers } from "../users/cachedUsers.js";
import { ById, defaultPageSize, Next, nextPath, PageQuery, UserAnswer } from "./schemas.js";
import { sendKept } from "./sendKept.js";

const UsersAnswer = Type.Object({ users: Type.Array(UserAnswer), next: Next });

const tags = ["users"];

/** Users as a resource: read one, walk through them newest first. Whoever joins is created by `accounts.ts`. */
export function addUserRoutes(app: App, { databases, cache }: Services): void {
  const users = new Users(databases);
  const cached = cachedUsers({ databases, cache });

  const schema = {
    read: {
      ...{ operationId: "readUser", summary: "Read a user.", tags },
      ...{ params: ById, response: { 200: UserAnswer } },
    },
    list: {
      ...{ operationId: "listUsers", summary: "List users, newest first.", tags },
      ...{ querystring: PageQuery, response: { 200: UsersAnswer } },
    },
  };

  app.get("/users/:id", { schema: schema.read }, async (request, reply) => {
    const { id } = request.params;
    if (!isId(id)) throw noUser();
    reply.header("cache-control", "no-cache");
    if (id === request.caller?.userId) {
      const user = await users.find(id, request.reader);
      if (!user) throw noUser();
      return answerFrom(user);
    }
    // In the cache are the same properties as in an answer.
    const kept = await cached.findKept(id);
    if (!kept) throw noUser();
    return sendKept(reply, kept);
  });

  app.get("/users", { schema: schema.list }, async (request, reply) => {
    const { limit = defaultPageSize, after } = request.query;
    const page = await users.newest(limit, after);
    const next = nextPath("/users", page.next, limit);
    return reply.header("cache-control", "no-cache").send({ users: page.items.map(answerFrom), next });
  });
}

function noUser(): Problem {
  return new Problem(404, "There is no user with this id.");
}

function answerFrom({ id, handle, displayName, createdAt }: User) {
  return { id, handle, displayName, createdAt: createdAt.toISOString() };
}
