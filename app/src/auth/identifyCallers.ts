import type { FastifyInstance } from "fastify";
import { healthPaths } from "../operations/healthPaths.js";
import { Problem } from "../problem.js";
import { TokenRefused, type Tokens } from "./tokens.js";

/**
 * Sets `request.caller` from the access token that a browser or a client sends: `Authorization: Bearer …`. No token is
 * nobody; a token that is not right is refused, so that an expired one is never mistaken for a visitor.
 */
export function identifyCallers(app: FastifyInstance, tokens: Tokens): void {
  app.decorateRequest("caller", null);
  app.addHook("onRequest", async (request) => {
    const token = bearerToken(request.headers.authorization);
    if (token !== undefined) request.caller = await read(() => tokens.readAccess(token));
  });
}

/**
 * Sets `request.caller` from the gateway's word, and refuses every request without one: a service behind the gateway
 * trusts no network, only the gateway's signature made for this service.
 */
export function trustGateway(app: FastifyInstance, tokens: Tokens, service: string): void {
  app.decorateRequest("caller", null);
  app.addHook("onRequest", async (request) => {
    if (healthPaths.has(request.url)) return;
    const token = bearerToken(request.headers.authorization);
    if (token === undefined) throw refusal("This service is reached through the gateway only.", "Bearer");
    request.caller = await read(() => tokens.readService(token, service));
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

async function read<Result>(token: () => Promise<Result>): Promise<Result> {
  try {
    return await token();
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
    throw refusal("The token is not valid here, or has expired.", 'Bearer error="invalid_token"');
  }
}

function refusal(detail: string, challenge: string): Problem {
  return new Problem(401, detail, { headers: { "www-authenticate": challenge } });
}
