import type { FastifyReply, FastifyRequest } from "fastify";
import { originOf } from "../operations/trace.js";
import { Problem } from "../problem.js";
import { clientAddress } from "../rateLimit/clientAddress.js";
import type { OutboundAnswer, OutboundHeaders, OutboundRequest } from "../resilience/outboundRequest.js";
import type { App } from "../typedApp.js";
import { maxPictureBytes } from "../uploads/uploads.js";
import { type BackendRequest, type Backends, problemOf, type ServiceName } from "./backends.js";
import { forwardedPrefixes, serviceFor } from "./routing.js";

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

/** What the gateway adds to what it passes on, either way. */
export interface Additions {
  /** Public proxies, such as a CDN, before the app. */
  readonly publicProxies: number;
  /** Headers of every answer, unless the service gives its own. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Passes requests on to the service that answers their path, as they are: bodies are not even read. */
export function addForwarding(app: App, backends: Backends, { publicProxies, headers }: Additions): void {
  const fixed = Object.entries(headers);
  void app.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
    for (const prefix of forwardedPrefixes) {
      for (const url of [`/${prefix}`, `/${prefix}/*`]) {
        // Pictures are larger than all else, and come this way where there is no bucket alone.
        const bodyLimit = prefix === "blobs" ? { bodyLimit: maxPictureBytes } : {};
        scope.all(url, { exposeHeadRoute: false, ...bodyLimit }, async (request, reply) => {
          const service = serviceFor(prefix, request.method, request.url);
          if (service === undefined) throw new Problem(404, "There is nothing at this path.");
          return passBack(reply, await askFor(request, service, backends, publicProxies), fixed);
        });
      }
    }
    done();
  });
}

function askFor(request: FastifyRequest, service: ServiceName, backends: Backends, publicProxies: number) {
  const body = Buffer.isBuffer(request.body) ? request.body : undefined;
  const asked: BackendRequest = {
    method: request.method as OutboundRequest["method"],
    path: request.url,
    headers: headersFor(request, service === "auth", publicProxies),
    ...(body !== undefined && { body }),
  };
  return backends.ask(service, asked, request.caller).catch((error: unknown) => {
    throw problemOf(error);
  });
}

/**
 * Headers that go on to a service; all else is between the caller and the gateway. Each by its name, in one shape: looked up by a
 * list of names they take several times as long. The refresh token goes to auth, and to nobody else.
 */
function headersFor(request: FastifyRequest, isForAuth: boolean, publicProxies: number): OutboundHeaders {
  const { requestId, traceparent } = originOf(request);
  const given = request.headers;
  return {
    "x-request-id": requestId,
    traceparent,
    "x-forwarded-for": clientAddress(request.raw, publicProxies),
    accept: given.accept,
    "content-type": given["content-type"],
    "idempotency-key": given["idempotency-key"],
    "if-none-match": given["if-none-match"],
    "if-match": given["if-match"],
    "x-read-after": given["x-read-after"],
    tracestate: given.tracestate,
    "webhook-id": given["webhook-id"],
    "webhook-timestamp": given["webhook-timestamp"],
    "webhook-signature": given["webhook-signature"],
    cookie: isForAuth ? given.cookie : undefined,
    "x-forwarded-proto": isForAuth ? given["x-forwarded-proto"] : undefined,
  };
}

type Header = readonly [name: string, value: string];

/** Up to which size an answer's head and body are sent as one text: copying more takes longer than sending two parts. */
const mostTogether = 16 * 1024;

/**
 * As the service has said it: past the framework, which would look at the answer once more for everything that it does
 * with those of its own.
 */
function passBack(reply: FastifyReply, answer: OutboundAnswer, fixed: readonly Header[]): FastifyReply {
  const { statusCode, body } = answer;
  const head = headFrom(reply.getHeaders(), fixed, answer);
  const length = lengthOf(answer, reply.request.method);
  if (length !== undefined) head.push("content-length", length);
  reply.raw.writeHead(statusCode, head);
  reply.hijack();
  // Each byte is one character of latin1, in which the head is written too: they go out as one.
  if (body.length <= mostTogether) reply.raw.end(body.toString("latin1"), "latin1");
  else reply.raw.end(body);
  return reply;
}

/** Names and values in turn, the service's instead of the gateway's own of the same name. */
function headFrom(
  own: Readonly<Record<string, unknown>>,
  fixed: readonly Header[],
  { headers }: OutboundAnswer,
): string[] {
  const head: string[] = [];
  for (const name in headers) {
    const value = headers[name];
    if (value === undefined || keptBack.has(name)) continue;
    if (typeof value === "string") head.push(name, value);
    else for (const each of value) head.push(name, each);
  }
  for (const name in own) {
    if (keptBack.has(name) || headers[name] === undefined) head.push(name, String(own[name]));
  }
  for (const [name, value] of fixed) if (headers[name] === undefined) head.push(name, value);
  return head;
}

/** Of what is sent; of what would be, where only the head was asked for (RFC 9110, section 8.6). */
function lengthOf({ statusCode, headers, body }: OutboundAnswer, method: string): string | undefined {
  if (method === "HEAD") return headers["content-length"];
  return statusCode === 204 || statusCode === 304 ? undefined : String(body.length);
}
