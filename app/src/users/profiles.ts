import type { Queryable } from "../storage/database.js";
import type { Databases, ReaderPosition } from "../storage/databases.js";

/** What a user says about themselves, apart from the row that every answer needs. */
export interface ProfileDetails {
  readonly bio: string;
  readonly location: string;
  readonly pictureKey: string | null;
}

type ProfileRow = { bio: string; location: string; picture_key: string | null };

const empty: ProfileDetails = { bio: "", location: "", pictureKey: null };

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

  /** Replaces a profile; undefined when there is no such user. */
  async put(userId: string, { bio, location, pictureKey }: ProfileDetails): Promise<ProfileDetails | undefined> {
    const [row] = await this.#databases.for(userId).query<ProfileRow>(
      `insert into user_profiles (user_id, bio, location, picture_key) select id, $2, $3, $4 from users where id = $1
       on conflict (user_id) do update set bio = excluded.bio, location = excluded.location,
         picture_key = excluded.picture_key, updated_at = now()
       returning bio, location, picture_key`,
      [userId, bio, location, pictureKey],
    );
    return row && fromRow(row);
  }
}

async function read(database: Queryable, userId: string): Promise<ProfileDetails> {
  const [row] = await database.query<ProfileRow>(
    "select bio, location, picture_key from user_profiles where user_id = $1",
    [userId],
  );
  return row ? fromRow(row) : empty;
}

function fromRow({ bio, location, picture_key }: ProfileRow): ProfileDetails {
  return { bio, location, pictureKey: picture_key };
}
