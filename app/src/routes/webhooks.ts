import { type Static, Type } from "typebox";
import { requireCaller } from "../auth/caller.js";
import { Problem } from "../problem.js";
import type { Services } from "../services.js";
import { isId } from "../storage/id.js";
import type { App } from "../typedApp.js";
import { type DeliveryRecord, type Endpoint, Endpoints } from "../webhooks/endpoints.js";
import { ById, Id, signedIn } from "./schemas.js";

const tags = ["webhooks"];

const url = { minLength: 1, maxLength: 2_000, description: "Where to send messages: https." };
/** Callers are told of its form; what is wrong with another one is an answer of its own (422). */
const Url = Type.String({ ...url, published: { type: "string", format: "uri", pattern: "^https://", ...url } });
const example = { url: "https://hooks.example.com/posts" };
const NewWebhook = Type.Object({ url: Url }, { additionalProperties: false, examples: [example] });
const Replacement = Type.Object(
  { url: Url, enabled: Type.Boolean({ description: "Whether it is told of anything." }) },
  { additionalProperties: false, examples: [{ ...example, enabled: true }] },
);
const time = { format: "date-time" };
const Webhook = Type.Object({ id: Id, url: Type.String(), enabled: Type.Boolean(), createdAt: Type.String(time) });
const Secret = Type.String({ description: "What messages are signed with (Standard Webhooks). Shown this once." });
const Created = Type.Object({ ...Webhook.properties, secret: Secret });
const Delivery = Type.Object({
  id: Id,
  type: Type.String(),
  state: Type.Enum(["waiting", "delivered", "failed"]),
  attempts: Type.Integer(),
  createdAt: Type.String(time),
  lastError: Type.Union([Type.String(), Type.Null()]),
});

const schema = {
  create: {
    ...{ operationId: "createWebhook", summary: "Be told of events about oneself.", tags, ...signedIn },
    ...{ body: NewWebhook, response: { 201: Created } },
  },
  list: {
    ...{ operationId: "listWebhooks", summary: "List one's own webhooks.", tags, ...signedIn },
    response: { 200: Type.Object({ webhooks: Type.Array(Webhook) }) },
  },
  read: {
    ...{ operationId: "readWebhook", summary: "Read a webhook of one's own.", tags, ...signedIn },
    ...{ params: ById, response: { 200: Webhook } },
  },
  replace: {
    ...{ operationId: "replaceWebhook", summary: "Change a webhook, or switch it off or on.", tags, ...signedIn },
    ...{ params: ById, body: Replacement, response: { 200: Webhook } },
  },
  delete: {
    ...{ operationId: "deleteWebhook", summary: "Delete a webhook.", tags, ...signedIn },
    ...{ params: ById, response: { 204: Type.Null() } },
  },
  secret: {
    ...{ operationId: "replaceWebhookSecret", summary: "Replace a webhook's secret.", tags, ...signedIn },
    ...{ params: ById, response: { 200: Type.Object({ secret: Secret }) } },
  },
  deliveries: {
    ...{ operationId: "listDeliveries", summary: "List what a webhook was told of last.", tags, ...signedIn },
    ...{ params: ById, response: { 200: Type.Object({ deliveries: Type.Array(Delivery) }) } },
  },
};

/** Webhooks as a resource of whoever is signed in: nobody sees another one's. */
export function addWebhookRoutes(app: App, services: Services): void {
  const endpoints = new Endpoints(services.databases, services.webhookSecrets);
  const found = <T>(value: T | undefined): T => {
    if (value === undefined) throw noWebhook();
    return value;
  };
  const acceptable = (url: string): string => {
    const refused = services.webhooks.refuses(url);
    if (refused === undefined) return url;
    throw new Problem(422, "This URL cannot be told of anything: see errors.", {
      errors: [{ at: "/url", detail: refused }],
    });
  };

  app.post("/webhooks", { schema: schema.create, config: { idempotent: { sealed: true } } }, async (request, reply) => {
    const { userId } = requireCaller(request);
    const url = acceptable(request.body.url);
    const { endpoint, secret } = await endpoints.create(userId, request.creationId, url);
    reply.code(201).headers({ location: `/webhooks/${endpoint.id}`, "cache-control": "no-store" });
    return { ...answerFrom(endpoint), secret };
  });

  app.get("/webhooks", { schema: schema.list }, async (request) => {
    const { userId } = requireCaller(request);
    return { webhooks: (await endpoints.of(userId)).map(answerFrom) };
  });

  app.get("/webhooks/:id", { schema: schema.read }, async (request) => {
    const { userId } = requireCaller(request);
    return answerFrom(found(await endpoints.find(userId, idOf(request.params))));
  });

  app.put("/webhooks/:id", { schema: schema.replace, config: { refuses: [422] } }, async (request) => {
    const { userId } = requireCaller(request);
    const { url, enabled } = request.body;
    return answerFrom(found(await endpoints.replace(userId, idOf(request.params), acceptable(url), enabled)));
  });

  app.delete("/webhooks/:id", { schema: schema.delete }, async (request, reply) => {
    const { userId } = requireCaller(request);
    if (!(await endpoints.delete(userId, idOf(request.params)))) throw noWebhook();
    return reply.code(204).send(null);
  });

  app.post("/webhooks/:id/secret", { schema: schema.secret }, async (request, reply) => {
    const { userId } = requireCaller(request);
    const secret = found(await endpoints.replaceSecret(userId, idOf(request.params)));
    reply.header("cache-control", "no-store");
    return { secret };
  });

  app.get("/webhooks/:id/deliveries", { schema: schema.deliveries }, async (request) => {
    const { userId } = requireCaller(request);
    const id = idOf(request.params);
    found(await endpoints.find(userId, id));
    return { deliveries: (await endpoints.deliveries(userId, id)).map(deliveryFrom) };
  });
}

function idOf({ id }: { readonly id: string }): string {
  if (isId(id)) return id;
  throw noWebhook();
}

function noWebhook(): Problem {
  return new Problem(404, "There is no webhook of yours with this id.");
}

function answerFrom({ id, url, enabled, createdAt }: Endpoint): Static<typeof Webhook> {
  return { id, url, enabled, createdAt: createdAt.toISOString() };
}

function deliveryFrom({ createdAt, ...rest }: DeliveryRecord): Static<typeof Delivery> {
  return { ...rest, createdAt: createdAt.toISOString() };
}
