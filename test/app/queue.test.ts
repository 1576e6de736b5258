import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Messages, type Transport } from "./messages";
import { type RunningApp, runApp } from "./startApp";

jest.setTimeout(300_000);

describe.each<Transport>(["SQS", "the outbox"])("messages by %s", (transport) => {
  let messages: Messages;
  let posts: RunningApp;
  let worker: RunningApp;

  beforeAll(async () => {
    messages = await Messages.start(transport);
    posts = await messages.run("posts");
    worker = await messages.run("worker");
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

  it("stay with the worker that is still at it, for longer than they are hidden at a time", async () => {
    const [author, reader] = [randomUUID(), randomUUID()];
    const second = await messages.run("worker");
    // Whoever works on the message waits for this lock.
    const lock = `select pg_advisory_xact_lock(hashtextextended('${reader} ${author}', 0)), pg_sleep(7)`;
    const held = messages.write([lock], []);
    await messages.follow(reader, author);
    await held;
    await messages.settled();

    const done = [...worker.log().split("\n"), ...second.log().split("\n")].filter((line) =>
      line.includes("message done"),
    );
    const slow = done.map((line) => JSON.parse(line)).filter(({ milliseconds }) => milliseconds > 3_000);
    expect(slow).toMatchObject([{ attempt: 1, type: "follow.created" }]);
    expect(await messages.followers(author)).toEqual({ rows: 1, count: 1 });
    await second.stop();
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
    const last = worker
      .log()
      .split("\n")
      .filter((line) => line.includes('"attempt":5,'));
    expect(last.length).toBeGreaterThan(0);
    expect(worker.log()).not.toContain('"attempt":6,');
  });
});
