import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { accessTokenOf } from "./accessToken";
import type { PostBody, ProblemBody } from "./answer";
import { join as joinAs, type Person } from "./person";
import { type Received, type Receiver, startReceiver } from "./receiver";
import { secrets } from "./secrets";
import { settledLog } from "./settledLog";
import { type RunningApp, runApp, startApp } from "./startApp";
import { until } from "./until";

interface WebhookBody {
  readonly id: string;
  readonly url: string;
  readonly enabled: boolean;
  readonly secret: string;
}
interface DeliveriesBody {
  readonly deliveries: readonly {
    readonly state: string;
    readonly attempts: number;
    readonly lastError: string | null;
  }[];
}

const moderationSecret = `whsec_${Buffer.from("m".repeat(32)).toString("base64")}`;
/** What endpoints answer, by path: in turn, the last one for ever. */
const scripts = new Map<string, number[]>([
  ["/flaky", [503, 500, 204]],
  ["/broken", [500]],
  ["/gone", [410]],
  ["/elsewhere", [307]],
]);
/** What moderation answers, by what a post says. */
const verdicts: Readonly<Record<string, readonly { status: number; body?: unknown }[]>> = {
  "to be removed": [{ status: 200, body: { verdict: "remove" } }],
  "judged at the third time": [{ status: 503 }, { status: 503 }, { status: 200, body: { verdict: "remove" } }],
  "judged later": [{ status: 200, body: { verdict: "later" } }],
};

let receiver: Receiver;
let app: RunningApp;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  receiver = await startReceiver(answer);
  app = await startApp({
    environment: {
      ...secrets,
      QUEUE_RETRY_SECONDS: "0",
      WEBHOOK_NETWORKS: "127.0.0.1/32",
      MODERATION_URL: `${receiver.url}/moderation`,
      MODERATION_WEBHOOK_SECRET: moderationSecret,
    },
  });
  [ada, bob] = [await joinAs(app.url, "ada"), await joinAs(app.url, "bob")];
});

afterAll(async () => {
  await app.stop();
  await receiver.stop();
});

function answer({ path, body }: Received): { status: number; body?: unknown } {
  if (path === "/moderation") {
    const script = verdicts[(JSON.parse(body) as { body: string }).body] ?? [
      { status: 200, body: { verdict: "allow" } },
    ];
    const before = receiver.at(path).filter((each) => each.body === body).length - 1;
    return script[Math.min(before, script.length - 1)] ?? { status: 500 };
  }
  const script = scripts.get(path) ?? [204];
  return { status: (script.length > 1 ? script.shift() : script[0]) ?? 500 };
}

const webhookAt = async (person: Person, path: string) =>
  (await person.post<WebhookBody>("/webhooks", { url: `${receiver.url}${path}` })).body;
const publish = async (person: Person, body: string) => (await person.post<PostBody>("/posts", { body })).body;
const arrived = (path: string, count = 1) =>
  until(
    async () => receiver.at(path),
    (all) => all.length >= count,
  );
const latest = async ({ id }: WebhookBody) =>
  (await ada.get<DeliveriesBody>(`/webhooks/${id}/deliveries`)).body.deliveries[0];
const settled = (webhook: WebhookBody, done: (delivery: DeliveriesBody["deliveries"][number]) => boolean) =>
  until(
    () => latest(webhook),
    (delivery) => delivery !== undefined && done(delivery),
  );

describe("webhooks out", () => {
  it("tell of what concerns their owner, signed so that the reference library verifies it", async () => {
    const { secret, id } = await webhookAt(ada, "/ada");
    const said = await publish(ada, "hello");
    await publish(bob, "not about ada");
    await bob.put(`/follows/${ada.id}`);
    const [first, second] = await arrived("/ada", 2);

    const verify = (received: Received | undefined, body = received?.body ?? "") =>
      new Webhook(secret).verify(body, received?.headers as Record<string, string>);
    expect([verify(first), verify(second)]).toEqual(
      expect.arrayContaining([
        { type: "post.created", timestamp: expect.any(String), data: { postId: said.id, authorId: ada.id } },
        { type: "follow.created", timestamp: expect.any(String), data: { followerId: bob.id, followeeId: ada.id } },
      ]),
    );
    expect(() => verify(first, first?.body.replace(ada.id, bob.id))).toThrow("No matching signature");
    expect(receiver.at("/ada")).toHaveLength(2);
    await ada.delete(`/webhooks/${id}`);
  });

  it("come again after a failure, as the same message, until they are taken", async () => {
    const webhook = await webhookAt(ada, "/flaky");
    await publish(ada, "again and again");
    const delivery = await settled(webhook, ({ state }) => state === "delivered");

    expect(delivery).toMatchObject({ attempts: 3, lastError: null });
    expect(new Set(receiver.at("/flaky").map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    await ada.delete(`/webhooks/${webhook.id}`);
  });

  it("leave an endpoint alone for a while that keeps failing, and no other one", async () => {
    const broken = await webhookAt(ada, "/broken");
    const sound = await webhookAt(ada, "/sound");
    await publish(ada, "to both");
    const delivery = await settled(broken, ({ lastError }) => /left alone/.test(lastError ?? ""));
    const asked = receiver.at("/broken").length;
    await publish(ada, "and again");
    await arrived("/sound", 2);

    expect(delivery?.state).toBe("waiting");
    expect(asked).toBeLessThan(9);
    await settled(broken, ({ lastError, attempts }) => attempts === 0 && lastError !== null);
    expect(receiver.at("/broken")).toHaveLength(asked);
    for (const { id } of [broken, sound]) await ada.delete(`/webhooks/${id}`);
  });

  it("end at an endpoint that says it is gone, until its owner switches it on again", async () => {
    const webhook = await webhookAt(ada, "/gone");
    await publish(ada, "to nobody");
    await settled(webhook, ({ lastError }) => /410/.test(lastError ?? ""));
    const off = await ada.get<WebhookBody>(`/webhooks/${webhook.id}`);
    const on = await ada.put<WebhookBody>(`/webhooks/${webhook.id}`, { url: `${receiver.url}/back`, enabled: true });

    expect([off.body.enabled, on.body.enabled]).toEqual([false, true]);
    await ada.delete(`/webhooks/${webhook.id}`);
  });

  it("end for an endpoint that is switched off with what it was still to be told", async () => {
    const off = "The endpoint is switched off.";
    const webhook = await webhookAt(ada, "/gone");
    const ended = async () => {
      await ada.put(`/webhooks/${webhook.id}`, { url: webhook.url, enabled: true });
      await Promise.all(Array.from({ length: 12 }, (_, index) => publish(ada, `number ${index}`)));
      const told = async () => (await ada.get<DeliveriesBody>(`/webhooks/${webhook.id}/deliveries`)).body.deliveries;
      const all = await until(told, (each) => each.length > 0 && each.every(({ state }) => state === "failed"));
      return all.map(({ lastError }) => lastError);
    };

    // Mostly the first time: those that come due while one of them hears that the endpoint is gone.
    expect(await until(ended, (errors) => errors.includes(off))).toContain(off);
    await ada.delete(`/webhooks/${webhook.id}`);
  });

  it("are not sent where an answer redirects to", async () => {
    const webhook = await webhookAt(ada, "/elsewhere");
    await publish(ada, "stays here");
    await settled(webhook, ({ lastError }) => lastError === "The answer was 307.");

    expect(receiver.at("/inside")).toEqual([]);
    await ada.delete(`/webhooks/${webhook.id}`);
  });

  it.each([
    ["an address of this machine", "http://127.0.0.2/", "leads to an address that is not public"],
    ["an address written as a number", "https://2130706434/", "leads to an address that is not public"],
    ["a private network", "https://10.1.2.3/", "leads to an address that is not public"],
    ["the metadata of a server", "http://169.254.169.254/latest", "leads to an address that is not public"],
    ["IPv6's loopback", "https://[::1]/", "leads to an address that is not public"],
    ["IPv4 within IPv6", "https://[::ffff:10.0.0.1]/", "leads to an address that is not public"],
    ["plain HTTP", "http://example.com/", "must begin with https://"],
    ["a password", "https://ada:secret@example.com/", "must have no user name and no password"],
    ["no URL", "example", "is not a URL"],
  ])("go to the public alone: not to %s", async (_name, url, detail) => {
    const { status, body } = await ada.post<ProblemBody>("/webhooks", { url });

    expect(status).toBe(422);
    expect(body.errors).toEqual([{ at: "/url", detail }]);
  });

  it("go to the very address that was checked, whatever a name leads to the next time (DNS rebinding)", async () => {
    const addresses = {
      private: ["192.168.1.1", "100.64.0.1", "fd00::1", "fe80::1", "64:ff9b::a00:1"],
      public: ["1.1.1.1", "2606:4700::1111"],
    };
    const { stdout } = await runApp({
      program: join(__dirname, "programs", "rebinding.mts"),
      args: [...addresses.private, ...addresses.public],
    });
    const { changing, both, webhook, asked, verdicts: verdictsOf, names } = JSON.parse(stdout);

    expect(changing).toEqual(["200", "EPRIVATE", "EPRIVATE"]);
    expect(both).toBe("200");
    expect(webhook).toEqual({ outcome: "failed", why: "The address is not public." });
    expect(asked).toEqual(["127.0.0.1", "127.0.0.1"]);
    expect(addresses.private.map((address) => verdictsOf[address])).toEqual(addresses.private.map(() => false));
    expect(addresses.public.map((address) => verdictsOf[address])).toEqual(addresses.public.map(() => true));
    // Names that can only be this machine's are not even taken, unless whoever runs the app lets them be asked.
    expect(names.refused).toEqual(names.local.map(() => "leads to an address that is not public"));
    expect(names.own).toEqual(names.local.map(() => null));
    expect(names.others).toBeUndefined();
  });

  it("are their owner's alone, ten at most, and show their secret once", async () => {
    const webhook = await webhookAt(ada, "/secret");
    const read = await ada.get(`/webhooks/${webhook.id}`);
    const list = await ada.get<{ webhooks: unknown[] }>("/webhooks");
    const replaced = await ada.post<{ secret: string }>(`/webhooks/${webhook.id}/secret`, {});
    const others = await Promise.all([
      bob.get(`/webhooks/${webhook.id}`),
      bob.put(`/webhooks/${webhook.id}`, { url: "https://example.com/", enabled: false }),
      bob.get(`/webhooks/${webhook.id}/deliveries`),
      bob.delete(`/webhooks/${webhook.id}`),
    ]);
    for (let count = list.body.webhooks.length; count < 10; count++) await webhookAt(ada, "/more");
    const eleventh = await ada.post("/webhooks", { url: `${receiver.url}/more` });

    expect(webhook.secret).toMatch(/^whsec_/);
    expect(JSON.stringify([read.body, list.body])).not.toContain("whsec_");
    expect(replaced.body.secret).not.toBe(webhook.secret);
    expect(others.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(eleventh.status).toBe(409);
    expect((await settledLog(app)).join("\n")).not.toContain(webhook.secret);
  });
});

describe("webhooks in", () => {
  const send = async (postId: string, sent: { id?: string; at?: Date; secret?: string; signedBody?: string } = {}) => {
    const { id = randomUUID(), at = new Date(), secret = moderationSecret } = sent;
    const body = JSON.stringify({ type: "post.moderated", data: { postId, verdict: "remove" } });
    const signature = new Webhook(secret).sign(id, at, sent.signedBody ?? body);
    const headers = {
      "content-type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
      "webhook-signature": signature,
    };
    return (await fetch(`${app.url}/moderation/verdicts`, { method: "POST", headers, body })).status;
  };
  const statusOf = async (postId: string) => (await bob.get(`/posts/${postId}`)).status;

  it("are done when the reference library has signed them: a verdict takes its post down", async () => {
    const { id } = await publish(ada, "judged later");
    expect(await statusOf(id)).toBe(200);
    expect(await send(id)).toBe(204);
    expect(await statusOf(id)).toBe(404);
  });

  it("are refused when they are of another sender, another body, or another time", async () => {
    const { id } = await publish(ada, "stays");
    const minutes = (count: number) => new Date(Date.now() + count * 60_000);
    const unsigned = await fetch(`${app.url}/moderation/verdicts`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });

    expect(await send(id, { secret: `whsec_${Buffer.from("x".repeat(32)).toString("base64")}` })).toBe(401);
    expect(await send(id, { signedBody: "{}" })).toBe(401);
    expect([await send(id, { at: minutes(-6) }), await send(id, { at: minutes(6) })]).toEqual([401, 401]);
    expect(unsigned.status).toBe(401);
    expect(await statusOf(id)).toBe(200);
  });

  it("are done once, however often they come", async () => {
    const { id: postId } = await publish(ada, "judged later");
    const id = randomUUID();
    const all = [await send(postId, { id }), await send(postId, { id }), await send(postId, { id })];
    const verdicts = (await settledLog(app)).filter((line) => line.includes('"msg":"verdict"'));

    expect(all).toEqual([204, 204, 204]);
    expect(verdicts.filter((line) => line.includes(postId))).toHaveLength(1);
  });
});

describe("the call to moderation", () => {
  const gone = (id: string) =>
    until(
      () => bob.get(`/posts/${id}`),
      ({ status }) => status === 404,
    );

  it("takes down what the third party says to remove, and asks about a post under the post's own key", async () => {
    const { id } = await publish(ada, "to be removed");
    await gone(id);
    const [asked] = receiver.at("/moderation").filter(({ body }) => body.includes(id));

    expect(JSON.parse(asked?.body ?? "")).toEqual({ id, authorId: ada.id, body: "to be removed" });
    expect(asked?.headers["idempotency-key"]).toBe(id);
  });

  it("belongs to the trace of the request that it comes from, through the outbox and the worker", async () => {
    const traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
    await fetch(`${app.url}/posts`, {
      method: "POST",
      headers: {
        ...{
          authorization: `Bearer ${accessTokenOf(ada.id, secrets.TOKEN_SECRET)}`,
          "content-type": "application/json",
        },
        traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      },
      body: JSON.stringify({ body: "traced" }),
    });
    const [asked] = await until(
      async () => receiver.at("/moderation").filter(({ body }) => body.includes("traced")),
      (all) => all.length > 0,
    );

    expect(asked?.headers.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));
  });

  it("is made again when there is no answer, while feeds go on", async () => {
    await bob.put(`/follows/${ada.id}`);
    const { id } = await publish(ada, "judged at the third time");
    await gone(id);

    expect(receiver.at("/moderation").filter(({ body }) => body.includes(id))).toHaveLength(3);
  });
});
