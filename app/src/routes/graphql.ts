import { GraphQLError, getOperationAST, specifiedRules } from "graphql";
import { createHandler } from "graphql-http/lib/use/fastify";
import { limitDepthAndCost } from "../graphql/limits.js";
import { loadersFor } from "../graphql/loaders.js";
import { rootOf } from "../graphql/resolvers.js";
import { schema } from "../graphql/schema.js";
import { originOf } from "../operations/trace.js";
import { Problem } from "../problem.js";
import { tellPosition } from "../readYourWrites.js";
import type { Services } from "../services.js";
import type { App } from "../typedApp.js";

/** GraphQL over HTTP (graphql.github.io/graphql-over-http): questions by GET or POST, mutations by POST alone. */
export function addGraphQL(app: App, services: Services): void {
  const { databases } = services;
  const wrote = new WeakSet<object>();
  const handler = createHandler({
    schema,
    rootValue: rootOf(services),
    validationRules: [...specifiedRules, limitDepthAndCost],
    context: ({ raw: request }) => {
      const { caller, reader, creationId } = request;
      const nextId = creationIds(creationId);
      const write = () => ({ creationId: nextId(), origin: originOf(request) });
      return { caller, reader, write, loaders: loadersFor(databases, reader) };
    },
    formatError: (error) => shown(error),
    onOperation: ({ raw }, { document, operationName }, { errors = [] }) => {
      const { log } = raw;
      if (getOperationAST(document, operationName)?.operation === "mutation") wrote.add(raw);
      for (const error of errors.filter(isOurs))
        log.error({ err: error.originalError }, "a field could not be answered");
    },
  });
  app.route({
    method: ["GET", "POST"],
    url: "/graphql",
    config: { idempotent: true },
    handler,
    onSend: async (request, reply) => {
      const { caller } = request;
      if (caller && wrote.has(request)) await tellPosition(request, reply, databases, caller.userId);
    },
  });
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
