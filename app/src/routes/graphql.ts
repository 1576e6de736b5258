import type { FastifyRequest } from "fastify";
import { GraphQLError, parse, specifiedRules } from "graphql";
import { createHandler } from "graphql-http/lib/use/fastify";
import { limitDepthAndCost, mostTokens } from "../graphql/limits.js";
import { loadersFor } from "../graphql/loaders.js";
import { localSource } from "../graphql/localSource.js";
import { root } from "../graphql/resolvers.js";
import { schema } from "../graphql/schema.js";
import type { Source } from "../graphql/source.js";
import { Problem } from "../problem.js";
import type { Services } from "../services.js";
import type { App } from "../typedApp.js";

/** GraphQL over HTTP (graphql.github.io/graphql-over-http): questions by GET or POST, mutations by POST alone. */
export function addGraphQL(app: App, sourceOf: (request: FastifyRequest) => Source): void {
  const sources = new WeakMap<FastifyRequest, Source>();
  const handler = createHandler({
    schema,
    rootValue: root,
    parse: (source, options) => parse(source, { ...options, maxTokens: mostTokens }),
    validationRules: [...specifiedRules, limitDepthAndCost],
    context: ({ raw: request }) => {
      const { caller, creationId } = request;
      const source = sourceOf(request);
      sources.set(request, source);
      return { caller, source, nextId: creationIds(creationId), loaders: loadersFor(source) };
    },
    formatError: (error) => shown(error),
    onOperation: ({ raw: { log } }, _args, { errors = [] }) => {
      for (const error of errors.filter(isOurs))
        log.error({ err: error.originalError }, "a field could not be answered");
    },
  });
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    config: { idempotent: true },
    // Its promise ends before what is done with an answer that is on its way; the reply's ends after it.
    async handler(request, reply) {
      await handler.call(app, request, reply);
      return reply;
    },
    onSend: async (request, reply) => {
      const position = await sources.get(request)?.readAfter();
      if (position !== undefined) reply.header("x-read-after", position);
    },
  });
}

/** The same over the databases of this process. */
export function addLocalGraphQL(app: App, services: Services): void {
  addGraphQL(app, localSource(services));
}

/** An id for each thing that a request creates, one after the other: the same ones in every attempt. */
function creationIds(first: string): () => string {
  let count = 0;
  return () => {
    const varied = (Number.parseInt(first.slice(24, 28), 16) + count++) & 0xffff;
    return `${first.slice(0, 24)}${varied.toString(16).padStart(4, "0")}${first.slice(28)}`;
  };
}

/** Whether an error is a mistake of ours rather than of whoever asked. */
function isOurs({ originalError }: GraphQLError): boolean {
  return originalError != null && !(originalError instanceof Problem) && !(originalError instanceof GraphQLError);
}

/** What the caller did is told; a mistake of ours says nothing about itself. */
function shown(error: Readonly<GraphQLError | Error>): GraphQLError | Error {
  if (!(error instanceof GraphQLError) || !isOurs(error)) return error;
  return new GraphQLError("Something went wrong on our side.", {
    nodes: error.nodes ?? null,
    path: error.path ?? null,
  });
}
