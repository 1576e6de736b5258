import { GraphQLError } from "graphql";
import type { TString } from "typebox";
import { Value } from "typebox/value";
import { type Caller, requireCaller } from "../auth/caller.js";
import { cachedPosts } from "../posts/cachedPosts.js";
import { Feeds } from "../posts/feeds.js";
import { Follows } from "../posts/follows.js";
import { type Post, Posts, type WriteContext } from "../posts/posts.js";
import { Bio, Location, lines } from "../routes/schemas.js";
import type { Services } from "../services.js";
import type { ReaderPosition } from "../storage/databases.js";
import { isId } from "../storage/id.js";
import type { Page } from "../storage/page.js";
import { type User, Users } from "../storage/users.js";
import { type UploadArea, Uploads } from "../uploads/uploads.js";
import { cachedProfiles } from "../users/cachedUsers.js";
import { type NewProfile, type ProfileDetails, Profiles } from "../users/profiles.js";
import { mostItems } from "./limits.js";
import type { Loaders } from "./loaders.js";

/** What every resolver knows of the request. */
export interface GraphQLContext {
  readonly caller: Caller | null;
  readonly reader: ReaderPosition | undefined;
  /** For the next thing that this request creates: the same in every attempt, another one for each thing. */
  readonly write: () => WriteContext;
  readonly loaders: Loaders;
}

interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** The roots of the schema over the same services as REST; what things have in common is in `graphQLObjects`. */
export function rootOf({ databases, blobs, cache }: Pick<Services, "databases" | "blobs" | "cache">) {
  const posts = new Posts(databases);
  const users = new Users(databases);
  const profiles = new Profiles(databases);
  const feeds = new Feeds(databases, posts);
  const follows = new Follows(databases);
  const uploads = {
    posts: new Uploads(databases, blobs, "posts"),
    profiles: new Uploads(databases, blobs, "profiles"),
  };
  const objects = objectsOver(posts, follows, uploads);

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
    publishPost: async (given: { body: string; pictureKey?: string | null }, context: GraphQLContext) => {
      const { userId: authorId } = requireCaller(context);
      const write = context.write();
      const pictureKey = given.pictureKey ?? undefined;
      const body = textIn(given.body, lines(2_000), "A post has 1 to 2,000 characters, and no control characters.");
      if (pictureKey !== undefined && !(await posts.wasCreated(authorId, write)))
        await uploads.posts.check(pictureKey, authorId);
      const post = await posts.create({ authorId, body, ...(pictureKey !== undefined && { pictureKey }) }, write);
      await cachedPosts({ cache, databases }).forget(post.id);
      return objects.post(post);
    },
    deletePost: async ({ id }: { id: string }, context: GraphQLContext) => {
      const deleted = await posts.delete(idIn(id), requireCaller(context).userId, context.write());
      await cachedPosts({ cache, databases }).forget(id);
      return deleted;
    },
    replaceProfile: async (given: NewProfile, context: GraphQLContext) => {
      const { userId } = requireCaller(context);
      const bio = textIn(given.bio, Bio, "What one says about oneself has up to 500 characters.");
      const location = textIn(given.location, Location, "A place has up to 80 characters, on one line.");
      const { pictureKey } = given;
      const isNew = pictureKey != null && pictureKey !== (await profiles.now(userId)).pictureKey;
      if (isNew) await uploads.profiles.check(pictureKey, userId);
      const stored = await profiles.put(userId, { bio, location, pictureKey });
      if (!stored) throw new GraphQLError("This user is gone.");
      await cachedProfiles({ cache, databases }).forget(userId);
      return objects.profile(stored);
    },
    follow: async ({ userId }: { userId: string }, context: GraphQLContext) =>
      follows.follow(requireCaller(context).userId, idIn(userId), context.write()),
    unfollow: async ({ userId }: { userId: string }, context: GraphQLContext) =>
      follows.unfollow(requireCaller(context).userId, idIn(userId), context.write()),
  };
}

/** Users and posts as the schema shows them: what needs another query is a function, asked only when it is wanted. */
function objectsOver(posts: Posts, follows: Follows, uploads: Readonly<Record<UploadArea, Uploads>>) {
  const user = (found: User | null) =>
    found && {
      ...found,
      createdAt: found.createdAt.toISOString(),
      counts: (_: unknown, { loaders }: GraphQLContext) => loaders.counts.load(found.id),
      profile: async (_: unknown, { loaders }: GraphQLContext) => profile(await loaders.profile.load(found.id)),
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
      pictureUrl: async () => (found.pictureKey === null ? null : uploads.posts.url(found.pictureKey)),
      author: async (_: unknown, { loaders }: GraphQLContext) => user(await loaders.user.load(found.authorId)),
    };
  const people = async ({ items, next }: Page<string>, { loaders }: GraphQLContext) => {
    const found = await Promise.all(items.map((id) => loaders.user.load(id)));
    return { items: found.filter((each) => each !== null).map(user), next };
  };
  const profile = ({ bio, location, pictureKey }: ProfileDetails) => ({
    ...{ bio, location },
    pictureUrl: async () => (pictureKey === null ? null : uploads.profiles.url(pictureKey)),
  });
  return { user, post, profile };
}

function mapped<Item>({ items, next }: Page<Item>, show: (item: Item) => object | null) {
  return { items: items.map(show), next };
}

function within({ first, after }: PageArguments): [limit: number, after: string | undefined] {
  if (first < 1 || first > mostItems) throw new GraphQLError(`A page has 1 to ${mostItems} items, not ${first}.`);
  return [first, after == null ? undefined : idIn(after)];
}

/** The same rules as over REST. */
function textIn(text: string, rule: TString, otherwise: string): string {
  if (Value.Check(rule, text)) return text.trim();
  throw new GraphQLError(otherwise);
}

function idIn(text: string): string {
  if (isId(text)) return text;
  throw new GraphQLError(`${JSON.stringify(text.slice(0, 50))} is no id.`);
}
