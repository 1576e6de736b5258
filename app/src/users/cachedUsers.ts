import { CachedReads } from "../cache/cachedReads.js";
import type { Services } from "../services.js";
import { type User, Users } from "../storage/users.js";
import { type ProfileDetails, Profiles } from "./profiles.js";

/** Bounds what a process without Redis does not hear of: a change that another process made. */
const ttlSeconds = 30;

type Stores = Pick<Services, "cache" | "databases">;

type CachedUser = Omit<User, "createdAt"> & { readonly createdAt: string };

/** Users as everybody but themselves reads them. */
export function cachedUsers({ cache, databases }: Stores): CachedReads<User, CachedUser> {
  const users = new Users(databases);
  return new CachedReads<User, CachedUser>(cache, {
    prefix: "user:2",
    ttlSeconds,
    load: (id) => users.findNow(id),
    revive: (stored) => ({ ...stored, createdAt: new Date(stored.createdAt) }),
  });
}

/** Profiles as everybody but their owners reads them. */
export function cachedProfiles({ cache, databases }: Stores): CachedReads<ProfileDetails> {
  const profiles = new Profiles(databases);
  return new CachedReads(cache, {
    prefix: "profile:2",
    ttlSeconds,
    load: (id) => profiles.now(id),
    revive: (stored) => stored,
  });
}
