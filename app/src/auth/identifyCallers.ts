import type { FastifyInstance, FastifyRequest } from "fastify";
import { healthPaths } from "../operations/healthPaths.js";
import { Problem } from "../problem.js";
import type { Caller } from "./caller.js";
import { TokenRefused, type Tokens } from "./tokens.js";

const scheme = "Bearer ";

/**
 * Sets `request.caller` from the access token that a browser or a client sends: `Authorization: Bearer …`. No token is
 * nobody; a token that is not right is refused, so that an expired one is never mistaken for a visitor.
 */
export function identifyCallers(app: FastifyInstance, tokens: Tokens): void {
  app.decorateRequest("caller", null);
  app.addHook("onRequest", (request, _reply, done) => {
    const { authorization } = request.headers;
    const known = tokens.knownAccess(quickly(authorization));
    if (known !== undefined) {
      request.caller = known;
      return done();
    }
    const token = bearerToken(authorization);
    if (token === undefined) return done();
    setCaller(request, tokens.readAccess(token), done);
  });
}

/**
 * Sets `request.caller` from the gateway's word, and refuses every request without one: a service behind the gateway
 * trusts no network, only the gateway's signature made for this service.
 */
export function trustGateway(app: FastifyInstance, tokens: Tokens, service: string): void {
  app.decorateRequest("caller", null);
  app.addHook("onRequest", (request, _reply, done) => {
    const { authorization } = request.headers;
    const known = tokens.knownService(quickly(authorization), service);
    if (known !== undefined) {
      request.caller = known;
      return done();
    }
    if (healthPaths.has(request.url)) return done();
    const token = bearerToken(authorization);
    if (token === undefined) throw refusal("This service is reached through the gateway only.", "Bearer");
    setCaller(request, tokens.readService(token, service), done);
  });
}

/** The token of an `Authorization: Bearer` header, in whatever case the scheme is written (RFC 9110, section 11.1). */
export function bearerToken(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const token = /^bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(authorization)?.[1];
  if (token === undefined)
    throw refusal("The authorization header must be `Bearer` and a token.", 'Bearer error="invalid_request"');
  return token;
}

/** What may be a token, to look whether it was seen before: most were, and all of them were read in full then. */
function quickly(authorization = ""): string {
  return authorization.startsWith(scheme) ? authorization.slice(scheme.length) : "";
}

function setCaller(request: FastifyRequest, read: Promise<Caller | null>, done: (error?: Error) => void): void {
  const set = (caller: Caller | null) => {
    request.caller = caller;
    done();
  };
  read.then(set, (error: Error) => done(refusalOf(error)));
}

function refusalOf(error: Error): Error {
  if (!(error instanceof TokenRefused)) return error;
  return refusal("The token is not valid here, or has expired.", 'Bearer error="invalid_token"');
}

function refusal(detail: string, challenge: string): Problem {
  return new Problem(401, detail, { headers: { "www-authenticate": challenge } });
}
