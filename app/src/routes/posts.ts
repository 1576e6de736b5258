import { Type } from "typebox";
import { requireCaller } from "../auth/caller.js";
import { originOf } from "../operations/trace.js";
import { cachedPosts, isAnswer } from "../posts/cachedPosts.js";
import { Feeds } from "../posts/feeds.js";
import { isBy } from "../posts/postId.js";
import { type Post, Posts } from "../posts/posts.js";
import { Problem } from "../problem.js";
import { tellPosition } from "../readYourWrites.js";
import type { Services } from "../services.js";
import { isId } from "../storage/id.js";
import type { App } from "../typedApp.js";
import { Uploads } from "../uploads/uploads.js";
import { ById, defaultPageSize, lines, nextPath, PageQuery, PostAnswer, PostsAnswer, signedIn } from "./schemas.js";
import { sendKept } from "./sendKept.js";

const tags = ["posts"];

/** What a caller sends to publish. */
const NewPost = Type.Object(
  {
    body: lines(2_000),
    pictureKey: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: "The key that the upload of a picture had." }),
    ),
  },
  { additionalProperties: false, examples: [{ body: "Hello, world." }] },
);

/** Posts as a resource: publish, read, delete. */
export function addPostRoutes(app: App, { databases, blobs, cache }: Services): void {
  const posts = new Posts(databases);
  const cached = cachedPosts({ databases, cache });
  const uploads = new Uploads(databases, blobs, "posts");
  const answerFrom = answersWith(uploads);
  const schema = {
    publish: {
      ...{ operationId: "publishPost", summary: "Publish a post.", tags, ...signedIn },
      ...{ body: NewPost, response: { 201: PostAnswer } },
    },
    read: {
      ...{ operationId: "readPost", summary: "Read a post.", tags },
      ...{ params: ById, response: { 200: PostAnswer } },
    },
    delete: {
      ...{ operationId: "deletePost", summary: "Delete a post of one's own.", tags, ...signedIn },
      ...{ params: ById, response: { 204: Type.Null() } },
    },
  };

  app.post("/posts", { schema: schema.publish, config: { idempotent: true } }, async (request, reply) => {
    const { userId: authorId } = requireCaller(request);
    const write = { creationId: request.creationId, origin: originOf(request) };
    const { body, pictureKey } = request.body;
    if (pictureKey !== undefined && !(await posts.wasCreated(authorId, write)))
      await uploads.check(pictureKey, authorId);
    const text = { authorId, body: body.trim() };
    const post = await posts.create(pictureKey === undefined ? text : { ...text, pictureKey }, write);
    await Promise.all([cached.forget(post.id), tellPosition(request, reply, databases, authorId)]);
    return reply
      .code(201)
      .header("location", `/posts/${post.id}`)
      .send(await answerFrom(post));
  });

  app.get("/posts/:id", { schema: schema.read }, async (request, reply) => {
    const { id } = request.params;
    if (!isId(id)) throw noPost();
    reply.header("cache-control", "no-cache");
    if (request.caller !== null && isBy(request.caller.userId, id)) {
      const post = await posts.find(id, request.reader);
      if (!post) throw noPost();
      return answerFrom(post);
    }
    const kept = await cached.findKept(id);
    if (kept === undefined) throw noPost();
    if (!isAnswer(kept.json)) return answerFrom(cached.revive(kept.json));
    return sendKept(reply, kept);
  });

  app.delete("/posts/:id", { schema: schema.delete, config: { refuses: [403] } }, async (request, reply) => {
    const { userId } = requireCaller(request);
    const { id } = request.params;
    const post = isId(id) ? await posts.find(id, request.reader) : undefined;
    if (!post) throw noPost();
    if (post.authorId !== userId) throw new Problem(403, "Only its author deletes a post.");
    if (!(await posts.delete(id, userId, { origin: originOf(request) }))) throw noPost();
    await cached.forget(id);
    await tellPosition(request, reply, databases, userId);
    return reply.code(204).send(null);
  });
}

/** Lists of posts: an author's, and the feed of whoever asks. */
export function addPostLists(app: App, { databases, blobs }: Services): void {
  const posts = new Posts(databases);
  const answerFrom = answersWith(new Uploads(databases, blobs, "posts"));
  const feeds = new Feeds(databases, posts);
  const schema = {
    by: {
      ...{ operationId: "listPostsOfUser", summary: "List a user's posts, newest first.", tags },
      ...{ params: ById, querystring: PageQuery, response: { 200: PostsAnswer } },
    },
    feed: {
      ...{
        operationId: "readFeed",
        summary: "List posts of those whom the caller follows, newest first.",
        tags,
        ...signedIn,
      },
      ...{ querystring: PageQuery, response: { 200: PostsAnswer } },
    },
  };

  app.get("/users/:id/posts", { schema: schema.by }, async (request, reply) => {
    const { id } = request.params;
    const { limit = defaultPageSize, after } = request.query;
    if (!isId(id)) throw new Problem(404, "There is no user with this id.");
    const { items, next } = await posts.by(id, limit, after, request.reader);
    const answer = {
      posts: await Promise.all(items.map(answerFrom)),
      next: nextPath(`/users/${id}/posts`, next, limit),
    };
    return reply.header("cache-control", "no-cache").send(answer);
  });

  app.get("/feed", { schema: schema.feed }, async (request, reply) => {
    const { userId } = requireCaller(request);
    const { limit = defaultPageSize, after } = request.query;
    const { items, next } = await feeds.of(userId, limit, after, request.reader);
    const answer = { posts: await Promise.all(items.map(answerFrom)), next: nextPath("/feed", next, limit) };
    return reply.header("cache-control", "private, no-cache").send(answer);
  });
}

function noPost(): Problem {
  return new Problem(404, "There is no post with this id.");
}

/** Posts as answers show them: the picture by a URL that is good for a while. */
function answersWith(uploads: Uploads): (post: Post) => Promise<PostAnswer> {
  return async ({ id, authorId, body, pictureKey, createdAt }) => {
    const pictureUrl = pictureKey === null ? null : await uploads.url(pictureKey);
    return { id, authorId, body, createdAt: createdAt.toISOString(), pictureUrl };
  };
}
