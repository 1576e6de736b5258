import type { Origin } from "../operations/trace.js";
import { Problem } from "../problem.js";
import { outboxRowOf, publish } from "../queue/outbox.js";
import type { Queryable } from "../storage/database.js";
import type { Databases, ReaderPosition } from "../storage/databases.js";
import { eachShard } from "../storage/eachShard.js";
import { firstOf, type Page, startOfAll } from "../storage/page.js";
import { discardUpload, useUpload } from "../uploads/uploads.js";
import { authorHashOf, postIdFrom } from "./postId.js";

/** Something that a user said. */
export interface Post {
  readonly id: string;
  readonly authorId: string;
  readonly body: string;
  /** Name of the picture in the blob store. */
  readonly pictureKey: string | null;
  readonly createdAt: Date;
}

/** What a new post says. */
export interface NewPost {
  readonly authorId: string;
  readonly body: string;
  readonly pictureKey?: string;
}

/** The request that a write comes from: what makes it repeatable, and traceable. */
export interface WriteContext {
  /** Same in every attempt of one request: what it creates is created once. */
  readonly creationId: string;
  readonly origin: Partial<Origin>;
}

type PostRow = { id: string; author_id: string; body: string; picture_key: string | null; created_at: Date };

const columns = "id, author_id, body, picture_key, created_at";

/** A post, its author's count and own copy in their feed, and what the queue is told: all of it or nothing. */
const creation = `with stored as (
    insert into posts (id, author_id, body, picture_key) values ($1, $2, $3, $4)
    on conflict (id) do nothing returning ${columns}),
  counted as (
    insert into user_counts (user_id, posts) select author_id, 1 from stored
    on conflict (user_id) do update set posts = user_counts.posts + 1),
  shown as (
    insert into feed_entries (owner_id, post_id, author_id) select author_id, id, author_id from stored
    on conflict do nothing),
  told as (insert into outbox (id, body) select $5::uuid, $6 from stored)
  select ${columns} from stored`;

/** Posts, each on the shard of its author. */
export class Posts {
  readonly #databases: Databases;

  constructor(databases: Databases) {
    this.#databases = databases;
  }

  /**
   * Stores a post, its author's count, the author's own copy in their feed, and the event for everybody else's: all in
   * one transaction. Asked again with the same creation id, gives what is there.
   */
  create({ authorId, body, pictureKey }: NewPost, { creationId, origin }: WriteContext): Promise<Post> {
    const id = postIdFrom(creationId, authorId);
    const told = outboxRowOf({ type: "post.created", postId: id, authorId }, origin);
    const parameters = [id, authorId, body, pictureKey ?? null, told.id, told.body];
    const store = async (at: Queryable) => (await at.query<PostRow>(creation, parameters, "create-post"))[0];
    const database = this.#databases.for(authorId);
    // One statement is a transaction by itself, and three ways to the server less.
    if (pictureKey === undefined) return store(database).then((row) => fromRowOr(row, () => findOne(database, id)));
    return database.transaction(async (transaction) => {
      const row = await store(transaction);
      if (row) await useUpload(transaction, pictureKey, authorId);
      return fromRowOr(row, () => findOne(transaction, id));
    });
  }

  /** Whether an earlier attempt of this request has stored its post. */
  async wasCreated(authorId: string, { creationId }: Pick<WriteContext, "creationId">): Promise<boolean> {
    return (await findOne(this.#databases.for(authorId), postIdFrom(creationId, authorId))) !== undefined;
  }

  /** Deletes a post of this author; whether there was one. */
  delete(id: string, authorId: string, { origin }: Pick<WriteContext, "origin">): Promise<boolean> {
    return this.#databases.for(authorId).transaction(async (transaction) => {
      const [deleted] = await transaction.query<{ picture_key: string | null }>(
        `with gone as (delete from posts where id = $1 and author_id = $2 returning id, author_id, picture_key),
         counted as (update user_counts set posts = posts - 1 from gone where user_id = gone.author_id),
         hidden as (delete from feed_entries using gone where owner_id = gone.author_id and post_id = gone.id)
         select picture_key from gone`,
        [id, authorId],
      );
      if (deleted?.picture_key) await discardUpload(transaction, deleted.picture_key, authorId);
      if (deleted) await publish(transaction, { type: "post.deleted", postId: id, authorId }, origin);
      return deleted !== undefined;
    });
  }

  /** The post with this id, if there is one. */
  find(id: string, reader?: ReaderPosition): Promise<Post | undefined> {
    return findOne(this.#databases.readFor(authorHashOf(id), reader), id);
  }

  /** The same, of the primary: for what is kept in a cache. */
  findNow(id: string): Promise<Post | undefined> {
    return findOne(this.#databases.for(authorHashOf(id)), id);
  }

  /** The posts with these ids in the order of the ids, without those that are not there; each shard is asked once. */
  async findMany(ids: readonly string[], reader?: ReaderPosition): Promise<readonly Post[]> {
    const found = await eachShard(
      this.#databases,
      ids,
      reader,
      (shard, itsIds) => shard.query<PostRow>(`select ${columns} from posts where id = any($1::uuid[])`, [itsIds]),
      authorHashOf,
    );
    const byId = new Map(found.map((row) => [row.id, fromRow(row)]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  /** Up to `limit` posts of an author, newest first, older than `after`. */
  async by(authorId: string, limit: number, after = startOfAll, reader?: ReaderPosition): Promise<Page<Post>> {
    const rows = await this.#databases
      .readFor(authorId, reader)
      .query<PostRow>(`select ${columns} from posts where author_id = $1 and id < $2 order by id desc limit $3`, [
        authorId,
        after,
        limit + 1,
      ]);
    return firstOf(rows.map(fromRow), limit, ({ id }) => id);
  }
}

async function findOne(database: Queryable, id: string): Promise<Post | undefined> {
  const [row] = await database.query<PostRow>(`select ${columns} from posts where id = $1`, [id]);
  return row && fromRow(row);
}

/** The post that was stored now, or else in an earlier attempt of the request; that one may be deleted by now. */
async function fromRowOr(row: PostRow | undefined, earlier: () => Promise<Post | undefined>): Promise<Post> {
  const post = row ? fromRow(row) : await earlier();
  if (post) return post;
  throw new Problem(409, "This request has created its post before, and the post is deleted since.");
}

function fromRow(row: PostRow): Post {
  return {
    id: row.id,
    authorId: row.author_id,
    body: row.body,
    pictureKey: row.picture_key,
    createdAt: row.created_at,
  };
}
