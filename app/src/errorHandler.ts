import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { type InputMistake, Problem } from "./problem.js";
import { isConnectionFailure, isMoving } from "./storage/postgresFailures.js";

/** Answers every error as a problem; what the caller did not cause is logged and not explained to them. */
export function handleError(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const problem = problemFrom(error);
  const expected = error instanceof Problem && error.cause === undefined;
  if (problem.statusCode >= 500 && !expected) request.log.error({ err: error.cause ?? error }, problem.message);
  reply
    .code(problem.statusCode)
    .headers(problem.headers)
    .header("cache-control", "no-store")
    .type("application/problem+json")
    .send(JSON.stringify(problem.body(request.id)));
}

function problemFrom(error: Error): Problem {
  if (error instanceof Problem) return error;
  if (isConnectionFailure(error)) {
    return new Problem(503, "The database cannot be reached right now. Try again.", {
      cause: error,
      headers: { "retry-after": "1" },
    });
  }
  if (isMoving(error)) {
    return new Problem(503, "This is being moved to another database right now. Try again.", {
      headers: { "retry-after": "1" },
    });
  }
  const { statusCode = 500, message, validation, validationContext } = error as FastifyError;
  if (validation) {
    const errors = mistakesFrom(validation);
    return new Problem(400, `The ${partNames[validationContext ?? "body"]} is not right: see errors.`, { errors });
  }
  if (statusCode >= 400 && statusCode < 500) return new Problem(statusCode, message);
  if (statusCode === 503) return new Problem(503, "The service cannot answer right now. Try again.");
  return new Problem(500, "Something went wrong on our side. Quote the request id when you report it.");
}

const partNames: Readonly<Record<string, string>> = {
  body: "body",
  querystring: "query",
  params: "path",
  headers: "header",
};

type Validation = NonNullable<FastifyError["validation"]>;

/** One sentence per mistake: the schema's own `description` where there is one, and names for what is unknown. */
function mistakesFrom(validation: Validation): readonly InputMistake[] {
  return validation
    .filter(({ message }) => message !== "schema is false")
    .flatMap(({ instancePath, params, message = "is not right" }) => {
      const named = [params.additionalProperties, params.requiredProperties].find(Array.isArray) as
        | string[]
        | undefined;
      const fault = params.additionalProperties ? "is not known here" : "is required";
      return named
        ? named.map((name) => ({ at: `${instancePath}/${name}`, detail: fault }))
        : [{ at: instancePath || "/", detail: message }];
    });
}
