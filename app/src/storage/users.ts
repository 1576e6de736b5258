import type { Database } from "./database.js";
import { newUserId } from "./userId.js";

/** A person as the app knows them. */
export interface User {
  readonly id: string;
  /** Unique, lower case, chosen by the person. */
  readonly handle: string;
  readonly displayName: string;
  readonly createdAt: Date;
}

/** One page of users, newest first. */
export interface UserPage {
  readonly users: readonly User[];
  /** Id to ask for the next page with; absent on the last one. */
  readonly next?: string;
}

type UserRow = { id: string; handle: string; display_name: string; created_at: Date };

const columns = "id, handle, display_name, created_at";

/** Sorts after every version 7 id, so that the first page needs no statement of its own. */
const afterEveryId = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Users in the database. */
export class Users {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Stores a new user; undefined when the handle is taken. */
  async create(handle: string, displayName: string): Promise<User | undefined> {
    const [row] = await this.#database.query<UserRow>(
      `insert into users (id, handle, display_name) values ($1, $2, $3) on conflict (handle) do nothing returning ${columns}`,
      [newUserId(), handle, displayName],
    );
    return row && fromRow(row);
  }

  /** The user with this id, if there is one. */
  async find(id: string): Promise<User | undefined> {
    const [row] = await this.#database.query<UserRow>(`select ${columns} from users where id = $1`, [id]);
    return row && fromRow(row);
  }

  /** Up to `limit` users, newest first, older than the user `after`. Costs the same however deep the page is. */
  async newest(limit: number, after: string = afterEveryId): Promise<UserPage> {
    const rows = await this.#database.query<UserRow>(
      `select ${columns} from users where id < $1 order by id desc limit $2`,
      [after, limit + 1],
    );
    const users = rows.slice(0, limit).map(fromRow);
    const last = users.at(-1);
    return rows.length > limit && last ? { users, next: last.id } : { users };
  }
}

function fromRow(row: UserRow): User {
  return { id: row.id, handle: row.handle, displayName: row.display_name, createdAt: row.created_at };
}
