import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Messages, type Transport } from "./messages";
import { type RunningApp, runApp } from "./startApp";
import { until } from "./until";

jest.setTimeout(300_000);

/** Messages are hidden for three seconds at a time: a busy machine may keep a worker from saying that it is at it. */
const hiding = { QUEUE_VISIBILITY_SECONDS: "3" };

interface Done {
  readonly message: string;
  readonly type: string;
  readonly attempt: number;
  readonly milliseconds: number;
}

/** What a worker's log says of messages of one type that it is done with. */
function done(worker: RunningApp, type: string): readonly Done[] {
  const lines = worker.log().split("\n");
  const told = lines.filter((line) => line.endsWith("}") && line.includes('"message done"'));
  return told.map((line) => JSON.parse(line) as Done).filter((each) => each.type === type);
}

describe.each<Transport>(["SQS", "the outbox"])("messages by %s", (transport) => {
  let messages: Messages;
  let posts: RunningApp;
  let worker: RunningApp;

  beforeAll(async () => {
    messages = await Messages.start(transport);
    posts = await messages.run("posts");
    worker = await messages.run("worker", hiding);
  });

  afterAll(async () => {
    await Promise.all([posts.stop(), worker.stop()]);
    await messages.stop();
  });

  it("are sent when their transaction commits, and never when it is rolled back", async () => {
    const [author, reader] = [randomUUID(), randomUUID()];
    await messages.follow(reader, author);
    await messages.settled();
    const committed = await messages.post(author);
    const rolledBack = await messages.post(author, { commit: false });
    await messages.settled();

    expect(await messages.feed(reader)).toEqual([committed]);
    expect(worker.log()).not.toContain(rolledBack);
  });

  it("have their effect once, however often they come", async () => {
    const [author, reader] = [randomUUID(), randomUUID()];
    await messages.follow(reader, author);
    await messages.settled();
    const follow = { type: "follow.created", followerId: reader, followeeId: author } as const;
    await messages.write([], Array(5).fill(follow));
    const post = await messages.post(author, { copies: 5 });
    await messages.settled();

    expect(await messages.followers(author)).toEqual({ rows: 1, count: 1 });
    expect(await messages.feed(reader)).toEqual([post]);
  });

  it("may come in any order: what is there afterwards is how things stand", async () => {
    const [author, ...readers] = Array.from({ length: 9 }, () => randomUUID());
    const [old] = [await messages.post(author ?? "")];
    for (const reader of readers) {
      await messages.follow(reader, author ?? "");
      await messages.unfollow(reader, author ?? "");
      if (readers.indexOf(reader) % 2) await messages.follow(reader, author ?? "");
    }
    await messages.settled();

    expect(await messages.followers(author ?? "")).toEqual({ rows: 4, count: 4 });
    const feeds = await Promise.all(readers.map((reader) => messages.feed(reader)));
    expect(feeds).toEqual(readers.map((_, index) => (index % 2 ? [old] : [])));
  });

  it("take a deleted post out of every feed", async () => {
    const [author, reader] = [randomUUID(), randomUUID()];
    await messages.follow(reader, author);
    const post = await messages.post(author);
    await messages.settled();
    await messages.write(
      [`delete from posts where id = '${post}'`],
      [{ type: "post.deleted", postId: post, authorId: author }],
    );
    await messages.settled();

    expect(await messages.feed(reader)).toEqual([]);
  });

  /** The process of the database that has the only lock of its kind, or waits for it. */
  async function someone(state: "granted" | "not granted"): Promise<number> {
    const locks = `select pid from pg_locks where locktype = 'advisory' and ${state}`;
    const [lock] = await until(
      () => messages.sql<{ pid: number }>(locks),
      ({ length }) => length === 1,
    );
    return lock?.pid ?? 0;
  }

  it("stay with the worker that is still at it, for longer than they are hidden at a time", async () => {
    const [author, reader] = [randomUUID(), randomUUID()];
    const second = await messages.run("worker", hiding);
    // Whoever works on the message waits for this lock.
    const lock = `select pg_advisory_xact_lock(hashtextextended('${reader} ${author}', 0))`;
    const held = messages.write([lock, "select pg_sleep(600)"], []).catch(() => "ended");
    const holder = await someone("granted");
    await messages.follow(reader, author);
    await someone("not granted");
    await sleep(5_000);
    await messages.sql("select pg_terminate_backend($1)", [holder]);
    await held;
    await messages.settled();

    expect(await messages.followers(author)).toEqual({ rows: 1, count: 1 });
    // The log is written a moment after what it tells of, in order: what the worker does next shows that all is there.
    await second.stop();
    const published = done(worker, "post.created").length;
    await messages.post(author);
    await until(
      async () => done(worker, "post.created").length,
      (now) => now > published,
    );
    const all = [worker, second].flatMap((each) => done(each, "follow.created"));
    const slow = all.find(({ milliseconds }) => milliseconds > 3_000);
    expect(all.filter(({ message }) => message === slow?.message)).toMatchObject([{ attempt: 1 }]);
  });

  it("that cannot be read become dead letters and hold up nothing; redriven, they are tried again", async () => {
    const [author, reader] = [randomUUID(), randomUUID()];
    await messages.sql("insert into outbox (id, body) values ($1, 'poison')", [randomUUID()]);
    await messages.follow(reader, author);
    expect(await messages.settled()).toEqual({ open: 0, dead: 1 });
    expect(await messages.followers(author)).toEqual({ rows: 1, count: 1 });
    // A worker for which everything fails takes its messages slowly: one that goes well ends that.
    await messages.unfollow(reader, author);
    await messages.settled();

    // Nor does it bring the message back while others are still being moved.
    worker.signal("SIGSTOP");
    const redriven = await runApp({
      environment: messages.environment,
      program: join(__dirname, "../../app/src/redrive.ts"),
    });
    worker.signal("SIGCONT");
    expect(redriven).toMatchObject({ code: 0, stdout: "1 message moved back to the queue.\n" });
    expect(await messages.settled()).toEqual({ open: 0, dead: 1 });
    // A line is written a moment after what it tells of.
    await until(
      async () => worker.log(),
      (log) => log.includes('"attempt":5,'),
    );
    expect(worker.log()).not.toContain('"attempt":6,');
  });
});
