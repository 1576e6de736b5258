import swagger from "@fastify/swagger";
import type { FastifySchema } from "fastify";
import { Type } from "typebox";
import type { Config } from "./config.js";
import type { App } from "./typedApp.js";

/** RFC 9457: what every error answer is. */
const ProblemAnswer = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  requestId: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ at: Type.String(), detail: Type.String() }))),
});

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: ProblemAnswer } },
});

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
      components: { securitySchemes: { accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" } } },
    },
    hideUntagged: true,
    transform: ({ schema, url }) => ({ schema: complete(schema), url }),
  });
  // The gateway tells of the services behind it as well (`gateway/wholeApi.ts`).
  if (role === "gateway") return;
  app.register((described, _options, done) => {
    described.get("/openapi.json", { logLevel: "warn" }, async (_request, reply) =>
      reply.header("cache-control", "public, max-age=300").send(JSON.stringify(app.swagger())),
    );
    done();
  });
}

/** What goes for every route: how errors look, and that one may ask without saying who one is. */
function complete(schema: FastifySchema | undefined): FastifySchema {
  const {
    response = {},
    security = [{}, { accessToken: [] }],
    ...rest
  } = (schema ?? {}) as FastifySchema & {
    response?: object;
    security?: readonly object[];
  };
  const answers = {
    ...response,
    "4XX": problem("The request is not right, or not allowed; the detail says why."),
    "5XX": problem("The service cannot answer right now."),
  };
  return { ...rest, security, response: answers } as FastifySchema;
}
