import swagger from "@fastify/swagger";
import type { FastifyContextConfig, FastifySchema } from "fastify";
import type { Config } from "./config.js";
import { IdempotencyHeaders, ReplayHeaders } from "./idempotency/idempotencyHeaders.js";
import { refusalAnswers } from "./refusals.js";
import type { App } from "./typedApp.js";

/** Text that is sent as it is would be plain text to Fastify, and so to browsers and generators of clients. */
export const mediaType = "application/json; charset=utf-8";

/**
 * The API described by the schemas that also check it: OpenAPI 3.1 at `/openapi.json`. Routes without a tag (the page,
 * health) are not part of it. Register it before the routes.
 */
export function describeApi(app: App, { publicUrl = "/", role }: Config): void {
  app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Zero to Millions",
        version: "1.0.0",
        description: "A small social service: people, posts, follows and feeds.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: publicUrl }],
      tags: [
        { name: "users", description: "People and what they say about themselves." },
        { name: "sessions", description: "Signing in and staying so." },
        { name: "posts", description: "What people say." },
        { name: "follows", description: "Who follows whom." },
        { name: "uploads", description: "Pictures." },
        { name: "webhooks", description: "Being told of events." },
      ],
      components: {
        securitySchemes: {
          accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
          refreshToken: { type: "apiKey", in: "cookie", name: "refresh" },
        },
      },
    },
    hideUntagged: true,
    transform: ({ schema, url, route }) => ({ schema: complete(schema, route.config ?? {}), url }),
  });
  // The gateway tells of the services behind it as well (`gateway/wholeApi.ts`).
  if (role === "gateway") return;
  app.register((described, _options, done) => {
    described.get("/openapi.json", { logLevel: "warn" }, async (_request, reply) =>
      reply.type(mediaType).header("cache-control", "public, max-age=300").send(JSON.stringify(app.swagger())),
    );
    done();
  });
}

/**
 * What goes for every route: how errors look, that one may ask without saying who one is, and with which header the same
 * request may be made twice.
 */
function complete(schema: FastifySchema | undefined, config: FastifyContextConfig): FastifySchema {
  const { response = {}, security = [{}, { accessToken: [] }], ...rest } = (schema ?? {}) as Described;
  const refusals = refusalAnswers(rest, config);
  const described = config.idempotent
    ? { ...rest, headers: IdempotencyHeaders, response: { ...replayable(response), ...refusals } }
    : { ...rest, response: { ...response, ...refusals } };
  return published({ ...described, security }) as FastifySchema;
}

type Described = FastifySchema & { readonly response?: Answers; readonly security?: readonly object[] };
type Answers = Readonly<Record<string, object>>;

/** Said of the answers that the first request had, since every later one with its key gets one of them. */
function replayable(answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([status, answer]) => [status, { ...answer, headers: ReplayHeaders }]),
  );
}

/** What callers are told of a schema: where it has a form for them (`published`), that one. */
function published(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(published);
  if (typeof schema !== "object" || schema === null) return schema;
  if ("published" in schema) return schema.published;
  return Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, published(value)]));
}
