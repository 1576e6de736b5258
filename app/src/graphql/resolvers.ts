import { GraphQLError } from "graphql";
import { type Caller, requireCaller } from "../auth/caller.js";
import { Feeds } from "../posts/feeds.js";
import { Follows } from "../posts/follows.js";
import { type Post, Posts, type WriteContext } from "../posts/posts.js";
import type { Databases, ReaderPosition } from "../storage/databases.js";
import { isId } from "../storage/id.js";
import type { Page } from "../storage/page.js";
import { type User, Users } from "../storage/users.js";
import { mostItems } from "./limits.js";
import type { Loaders } from "./loaders.js";

/** What every resolver knows of the request. */
export interface GraphQLContext {
  readonly caller: Caller | null;
  readonly reader: ReaderPosition | undefined;
  readonly write: WriteContext;
  readonly loaders: Loaders;
}

interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** The roots of the schema over the same services as REST; what things have in common is in `graphQLObjects`. */
export function rootOf(databases: Databases) {
  const posts = new Posts(databases);
  const users = new Users(databases);
  const feeds = new Feeds(databases, posts);
  const follows = new Follows(databases);
  const objects = objectsOver(posts, follows);

  return {
    me: async (_: unknown, { caller, loaders }: GraphQLContext) =>
      objects.user(caller && (await loaders.user.load(caller.userId))),
    user: async (
      { id, handle }: { id?: string | null; handle?: string | null },
      { loaders, reader }: GraphQLContext,
    ) => {
      if ((id == null) === (handle == null)) throw new GraphQLError("Ask for a user by id or by handle.");
      return objects.user(
        id == null ? ((await users.findByHandle(handle ?? "", reader)) ?? null) : await loaders.user.load(id),
      );
    },
    users: async (page: PageArguments) => mapped(await users.newest(...within(page)), (user) => objects.user(user)),
    post: async ({ id }: { id: string }, { loaders }: GraphQLContext) => objects.post(await loaders.post.load(id)),
    feed: async (page: PageArguments, context: GraphQLContext) =>
      mapped(await feeds.of(requireCaller(context).userId, ...within(page), context.reader), objects.post),
    publishPost: async ({ body }: { body: string }, context: GraphQLContext) => {
      const text = body.trim();
      if (text === "" || [...text].length > 2_000) throw new GraphQLError("A post has 1 to 2,000 characters.");
      return objects.post(await posts.create({ authorId: requireCaller(context).userId, body: text }, context.write));
    },
    deletePost: async ({ id }: { id: string }, context: GraphQLContext) =>
      posts.delete(idIn(id), requireCaller(context).userId, context.write),
    follow: async ({ userId }: { userId: string }, context: GraphQLContext) =>
      follows.follow(requireCaller(context).userId, idIn(userId), context.write),
    unfollow: async ({ userId }: { userId: string }, context: GraphQLContext) =>
      follows.unfollow(requireCaller(context).userId, idIn(userId), context.write),
  };
}

/** Users and posts as the schema shows them: what needs another query is a function, asked only when it is wanted. */
function objectsOver(posts: Posts, follows: Follows) {
  const user = (found: User | null) =>
    found && {
      ...found,
      createdAt: found.createdAt.toISOString(),
      counts: (_: unknown, { loaders }: GraphQLContext) => loaders.counts.load(found.id),
      posts: async (page: PageArguments, { reader }: GraphQLContext) =>
        mapped(await posts.by(found.id, ...within(page), reader), post),
      following: async (page: PageArguments, context: GraphQLContext) =>
        people(await follows.followedBy(found.id, ...within(page), context.reader), context),
      followers: async (page: PageArguments, context: GraphQLContext) =>
        people(await follows.followersOf(found.id, ...within(page), context.reader), context),
    };
  const post = (found: Post | null): object | null =>
    found && {
      ...found,
      createdAt: found.createdAt.toISOString(),
      author: async (_: unknown, { loaders }: GraphQLContext) => user(await loaders.user.load(found.authorId)),
    };
  const people = async ({ items, next }: Page<string>, { loaders }: GraphQLContext) => {
    const found = await Promise.all(items.map((id) => loaders.user.load(id)));
    return { items: found.filter((each) => each !== null).map(user), next };
  };
  return { user, post };
}

function mapped<Item>({ items, next }: Page<Item>, show: (item: Item) => object | null) {
  return { items: items.map(show), next };
}

function within({ first, after }: PageArguments): [limit: number, after: string | undefined] {
  if (first < 1 || first > mostItems) throw new GraphQLError(`A page has 1 to ${mostItems} items, not ${first}.`);
  return [first, after == null ? undefined : idIn(after)];
}

function idIn(text: string): string {
  if (isId(text)) return text;
  throw new GraphQLError(`${JSON.stringify(text.slice(0, 50))} is no id.`);
}
