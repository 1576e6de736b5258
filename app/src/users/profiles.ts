import type { Queryable } from "../storage/database.js";
import type { Databases, ReaderPosition } from "../storage/databases.js";
import { eachShard } from "../storage/eachShard.js";
import { discardUpload, useUpload } from "../uploads/uploads.js";

/** What a user says about themselves, apart from the row that every answer needs. */
export interface ProfileDetails {
  readonly bio: string;
  readonly location: string;
  readonly pictureKey: string | null;
}

/** What replaces a profile. */
export interface NewProfile extends Pick<ProfileDetails, "bio" | "location"> {
  /** Key of an upload; null for no picture, undefined for the one that is there. */
  readonly pictureKey?: string | null | undefined;
}

type ProfileRow = { bio: string; location: string; picture_key: string | null };

/** Of one who has not written any. */
export const emptyProfile: ProfileDetails = { bio: "", location: "", pictureKey: null };

/** Profiles, each on the shard of its user. */
export class Profiles {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  /** The profile of a user, empty for one who has not written any. */
  async of(userId: string, reader?: ReaderPosition): Promise<ProfileDetails> {
    return read(this.#databases.readFor(userId, reader), userId);
  }

  /** The same, of the primary: for what is kept in a cache. */
  async now(userId: string): Promise<ProfileDetails> {
    return read(this.#databases.for(userId), userId);
  }

  /** The profiles of these users by their ids, without the empty ones; each shard is asked once. */
  async ofMany(userIds: readonly string[], reader?: ReaderPosition): Promise<ReadonlyMap<string, ProfileDetails>> {
    const found = await eachShard(this.#databases, userIds, reader, (shard, itsIds) =>
      shard.query<ProfileRow & { user_id: string }>(
        "select user_id, bio, location, picture_key from user_profiles where user_id = any($1::uuid[])",
        [itsIds],
      ),
    );
    return new Map(found.map((row) => [row.user_id, fromRow(row)]));
  }

  /**
   * Replaces a profile; undefined when there is no such user. A picture that is new is used up, and one that is not shown
   * any more let go, in the same transaction. One that is left out stays.
   */
  put(userId: string, { bio, location, pictureKey }: NewProfile): Promise<ProfileDetails | undefined> {
    return this.#databases.for(userId).transaction(async (transaction) => {
      // Held until the end, so that of two changes at once each sees the picture that it takes away.
      const [user] = await transaction.query("select 1 from users where id = $1 for no key update", [userId]);
      if (!user) return undefined;
      const { pictureKey: before } = await read(transaction, userId);
      const after = pictureKey === undefined ? before : pictureKey;
      if (after !== before && after !== null) await useUpload(transaction, after, userId);
      if (after !== before && before !== null) await discardUpload(transaction, before, userId);
      const [row] = await transaction.query<ProfileRow>(
        `insert into user_profiles (user_id, bio, location, picture_key) values ($1, $2, $3, $4)
         on conflict (user_id) do update set bio = excluded.bio, location = excluded.location,
           picture_key = excluded.picture_key, updated_at = now()
         returning bio, location, picture_key`,
        [userId, bio, location, after],
      );
      return row && fromRow(row);
    });
  }
}

async function read(database: Queryable, userId: string): Promise<ProfileDetails> {
  const [row] = await database.query<ProfileRow>(
    "select bio, location, picture_key from user_profiles where user_id = $1",
    [userId],
  );
  return row ? fromRow(row) : emptyProfile;
}

function fromRow({ bio, location, picture_key }: ProfileRow): ProfileDetails {
  return { bio, location, pictureKey: picture_key };
}
