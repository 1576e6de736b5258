import { GraphQLError, specifiedRules } from "graphql";
import { createHandler } from "graphql-http/lib/use/fastify";
import { limitDepthAndCost } from "../graphql/limits.js";
import { loadersFor } from "../graphql/loaders.js";
import { rootOf } from "../graphql/resolvers.js";
import { schema } from "../graphql/schema.js";
import { Problem } from "../problem.js";
import type { Services } from "../services.js";
import { newId } from "../storage/id.js";
import type { App } from "../typedApp.js";

/** GraphQL over HTTP (graphql.github.io/graphql-over-http): questions by GET or POST, mutations by POST alone. */
export function addGraphQL(app: App, { databases }: Services): void {
  const handler = createHandler({
    schema,
    rootValue: rootOf(databases),
    validationRules: [...specifiedRules, limitDepthAndCost],
    context: ({ raw: { caller, reader, id } }) => ({
      ...{ caller, reader, loaders: loadersFor(databases, reader) },
      write: { creationId: newId(), requestId: id },
    }),
    formatError: (error) => shown(error),
    onOperation: ({ raw: { log } }, _args, { errors = [] }) => {
      for (const error of errors.filter(isOurs))
        log.error({ err: error.originalError }, "a field could not be answered");
    },
  });
  app.route({ method: ["GET", "POST"], url: "/graphql", handler });
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
