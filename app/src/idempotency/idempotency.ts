import type { FastifyReply, FastifyRequest, onSendHookHandler } from "fastify";
import type { KeyValueStore } from "../keyValue/keyValueStore.js";
import { Problem } from "../problem.js";
import { newId } from "../storage/id.js";
import type { App } from "../typedApp.js";
import { isIdempotencyKey } from "./idempotencyHeaders.js";
import { fingerprintOf, type IdempotencyRecord, recordKey, type StoredAnswer } from "./idempotencyRecord.js";

declare module "fastify" {
  interface FastifyContextConfig {
    /**
     * Set on a POST that creates: the same `Idempotency-Key` gets the first answer again. Properties of the body that
     * stand `apart` are secrets, of which not even a hash is kept; an answer that has a secret is kept `sealed`.
     */
    idempotent?: boolean | { readonly apart?: readonly string[]; readonly sealed?: boolean };
  }
  interface FastifyRequest {
    /**
     * On an idempotent route, the id for what this request creates: the same one in every attempt with the same
     * `Idempotency-Key`, also after a process died half-way. Insert with it `on conflict (id) do nothing`.
     */
    creationId: string;
    idempotency: Running | undefined;
  }
}

/** Longer than any client repeats a request. Stripe keeps them for 24 hours (docs.stripe.com/api/idempotent_requests). */
const keptSeconds = 24 * 60 * 60;
/** Longer than a handler may take (`app.ts`): so long callers wait whose first attempt died with its process. */
const runningMs = 16_000;
/** Answers that say nothing about the request itself: it may be tried again under the same key. */
const passing = new Set([401, 408, 425, 429]);
const keptHeaders = ["content-type", "location", "etag"] as const;

/** Makes a text one that nobody reads who has the store alone; bound to an owner. */
interface Seals {
  seal(owner: string, text: string): string;
  open(owner: string, sealed: string): string;
}

interface Running {
  readonly key: string;
  readonly record: IdempotencyRecord;
}

/**
 * Idempotency keys (draft-ietf-httpapi-idempotency-key-header): same key and request, the first answer again; another
 * request, 422; the first still running, 409. The record is in the store that all processes share. When a process dies
 * half-way, the next attempt takes over with the same `creationId`, so what was committed is found and not made again.
 * @param seals keeps answers that nobody but their caller may read
 * @param scopeOf whose keys they are; undefined where the request is refused for having no caller
 */
export function addIdempotency(
  app: App,
  { store, seals }: { readonly store: KeyValueStore; readonly seals: Seals },
  scopeOf: (request: FastifyRequest) => string | undefined,
): void {
  app.decorateRequest("creationId", "");
  app.decorateRequest("idempotency", undefined);

  const begin = async (request: FastifyRequest, reply: FastifyReply) => {
    const given = request.headers["idempotency-key"];
    const scope = scopeOf(request);
    if (given === undefined || scope === undefined) {
      request.creationId = newId();
      return;
    }
    const key = recordKey(scope, acceptable(given));
    const claimed = await claim(store, key, request);
    if ("status" in claimed) return replay(reply, opened(claimed, seals, key));
    request.idempotency = claimed;
    request.creationId = claimed.record.creationId;
  };
  const end: onSendHookHandler = (request, reply, payload, done) => {
    if (!request.idempotency) return done();
    const { idempotent } = request.routeOptions.config;
    const body = String(payload ?? "");
    const isSealed = typeof idempotent === "object" && idempotent.sealed === true;
    const kept = isSealed ? { body: seals.seal(request.idempotency.key, body), sealed: true } : { body };
    void settle(store, request, request.idempotency, reply, kept).then(() => done());
  };
  app.addHook("onRoute", (route) => {
    if (!route.config?.idempotent) return;
    route.preHandler = [begin, ...[route.preHandler ?? []].flat()];
    route.onSend = [...[route.onSend ?? []].flat(), end];
  });
}

function acceptable(key: string | string[]): string {
  if (isIdempotencyKey(key)) return key;
  throw new Problem(400, "The Idempotency-Key must be 1 to 255 visible ASCII characters, such as a UUID.");
}

/** The right to run the request now, or the answer that it already had. */
async function claim(store: KeyValueStore, key: string, request: FastifyRequest): Promise<Running | StoredAnswer> {
  const fingerprint = fingerprintOf(request.method, request.url, publicPart(request));
  const runningUntil = Date.now() + runningMs;
  const fresh: IdempotencyRecord = { fingerprint, creationId: newId(), runningUntil };
  if (await put(store, key, fresh, { ifAbsent: true })) return { key, record: fresh };

  const found = await unlessAway(store.get(key));
  const earlier = found === undefined ? undefined : (JSON.parse(found) as IdempotencyRecord);
  if (!found || !earlier) throw stillRunning();
  if (earlier.fingerprint !== fingerprint) {
    throw new Problem(422, "This Idempotency-Key was used for another request. Take a new key for a new request.");
  }
  if (earlier.answer) return earlier.answer;
  const takenOver = { ...earlier, runningUntil };
  if (earlier.runningUntil > Date.now() || !(await put(store, key, takenOver, { ifEquals: found }))) {
    throw stillRunning();
  }
  return { key, record: takenOver };
}

function publicPart({ body, routeOptions }: FastifyRequest): unknown {
  const { idempotent } = routeOptions.config;
  const { apart = [] } = typeof idempotent === "object" ? idempotent : {};
  if (apart.length === 0 || typeof body !== "object" || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !apart.includes(name)));
}

function stillRunning(): Problem {
  return new Problem(409, "A request with this Idempotency-Key is still running. Try again in a moment.", {
    headers: { "retry-after": "1" },
  });
}

function opened(answer: StoredAnswer, seals: Seals, key: string): StoredAnswer {
  return answer.sealed ? { ...answer, body: seals.open(key, answer.body) } : answer;
}

function replay(reply: FastifyReply, { status, headers, body }: StoredAnswer): FastifyReply {
  return reply.code(status).headers(headers).header("idempotent-replayed", "true").send(body);
}

/**
 * Keeps the answer before it is sent; an error that may pass opens the key for the next attempt. That one has the same
 * id, so it also makes good what could not be kept, and what was committed before the error.
 */
async function settle(
  store: KeyValueStore,
  request: FastifyRequest,
  { key, record }: Running,
  reply: FastifyReply,
  kept: Pick<StoredAnswer, "body" | "sealed">,
): Promise<void> {
  const ifEquals = JSON.stringify(record);
  try {
    if (reply.statusCode >= 500 || passing.has(reply.statusCode)) {
      const open = { ...record, runningUntil: 0 };
      await store.put(key, JSON.stringify(open), { ttlSeconds: keptSeconds, ifEquals });
      return;
    }
    const answer = { status: reply.statusCode, headers: headersOf(reply), ...kept };
    await store.put(key, JSON.stringify({ ...record, answer }), { ttlSeconds: keptSeconds, ifEquals });
  } catch (error) {
    request.log.error({ err: error }, "the answer could not be kept for its Idempotency-Key");
  }
}

function headersOf(reply: FastifyReply): Readonly<Record<string, string>> {
  const headers = keptHeaders.map((name) => [name, reply.getHeader(name)]);
  return Object.fromEntries(headers.filter(([, value]) => value !== undefined));
}

function put(
  store: KeyValueStore,
  key: string,
  record: IdempotencyRecord,
  condition: { readonly ifAbsent: true } | { readonly ifEquals: string },
): Promise<boolean> {
  return unlessAway(store.put(key, JSON.stringify(record), { ttlSeconds: keptSeconds, ...condition }));
}

/** Without the store nobody can tell whether the request has run: better not now than twice. */
async function unlessAway<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw new Problem(503, "Idempotency keys cannot be checked right now. Try again.", {
      cause: error,
      headers: { "retry-after": "1" },
    });
  }
}
