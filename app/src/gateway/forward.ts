import type { OutgoingHttpHeaders } from "node:http";
import type { FastifyReply, FastifyRequest } from "fastify";
import { originOf } from "../operations/trace.js";
import { Problem } from "../problem.js";
import { clientAddress } from "../rateLimit/clientAddress.js";
import type { OutboundAnswer, OutboundRequest } from "../resilience/outboundRequest.js";
import type { App } from "../typedApp.js";
import { maxPictureBytes } from "../uploads/uploads.js";
import { type Backends, problemOf } from "./backends.js";
import { forwardedPrefixes, serviceFor } from "./routing.js";

/** Headers that go on to a service. All else is between the caller and the gateway. */
const passedOn = [
  "accept",
  "content-type",
  "idempotency-key",
  "if-none-match",
  "if-match",
  "x-read-after",
  "tracestate",
  "webhook-id",
  "webhook-timestamp",
  "webhook-signature",
] as const;
const passedToAuth = [...passedOn, "cookie", "x-forwarded-proto"] as const;

/** Headers of an answer that are about one connection (RFC 9110, section 7.6.1), or that the gateway sets itself. */
const keptBack = new Set([
  "connection",
  "keep-alive",
  "transfer-encoding",
  "content-length",
  "date",
  "server",
  "ratelimit",
  "ratelimit-policy",
]);

/** Passes requests on to the service that answers their path, as they are: bodies are not even read. */
export function addForwarding(app: App, backends: Backends, publicProxies: number): void {
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    for (const prefix of forwardedPrefixes) {
      for (const url of [`/${prefix}`, `/${prefix}/*`]) {
        // Pictures are larger than all else, and come this way where there is no bucket alone.
        const bodyLimit = prefix === "blobs" ? { bodyLimit: maxPictureBytes } : {};
        scope.all(url, { exposeHeadRoute: false, ...bodyLimit }, (request, reply) =>
          forward(request, reply, backends, publicProxies),
        );
      }
    }
    done();
  });
}

async function forward(request: FastifyRequest, reply: FastifyReply, backends: Backends, publicProxies: number) {
  const { method, url } = request;
  const service = serviceFor(method, url);
  if (service === undefined) throw new Problem(404, "There is nothing at this path.");
  const body = Buffer.isBuffer(request.body) ? request.body : undefined;
  try {
    const answer = await backends.ask(
      service,
      {
        method: method as OutboundRequest["method"],
        path: url,
        headers: headersFor(request, service === "auth", publicProxies),
        ...(body !== undefined && { body }),
      },
      request.caller,
    );
    return passBack(reply, answer);
  } catch (error) {
    throw problemOf(error);
  }
}

/** The refresh token goes to auth, and to nobody else. */
function headersFor(request: FastifyRequest, withCookie: boolean, publicProxies: number): Record<string, string> {
  const { requestId, traceparent } = originOf(request);
  const headers: Record<string, string> = {
    "x-request-id": requestId,
    traceparent,
    "x-forwarded-for": clientAddress(request.raw, publicProxies),
  };
  const given = request.headers;
  for (const name of withCookie ? passedToAuth : passedOn) {
    const value = given[name];
    if (typeof value === "string") headers[name] = value;
  }
  return headers;
}

/** Up to which size an answer's head and body are sent as one text: copying more takes longer than sending two parts. */
const mostTogether = 16 * 1024;

/**
 * As the service has said it: past the framework, which would look at the answer once more for everything that it does
 * with those of its own.
 */
function passBack(reply: FastifyReply, { statusCode, headers, body }: OutboundAnswer): FastifyReply {
  const all = reply.getHeaders() as OutgoingHttpHeaders;
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined && !keptBack.has(name)) all[name] = value;
  }
  if (body.length === 0) return reply.code(statusCode).headers(all).send(null);
  all["content-length"] = body.length;
  reply.raw.writeHead(statusCode, all);
  reply.hijack();
  // Each byte is one character of latin1, in which the head is written too: they go out as one.
  if (body.length <= mostTogether) reply.raw.end(body.toString("latin1"), "latin1");
  else reply.raw.end(body);
  return reply;
}
