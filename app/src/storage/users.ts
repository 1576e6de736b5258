import type { Queryable } from "./database.js";
import type { Databases, ReaderPosition } from "./databases.js";
import { eachShard } from "./eachShard.js";
import { Handles } from "./handles.js";
import { newId } from "./id.js";
import { firstOf, type Page, startOfAll } from "./page.js";

/** A person as the app knows them. */
export interface User {
  readonly id: string;
  /** Unique, lower case, chosen by the person. */
  readonly handle: string;
  readonly displayName: string;
  readonly createdAt: Date;
}

/** Who joins. */
export interface NewUser {
  readonly handle: string;
  readonly displayName: string;
  /** @default a new one */
  readonly id?: string;
}

/** Stores more of a new user in the transaction that stores them. */
export type AlsoStore = (transaction: Queryable, userId: string) => Promise<void>;

type UserRow = { id: string; handle: string; display_name: string; created_at: Date };

const columns = "id, handle, display_name, created_at";

/** Users, each on the shard of their id. */
export class Users {
  readonly #databases: Databases;
  readonly #handles: Handles;

  constructor(databases: Databases) {
    this.#databases = databases;
    this.#handles = new Handles(databases);
  }

  /**
   * Stores a new user; undefined when the handle is taken. The handle and the user may be on two shards: the handle is
   * claimed first, so that no two users ever have the same, and given back when the user cannot be stored. Asked again
   * with the same id, gives who is there.
   */
  async create({ handle, displayName, id = newId() }: NewUser, alsoStore?: AlsoStore): Promise<User | undefined> {
    if (!(await this.#handles.claim(handle, id))) return undefined;
    try {
      return await this.#databases.for(id).transaction(async (transaction) => {
        const [row] = await transaction.query<UserRow>(
          `insert into users (id, handle, display_name) values ($1, $2, $3)
           on conflict (id) do nothing returning ${columns}`,
          [id, handle, displayName],
        );
        if (!row) return findOne(transaction, id);
        await alsoStore?.(transaction, id);
        return fromRow(row);
      });
    } catch (error) {
      await this.#giveBack(handle, id).catch(() => {});
      throw error;
    }
  }

  /**
   * Unless the user is there after all: an earlier attempt, or this one, whose answer was lost. Where that cannot be
   * found out, the claim may be taken over later.
   */
  async #giveBack(handle: string, id: string): Promise<void> {
    if (!(await this.findNow(id))) await this.#handles.release(handle, id);
  }

  /** The user with this id, if there is one. */
  async find(id: string, reader?: ReaderPosition): Promise<User | undefined> {
    return findOne(this.#databases.readFor(id, reader), id);
  }

  /** The same, of the primary: for what is kept in a cache. */
  async findNow(id: string): Promise<User | undefined> {
    return findOne(this.#databases.for(id), id);
  }

  /** The users with these ids, without those that are not there, in no order; each shard is asked once. */
  async findMany(ids: readonly string[], reader?: ReaderPosition): Promise<readonly User[]> {
    const found = await eachShard(this.#databases, ids, reader, (shard, itsIds) =>
      shard.query<UserRow>(`select ${columns} from users where id = any($1::uuid[])`, [itsIds]),
    );
    return found.map(fromRow);
  }

  /** The user with this handle, if there is one. */
  async findByHandle(handle: string, reader?: ReaderPosition): Promise<User | undefined> {
    const id = await this.#handles.find(handle);
    return id === undefined ? undefined : this.find(id, reader);
  }

  /** Up to `limit` users of all shards, newest first, older than `after`. Costs the same however deep the page is. */
  async newest(limit: number, after: string = startOfAll): Promise<Page<User>> {
    const shards = await Promise.all(
      this.#databases.all.map((database) =>
        database.query<UserRow>(`select ${columns} from users where id < $1 order by id desc limit $2`, [
          after,
          limit + 1,
        ]),
      ),
    );
    // While users are moved to another shard they are on both.
    const found = new Map(shards.flat().map((row) => [row.id, fromRow(row)]));
    return firstOf([...found.values()], limit, ({ id }) => id);
  }
}

async function findOne(database: Queryable, id: string): Promise<User | undefined> {
  const [row] = await database.query<UserRow>(`select ${columns} from users where id = $1`, [id]);
  return row && fromRow(row);
}

function fromRow(row: UserRow): User {
  return { id: row.id, handle: row.handle, displayName: row.display_name, createdAt: row.created_at };
}
