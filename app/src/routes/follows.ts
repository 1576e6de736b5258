import { Type } from "typebox";
import { requireCaller } from "../auth/caller.js";
import { originOf } from "../operations/trace.js";
import { UserCounts } from "../posts/counts.js";
import { Follows } from "../posts/follows.js";
import { Problem } from "../problem.js";
import { tellPosition } from "../readYourWrites.js";
import type { Services } from "../services.js";
import { isId } from "../storage/id.js";
import type { App } from "../typedApp.js";
import { ById, defaultPageSize, Id, Next, nextPath, PageQuery, signedIn } from "./schemas.js";

const tags = ["follows"];

const UserIds = Type.Object({ userIds: Type.Array(Id), next: Next });
const CountsAnswer = Type.Object({
  posts: Type.Integer({ minimum: 0 }),
  following: Type.Integer({ minimum: 0 }),
  followers: Type.Integer({ minimum: 0 }),
});

/** Following, as a resource that is there or not: both ways may be repeated without harm. */
export function addFollowRoutes(app: App, { databases }: Services): void {
  const follows = new Follows(databases);
  const schema = (operationId: string, summary: string) => ({
    ...{ operationId, summary, tags, ...signedIn },
    ...{ params: ById, response: { 204: Type.Null() } },
  });

  app.put(
    "/follows/:id",
    { schema: schema("follow", "Follow a user."), config: { refuses: [422] } },
    async (request, reply) => {
      const { userId } = requireCaller(request);
      const followee = userIdIn(request.params);
      if (followee === userId) throw new Problem(422, "Nobody follows themselves.");
      await follows.follow(userId, followee, { origin: originOf(request) });
      await tellPosition(request, reply, databases, userId);
      return reply.code(204).send(null);
    },
  );

  app.delete("/follows/:id", { schema: schema("unfollow", "Stop following a user.") }, async (request, reply) => {
    const { userId } = requireCaller(request);
    await follows.unfollow(userId, userIdIn(request.params), { origin: originOf(request) });
    await tellPosition(request, reply, databases, userId);
    return reply.code(204).send(null);
  });
}

/** Who follows whom, and how many: what is shown on a user's page. */
export function addFollowLists(app: App, { databases }: Services): void {
  const follows = new Follows(databases);
  const counts = new UserCounts(databases);
  const list = (operationId: string, summary: string) => ({
    ...{ operationId, summary, tags },
    ...{ params: ById, querystring: PageQuery, response: { 200: UserIds } },
  });
  const counted = {
    ...{ operationId: "readCounts", summary: "Read how many posts, followers and followed a user has.", tags },
    ...{ params: ById, response: { 200: CountsAnswer } },
  };

  app.get("/users/:id/following", { schema: list("listFollowing", "List whom a user follows.") }, async (request) => {
    const id = userIdIn(request.params);
    const { limit = defaultPageSize, after } = request.query;
    const { items, next } = await follows.followedBy(id, limit, after, request.reader);
    return { userIds: [...items], next: nextPath(`/users/${id}/following`, next, limit) };
  });

  app.get("/users/:id/followers", { schema: list("listFollowers", "List who follows a user.") }, async (request) => {
    const id = userIdIn(request.params);
    const { limit = defaultPageSize, after } = request.query;
    const { items, next } = await follows.followersOf(id, limit, after, request.reader);
    return { userIds: [...items], next: nextPath(`/users/${id}/followers`, next, limit) };
  });

  app.get("/users/:id/counts", { schema: counted }, (request) =>
    counts.of(userIdIn(request.params), request.reader).then((found) => ({ ...found })),
  );
}

function userIdIn({ id }: { readonly id: string }): string {
  if (isId(id)) return id;
  throw new Problem(404, "There is no user with this id.");
}
