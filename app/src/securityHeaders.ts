import type { FastifyInstance, FastifyReply } from "fastify";

/** Only what the app itself serves may run, load or frame; TLS ends in front of the app, which sets HSTS there. */
const headers = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
} as const;

/** Sets the security headers on one answer. */
export function secure(reply: FastifyReply): void {
  reply.headers(headers);
}

/** Sets the security headers on every answer that a route, or the lack of one, gives. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook("onRequest", async (_request, reply) => secure(reply));
}
