import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Messages } from "../app/messages";
import { until } from "../app/until";

jest.setTimeout(600_000);

const readers = 10;
const posts = 60;

/**
 * While people post, in turn: a poison message comes, a worker is killed in the middle of a message, and the queue falls
 * silent. What users would have seen is counted afterwards: each post in each feed once, none lost, none twice.
 */
it("loses and doubles no post while a worker dies, the queue falls silent and a poison message comes", async () => {
  const messages = await Messages.start("SQS");
  const [relay, doomed, survivor] = [
    await messages.run("posts"),
    await messages.run("worker"),
    await messages.run("worker"),
  ];
  try {
    const author = randomUUID();
    const followers = Array.from({ length: readers }, () => randomUUID());
    for (const follower of followers) await messages.follow(follower, author);
    await messages.settled();

    const made: string[] = [];
    for (let count = 0; count < posts; count++) {
      made.push(await messages.post(author));
      if (count === 10) await messages.sql("insert into outbox (id, body) values ($1, 'poison')", [randomUUID()]);
      if (count === 20) await killMidMessage(messages, doomed.signal);
      if (count === 40) messages.moto?.signal("SIGSTOP");
    }
    // What is committed while the queue is silent waits in the outbox.
    const waiting = await until(
      () => messages.sql("select 1 from outbox"),
      (rows) => rows.length > 0,
    );
    await sleep(1_000);
    messages.moto?.signal("SIGCONT");
    const { dead } = await messages.settled();

    const feeds = await Promise.all(followers.map((follower) => messages.feed(follower)));
    const lost = feeds.flatMap((feed) => made.filter((post) => !feed.includes(post)));
    const doubled = feeds.flatMap((feed) => feed.filter((post, index) => feed.indexOf(post) !== index));
    process.stdout.write(
      `drill messages: ${posts} posts to ${readers} feeds; lost ${lost.length}, doubled ${doubled.length}, dead letters ${dead}, at least ${waiting.length} waited for the queue\n`,
    );
    expect({ lost, doubled, dead }).toEqual({ lost: [], doubled: [], dead: 1 });
    expect(await messages.followers(author)).toEqual({ rows: readers, count: readers });
  } finally {
    await Promise.all([relay, survivor].map((app) => app.stop()));
    await messages.stop();
  }
});

/** Holds up the next message by the lock that its handler needs, and kills the worker that waits for it. */
async function killMidMessage(messages: Messages, signal: (name: NodeJS.Signals) => void): Promise<void> {
  const [follower, followee] = [randomUUID(), randomUUID()];
  const held = messages.write(
    [`select pg_advisory_xact_lock(hashtextextended('${follower} ${followee}', 0))`, "select pg_sleep(3)"],
    [],
  );
  for (let index = 0; index < 8; index++) {
    await messages.write([], [{ type: "follow.deleted", followerId: follower, followeeId: followee }]);
  }
  await until(
    () => messages.sql("select 1 from pg_locks where locktype = 'advisory' and not granted"),
    (rows) => rows.length > 4,
  );
  signal("SIGKILL");
  await held;
}
