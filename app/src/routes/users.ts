import { Type } from "typebox";
import { Problem } from "../problem.js";
import type { Services } from "../services.js";
import { isUserId } from "../storage/userId.js";
import { type User, Users } from "../storage/users.js";
import type { App } from "../typedApp.js";

const UserAnswer = Type.Object({
  id: Type.String({ format: "uuid" }),
  handle: Type.String(),
  displayName: Type.String(),
  createdAt: Type.String({ format: "date-time" }),
});

const UserId = Type.Object({ id: Type.String() });

const defaultPageSize = 20;

const PageQuery = Type.Object(
  {
    after: Type.Optional(Type.String({ pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  { additionalProperties: false },
);

const PageAnswer = Type.Object({
  users: Type.Array(UserAnswer),
  /** Path of the next page; null on the last one. */
  next: Type.Union([Type.String(), Type.Null()]),
});

/** Users as a resource: read one, walk through them newest first. Whoever joins is created by `accounts.ts`. */
export function addUserRoutes(app: App, { databases }: Services): void {
  const users = new Users(databases);

  app.get("/users/:id", { schema: { params: UserId, response: { 200: UserAnswer } } }, async (request, reply) => {
    const { id } = request.params;
    const user = isUserId(id) ? await users.find(id) : undefined;
    if (!user) throw new Problem(404, "There is no user with this id.");
    return reply.header("cache-control", "no-cache").send(answerFrom(user));
  });

  app.get("/users", { schema: { querystring: PageQuery, response: { 200: PageAnswer } } }, async (request, reply) => {
    const { limit = defaultPageSize, after } = request.query;
    const page = await users.newest(limit, after);
    const next = page.next === undefined ? null : `/users?after=${page.next}&limit=${limit}`;
    return reply.header("cache-control", "no-cache").send({ users: page.items.map(answerFrom), next });
  });
}

function answerFrom({ id, handle, displayName, createdAt }: User) {
  return { id, handle, displayName, createdAt: createdAt.toISOString() };
}
