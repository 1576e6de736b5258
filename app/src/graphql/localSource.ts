import type { FastifyRequest } from "fastify";
import { requireCaller } from "../auth/caller.js";
import { originOf } from "../operations/trace.js";
import { cachedPosts } from "../posts/cachedPosts.js";
import { UserCounts } from "../posts/counts.js";
import { Feeds } from "../posts/feeds.js";
import { Follows } from "../posts/follows.js";
import { type Post, Posts } from "../posts/posts.js";
import type { Services } from "../services.js";
import { isId } from "../storage/id.js";
import type { Page } from "../storage/page.js";
import { writePosition } from "../storage/readerPosition.js";
import { type User, Users } from "../storage/users.js";
import { Uploads } from "../uploads/uploads.js";
import { cachedProfiles } from "../users/cachedUsers.js";
import { emptyProfile, type ProfileDetails, Profiles } from "../users/profiles.js";
import type { PostSource, ShownPost, ShownProfile, ShownUser, Source, UserSource } from "./source.js";

type Stores = Pick<Services, "databases" | "blobs" | "cache">;

/** Answers from the databases of this process. */
export function localSource(stores: Stores): (request: FastifyRequest) => Source {
  return (request) => {
    let wrote = false;
    const written = () => {
      wrote = true;
    };
    const { databases } = stores;
    return {
      ...usersFrom(stores, request, written),
      ...postsFrom(stores, request, written),
      async readAfter() {
        const { caller, reader } = request;
        const position = wrote && caller ? await databases.positionAfter(caller.userId, reader) : undefined;
        return position && writePosition(position);
      },
    };
  };
}

function usersFrom(stores: Stores, request: FastifyRequest, written: () => void): UserSource {
  const { databases, blobs } = stores;
  const { reader } = request;
  const users = new Users(databases);
  const profiles = new Profiles(databases);
  const uploads = new Uploads(databases, blobs, "profiles");
  const shown = async ({ bio, location, pictureKey }: ProfileDetails): Promise<ShownProfile> => ({
    ...{ bio, location },
    pictureUrl: pictureKey === null ? null : await uploads.url(pictureKey),
  });
  return {
    users: async ({ ids }) => (await users.findMany(ids.filter(isId), reader)).map(shownUser),
    async userByHandle({ handle }) {
      const found = await users.findByHandle(handle, reader);
      return found ? shownUser(found) : null;
    },
    newestUsers: async ({ limit, after }) => mapped(await users.newest(limit, after), shownUser),
    async profiles({ ids }) {
      const found = await profiles.ofMany(ids.filter(isId), reader);
      return Promise.all(ids.map((id) => shown(found.get(id) ?? emptyProfile)));
    },
    async replaceProfile({ bio, location, pictureKey }) {
      const { userId } = requireCaller(request);
      const isNew = pictureKey != null && pictureKey !== (await profiles.now(userId)).pictureKey;
      if (isNew) await uploads.check(pictureKey, userId);
      const stored = await profiles.put(userId, { bio, location, pictureKey });
      if (!stored) return null;
      written();
      await cachedProfiles(stores).forget(userId);
      return shown(stored);
    },
  };
}

function postsFrom(stores: Stores, request: FastifyRequest, written: () => void): PostSource {
  const { databases, blobs } = stores;
  const { reader } = request;
  const posts = new Posts(databases);
  const counts = new UserCounts(databases);
  const feeds = new Feeds(databases, posts);
  const follows = new Follows(databases);
  const uploads = new Uploads(databases, blobs, "posts");
  const shown = async ({ id, authorId, body, pictureKey, createdAt }: Post): Promise<ShownPost> => ({
    ...{ id, authorId, body, createdAt: createdAt.toISOString() },
    pictureUrl: pictureKey === null ? null : await uploads.url(pictureKey),
  });
  const page = async ({ items, next }: Page<Post>) => ({
    items: await Promise.all(items.map(shown)),
    ...(next !== undefined && { next }),
  });
  const origin = originOf(request);
  const self = () => requireCaller(request).userId;
  return {
    posts: async ({ ids }) => Promise.all((await posts.findMany(ids.filter(isId), reader)).map(shown)),
    postsBy: async ({ id, limit, after }) => page(await posts.by(id, limit, after, reader)),
    feed: async ({ limit, after }) => page(await feeds.of(self(), limit, after, reader)),
    async counts({ ids }) {
      const found = await counts.ofMany(ids.filter(isId), reader);
      return ids.map((id) => found.get(id) ?? { posts: 0, following: 0, followers: 0 });
    },
    followedBy: ({ id, limit, after }) => follows.followedBy(id, limit, after, reader),
    followersOf: ({ id, limit, after }) => follows.followersOf(id, limit, after, reader),
    async publishPost({ body, pictureKey, creationId }) {
      const authorId = self();
      const write = { creationId, origin };
      if (pictureKey !== undefined && !(await posts.wasCreated(authorId, write)))
        await uploads.check(pictureKey, authorId);
      const post = await posts.create({ authorId, body, ...(pictureKey !== undefined && { pictureKey }) }, write);
      written();
      await cachedPosts(stores).forget(post.id);
      return shown(post);
    },
    async deletePost({ id }) {
      const deleted = await posts.delete(id, self(), { origin });
      written();
      await cachedPosts(stores).forget(id);
      return deleted;
    },
    async follow({ id }) {
      const changed = await follows.follow(self(), id, { origin });
      written();
      return changed;
    },
    async unfollow({ id }) {
      const changed = await follows.unfollow(self(), id, { origin });
      written();
      return changed;
    },
  };
}

function shownUser({ id, handle, displayName, createdAt }: User): ShownUser {
  return { id, handle, displayName, createdAt: createdAt.toISOString() };
}

function mapped<Item, Shown>({ items, next }: Page<Item>, show: (item: Item) => Shown): Page<Shown> {
  return { items: items.map(show), ...(next !== undefined && { next }) };
}
