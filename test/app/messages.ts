import { randomUUID } from "node:crypto";
import { type MessageQueue, makeQueue } from "../servers/message-queue";
import { type MotoServer, startMoto } from "../servers/moto";
import { type PostgresServer, startPostgres } from "../servers/postgres";
import { type Program, startProgram } from "./program";
import { type RunningApp, startApp } from "./startApp";
import { until } from "./until";

type Row = Readonly<Record<string, unknown>>;

/** An event as the app publishes it. */
export type AppEvent =
  | { readonly type: "post.created" | "post.deleted"; readonly postId: string; readonly authorId: string }
  | { readonly type: "follow.created" | "follow.deleted"; readonly followerId: string; readonly followeeId: string };

/** Where the app sends its messages: to a queue of SQS, or nowhere else than the outbox. */
export type Transport = "SQS" | "the outbox";

/** The app on a real PostgreSQL, with its messages on a queue or in the outbox, and a hand in its database. */
export class Messages {
  private constructor(
    readonly environment: Readonly<Record<string, string>>,
    private readonly postgres: PostgresServer,
    private readonly database: Program,
    readonly queue: MessageQueue | undefined,
    readonly moto: MotoServer | undefined,
  ) {}

  /** Starts the servers and one process with every role but the worker's tables made. */
  static async start(transport: Transport): Promise<Messages> {
    const postgres = await startPostgres();
    const moto = transport === "SQS" ? await startMoto() : undefined;
    const queue = moto && (await makeQueue(moto.environment.AWS_ENDPOINT_URL ?? "", "tasks"));
    const databaseUrl = `postgres://app:${postgres.password}@127.0.0.1:${postgres.port}/postgres`;
    const environment = {
      DATABASE_URL: databaseUrl,
      SERVICE_SECRET: "s".repeat(32),
      TOKEN_SECRET: "t".repeat(32),
      QUEUE_VISIBILITY_SECONDS: "2",
      QUEUE_RETRY_SECONDS: "0",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      ...moto?.environment,
      ...(queue && { QUEUE_URL: queue.url }),
    };
    return new Messages(environment, postgres, await startProgram("posts.mts", environment), queue, moto);
  }

  /** One more process of a role. */
  run(role: "posts" | "worker" | "all", more: Readonly<Record<string, string>> = {}): Promise<RunningApp> {
    return startApp({ environment: { ...this.environment, APP_ROLE: role, ...more } });
  }

  sql<Shape extends Row = Row>(statement: string, parameters: readonly unknown[] = []): Promise<readonly Shape[]> {
    return this.database.call("sql", statement, parameters);
  }

  /** Statements and events in one transaction. */
  async write(statements: readonly string[], events: readonly AppEvent[], commit = true): Promise<void> {
    await this.database.call("write", statements, events, commit);
  }

  /** Begins to follow, as the app does: the truth on the follower's side, and the event. */
  follow(followerId: string, followeeId: string): Promise<void> {
    return this.write(
      [`insert into follows (follower_id, followee_id) values ('${followerId}', '${followeeId}')`],
      [{ type: "follow.created", followerId, followeeId }],
    );
  }

  unfollow(followerId: string, followeeId: string): Promise<void> {
    return this.write(
      [`delete from follows where follower_id = '${followerId}' and followee_id = '${followeeId}'`],
      [{ type: "follow.deleted", followerId, followeeId }],
    );
  }

  /** A new post, with as many copies of its event as are asked for; its id. */
  async post(authorId: string, { copies = 1, commit = true } = {}): Promise<string> {
    const postId = randomUUID();
    const event: AppEvent = { type: "post.created", postId, authorId };
    const statement = `insert into posts (id, author_id, body) values ('${postId}', '${authorId}', 'hello')`;
    await this.write([statement], Array<AppEvent>(copies).fill(event), commit);
    return postId;
  }

  async followers(userId: string): Promise<{ readonly rows: number; readonly count: number }> {
    const [row] = await this.sql<{ rows: number; count: number }>(
      `select (select count(*)::int from followers where followee_id = $1) as rows,
              coalesce((select followers from user_counts where user_id = $1), 0) as count`,
      [userId],
    );
    return row ?? { rows: 0, count: 0 };
  }

  async feed(ownerId: string): Promise<readonly string[]> {
    const rows = await this.sql<{ post_id: string }>("select post_id from feed_entries where owner_id = $1", [ownerId]);
    return rows.map(({ post_id }) => post_id);
  }

  /** Messages that are not done yet, dead ones apart. */
  async left(): Promise<{ readonly open: number; readonly dead: number }> {
    const [row] = await this.sql<{ open: number; dead: number }>(
      `select count(*) filter (where dead_at is null)::int as open,
              count(*) filter (where dead_at is not null)::int as dead from outbox`,
    );
    const { waiting, hidden, dead } = (await this.queue?.counts()) ?? { waiting: 0, hidden: 0, dead: 0 };
    return { open: (row?.open ?? 0) + waiting + hidden, dead: (row?.dead ?? 0) + dead };
  }

  /** Waits until every message is done or dead. */
  settled(): Promise<{ readonly open: number; readonly dead: number }> {
    return until(
      () => this.left(),
      ({ open }) => open === 0,
    );
  }

  async stop(): Promise<void> {
    await this.database.stop();
    this.queue?.close();
    await this.moto?.kill();
    this.postgres.stop();
  }
}
