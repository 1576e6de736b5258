import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";

const acceptable = /^[0-9A-Za-z._=;:-]{8,128}$/;

/** The id a proxy in front of the app already gave the request, when it is fit for a log line; a new one otherwise. */
export function requestIdFor({ headers }: IncomingMessage): string {
  const given = headers["x-request-id"] ?? headers["x-amzn-trace-id"];
  return typeof given === "string" && acceptable.test(given) ? given : randomUUID();
}

/** Tells the caller the id under which its request is logged. */
export function echoRequestId(app: FastifyInstance): void {
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    done();
  });
}
