import type { FastifyRequest } from "fastify";
import { type Backends, problemOf, type ServiceName } from "../gateway/backends.js";
import { originHeaders, originOf } from "../operations/trace.js";
import { Problem, type ProblemBody } from "../problem.js";
import { callsPath, postCalls, userCalls } from "./calls.js";
import type { Source } from "./source.js";

const header = "x-read-after";

/** Answers by asking the services behind the gateway, each kind of thing once for all that a question needs of it. */
export function remoteSource(backends: Backends): (request: FastifyRequest) => Source {
  return (request) => {
    let position = request.headers[header];
    let wrote = false;
    const call = (service: ServiceName, method: string) => async (given: object) => {
      const headers = {
        ...originHeaders(originOf(request)),
        "content-type": "application/json",
        // Whatever is asked may be asked again: what it creates has an id already.
        "idempotency-key": request.id,
        ...(typeof position === "string" && { [header]: position }),
      };
      const body = Buffer.from(JSON.stringify(given));
      const ask = { method: "POST", path: `${callsPath}/${method}`, headers, body } as const;
      const answer = await backends.ask(service, ask, request.caller).catch((error: unknown) => {
        throw problemOf(error);
      });
      const now = answer.headers[header];
      if (typeof now === "string") {
        position = now;
        wrote = true;
      }
      const said: unknown = JSON.parse(answer.body.toString("utf8"));
      if (answer.statusCode === 200) return (said as { readonly value: unknown }).value;
      const { detail, errors = [] } = said as ProblemBody;
      throw new Problem(answer.statusCode, detail, { errors });
    };
    const calls = (service: ServiceName, methods: object) =>
      Object.keys(methods).map((method) => [method, call(service, method)] as const);
    const asked = Object.fromEntries([...calls("users", userCalls), ...calls("posts", postCalls)]);
    // The table of calls has every method, by its type.
    return {
      ...(asked as unknown as Omit<Source, "readAfter">),
      readAfter: async () => (wrote && typeof position === "string" ? position : undefined),
    };
  };
}
