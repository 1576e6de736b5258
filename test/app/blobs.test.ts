import { randomUUID } from "node:crypto";
import { hasGo, type S3Server, startS3 } from "../servers/versitygw";
import { type Answer, ask, type ProblemBody } from "./answer";
import { Messages } from "./messages";
import { startProgram } from "./program";
import { startReceiver } from "./receiver";
import { serviceToken } from "./serviceToken";
import type { RunningApp } from "./startApp";
import { until } from "./until";

jest.setTimeout(600_000);

const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(92)]);

interface Allowed {
  readonly key: string;
  readonly upload: { readonly url: string; readonly method: string; readonly headers: Record<string, string> };
}

it("are shown by URLs that are given out no longer than what they are signed with is good for", async () => {
  let given = 0;
  // As a task of ECS gets its credentials, but for a second and a half.
  const role = await startReceiver(() => {
    const Expiration = new Date(Date.now() + 1_500).toISOString();
    return {
      status: 200,
      body: { AccessKeyId: `KEY${++given}`, SecretAccessKey: "secret", Token: "token", Expiration },
    };
  });
  const program = await startProgram("pictureUrls.mts", { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${role.url}/role` });
  const keyOf = (url: string) => new URL(url).searchParams.get("X-Amz-Credential")?.split("/")[0];
  try {
    const first = await program.call<string>("url", "posts/a");
    const signer = keyOf(first);
    const next = await until(
      () => program.call<string>("url", "posts/a"),
      (url) => url !== first,
    );

    expect(signer).toMatch(/^KEY\d+$/);
    expect(keyOf(next)).not.toBe(signer);
  } finally {
    await program.stop();
    await role.stop();
  }
});

// Signatures are refused by whoever checks them, which is built with Go.
if (!hasGo()) it.skip("pictures in S3: Go is missing, which builds the S3 that checks signatures", () => {});

describe.each(["the database", ...(hasGo() ? ["S3"] : [])])("pictures in %s", (where) => {
  let s3: S3Server | undefined;
  let messages: Messages;
  let posts: RunningApp;
  const owner = randomUUID();

  beforeAll(async () => {
    s3 = where === "S3" ? await startS3() : undefined;
    messages = await Messages.start("the outbox");
    posts = await messages.run("posts", { ...s3?.environment });
  });

  afterAll(async () => {
    await posts.stop();
    await messages.stop();
    await s3?.kill();
  });

  const authorization = () => `Bearer ${serviceToken("posts", owner, messages.environment.SERVICE_SECRET ?? "")}`;
  const open = <Body = Allowed>(wanted: object): Promise<Answer<Body>> =>
    ask<Body>(`${posts.url}/uploads/posts`, {
      method: "POST",
      headers: { authorization: authorization(), "content-type": "application/json" },
      body: JSON.stringify(wanted),
    });
  // Without a bucket the service itself takes the picture, behind the gateway.
  const send = async (path: string, init: RequestInit = {}) => {
    const own = path.startsWith("/");
    const headers = { ...(init.headers as Record<string, string>), ...(own && { authorization: authorization() }) };
    const response = await fetch(own ? posts.url + path : path, { ...init, headers });
    await response.arrayBuffer();
    return response;
  };
  const put = ({ upload }: Allowed, body: Buffer = png, more: Record<string, string> = {}) =>
    send(upload.url, { method: upload.method, headers: { ...upload.headers, ...more }, body: new Uint8Array(body) });

  it("are uploaded by a signed URL, once", async () => {
    const { status, body } = await open({ contentType: "image/png", bytes: png.length });
    expect(status).toBe(201);
    expect(body.key).toMatch(new RegExp(`^posts/${owner}/[0-9a-f-]{36}$`));

    expect((await put(body)).status).toBe(200);
    expect((await put(body)).status).toBe(412);
  });

  it("are refused when they are of another size or type than was signed, and with a changed signature", async () => {
    const { body } = await open({ contentType: "image/png", bytes: png.length });
    expect((await put(body, png.subarray(1))).status).toBe(403);
    expect((await put(body, png, { "content-type": "text/html" })).status).toBe(403);
    const { upload, key } = body;
    const signature = /(signature=.)/i;
    const changed = upload.url.replace(signature, (text) => `${text.slice(0, -1)}${text.endsWith("0") ? "1" : "0"}`);
    expect((await put({ key, upload: { ...upload, url: changed } })).status).toBe(403);
    const elsewhere = upload.url.replace(owner, randomUUID());
    expect((await put({ key, upload: { ...upload, url: elsewhere } })).status).toBe(403);
    expect((await put(body)).status).toBe(200);
  });

  it("may be brought to where they are, and shown from there, by the policy that a page gets", async () => {
    const { body } = await open({ contentType: "image/png", bytes: png.length });
    const elsewhere = body.upload.url.startsWith("/") ? "" : ` ${new URL(body.upload.url).origin}`;
    // Behind the gateway no page is shown: the one process that is everything gives it.
    const everything = await messages.run("all", { ...s3?.environment });
    const { headers } = await fetch(`${everything.url}/healthz`);
    await everything.stop();
    const policy = headers.get("content-security-policy")?.split("; ");
    expect(policy).toEqual(
      expect.arrayContaining([`img-src 'self'${elsewhere}`, `connect-src 'self'${elsewhere}`, "script-src 'self'"]),
    );
    expect(elsewhere === "").toBe(where !== "S3");
  });

  it.each([
    [{ contentType: "image/svg+xml", bytes: 10 }],
    [{ contentType: "image/png", bytes: 5 * 1024 * 1024 + 1 }],
    [{ contentType: "image/png", bytes: 0 }],
  ])("are not allowed as %j", async (wanted) => {
    expect(await open<ProblemBody>(wanted)).toMatchObject({ status: 400 });
  });

  it("that belong to nothing are deleted after their time, and no others", async () => {
    const [orphan, young] = await Promise.all(
      [1, 2].map(async () => (await open({ contentType: "image/png", bytes: png.length })).body),
    );
    if (!orphan || !young) throw new Error("no upload");
    await Promise.all([put(orphan), put(young)]);
    await messages.sql("update uploads set expires_at = now() where key = $1", [orphan.key]);
    const worker = await messages.run("worker", { ...s3?.environment, HOUSEKEEPING_SECONDS: "1" });
    await until(
      () => messages.sql("select key from uploads where key = $1", [orphan.key]),
      (rows) => rows.length === 0,
    );
    await worker.stop();

    // A key is free again only when what was there is gone.
    expect([(await put(orphan)).status, (await put(young)).status]).toEqual([200, 412]);
  });
});
