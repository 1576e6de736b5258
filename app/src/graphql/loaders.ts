import DataLoader from "dataloader";
import { type Counts, UserCounts } from "../posts/counts.js";
import { type Post, Posts } from "../posts/posts.js";
import type { Databases, ReaderPosition } from "../storage/databases.js";
import { isId } from "../storage/id.js";
import { type User, Users } from "../storage/users.js";
import { emptyProfile, type ProfileDetails, Profiles } from "../users/profiles.js";

/** Gathers what one question asks for by id, so that each kind of thing is one query for each shard, whatever asked. */
export interface Loaders {
  readonly user: DataLoader<string, User | null>;
  readonly post: DataLoader<string, Post | null>;
  readonly counts: DataLoader<string, Counts | null>;
  readonly profile: DataLoader<string, ProfileDetails>;
}

/** Loaders for one request: they remember what they have read, so they never outlive it. */
export function loadersFor(databases: Databases, reader: ReaderPosition | undefined): Loaders {
  const users = new Users(databases);
  const posts = new Posts(databases);
  const counts = new UserCounts(databases);
  const profiles = new Profiles(databases);
  return {
    user: new DataLoader(async (ids) => inOrder(ids, await users.findMany(ids.filter(isId), reader))),
    post: new DataLoader(async (ids) => inOrder(ids, await posts.findMany(ids.filter(isId), reader))),
    counts: new DataLoader(async (ids) => {
      const found = await counts.ofMany(ids.filter(isId), reader);
      return ids.map((id) => found.get(id) ?? null);
    }),
    profile: new DataLoader(async (ids) => {
      const found = await profiles.ofMany(ids.filter(isId), reader);
      return ids.map((id) => found.get(id) ?? emptyProfile);
    }),
  };
}

function inOrder<Item extends { readonly id: string }>(ids: readonly string[], found: readonly Item[]) {
  const byId = new Map(found.map((item) => [item.id, item]));
  return ids.map((id) => byId.get(id) ?? null);
}
