import type { FastifyContextConfig, FastifySchema } from "fastify";
import { Type } from "typebox";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Statuses by which the route itself refuses, beside those that follow from what it takes. */
    refuses?: readonly Status[];
  }
}

type Status = keyof typeof reasons;

/** RFC 9457: what every error answer is. */
const ProblemAnswer = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  detail: Type.String(),
  requestId: Type.String(),
  errors: Type.Optional(Type.Array(Type.Object({ at: Type.String(), detail: Type.String() }))),
});

const reasons = {
  400: "Something in the request is not right: `errors` says what.",
  401: "The token, or what one signs in with, is missing, wrong or out of date.",
  403: "This is somebody else's.",
  404: "There is no such thing, or not for whoever asks.",
  409: "It cannot be done now: something is taken.",
  413: "The body is too large.",
  414: "A part of the path is too long.",
  415: "The body is of a type that is not taken here.",
  422: "The request is understood, and cannot be done; the detail says why.",
  429: "Too many requests: `Retry-After` says when to come again.",
  "5XX": "The service cannot answer right now.",
} as const;

/** Where the same request may be made twice, these have one reason more. */
const reasonsWithKey = {
  409: "A request with this `Idempotency-Key` still runs: `Retry-After` says when to come again. Or something is taken.",
  422: "This `Idempotency-Key` was used for another request. Or the request is understood, and cannot be done: see the detail.",
} as const;

/** How a route may refuse: every one for headers, tokens and how often it is asked, some for a path, a body or a key. */
export function refusalAnswers({ params, body }: FastifySchema, config: FastifyContextConfig): object {
  const { refuses = [], idempotent } = config;
  const statuses: readonly Status[] = [
    400,
    401,
    ...(params ? ([404, 414] as const) : []),
    ...(body ? ([413, 415] as const) : []),
    ...(idempotent ? ([409, 422] as const) : []),
    429,
    "5XX",
    ...refuses,
  ];
  const said = idempotent ? { ...reasons, ...reasonsWithKey } : reasons;
  return Object.fromEntries(statuses.map((status) => [status, answer(said[status])]));
}

function answer(description: string) {
  return { description, content: { "application/problem+json": { schema: ProblemAnswer } } };
}
