import type { Databases } from "./databases.js";

/** Longest that a claim may wait for its user: the request that made it is long over by then. */
const unusedClaim = "10 minutes";

/**
 * The directory of handles: which user has which. Each handle lies on the shard of its own hash, so that it is unique
 * however many shards share the users.
 */
export class Handles {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  /** Gives a handle to a user who is about to be stored; false when somebody else has it. */
  async claim(handle: string, userId: string): Promise<boolean> {
    const directory = this.#databases.for(handle);
    const [claimed] = await directory.query(
      `insert into handles (handle, user_id) values ($1, $2)
       on conflict (handle) do update set claimed_at = handles.claimed_at where handles.user_id = excluded.user_id
       returning 1`,
      [handle, userId],
    );
    return claimed !== undefined || (await this.#takeOver(handle, userId));
  }

  /** Gives a handle back, when its user could not be stored. */
  async release(handle: string, userId: string): Promise<void> {
    await this.#databases.for(handle).query("delete from handles where handle = $1 and user_id = $2", [handle, userId]);
  }

  /** The id of the user with this handle. */
  async find(handle: string): Promise<string | undefined> {
    const [row] = await this.#databases
      .for(handle)
      .query<{ user_id: string }>("select user_id from handles where handle = $1", [handle]);
    return row?.user_id;
  }

  /** Takes a handle from a claim whose process died before it stored the user. */
  async #takeOver(handle: string, userId: string): Promise<boolean> {
    const directory = this.#databases.for(handle);
    const [stale] = await directory.query<{ user_id: string }>(
      `select user_id from handles where handle = $1 and claimed_at < now() - interval '${unusedClaim}'`,
      [handle],
    );
    if (!stale) return false;
    const [holder] = await this.#databases
      .for(stale.user_id)
      .query("select 1 from users where id = $1", [stale.user_id]);
    if (holder) return false;
    const [taken] = await directory.query(
      "update handles set user_id = $2, claimed_at = now() where handle = $1 and user_id = $3 returning 1",
      [handle, userId, stale.user_id],
    );
    return taken !== undefined;
  }
}
