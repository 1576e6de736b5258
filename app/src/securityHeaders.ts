import type { FastifyInstance, FastifyReply } from "fastify";

/** Header → value. */
type Headers = Readonly<Record<string, string>>;

/**
 * Only what the app itself serves may run, load or frame; TLS ends in front of the app, which sets HSTS there.
 * @param pictures origin that the page brings pictures to and shows them from, such as a bucket's, if it is another one
 */
export function securityHeaders(pictures: string | undefined): Headers {
  const elsewhere = pictures === undefined ? "" : ` ${pictures}`;
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      `img-src 'self'${elsewhere}`,
      `connect-src 'self'${elsewhere}`,
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
}

/** Sets the security headers on one answer, but for those that its route has set. */
export function secure(reply: FastifyReply, headers: Headers): void {
  for (const name in headers) if (!reply.hasHeader(name)) reply.header(name, headers[name]);
}

/**
 * Sets the security headers on every answer that a route, or the lack of one, gives. When it is sent: the gateway hands
 * answers on past the framework and adds the same headers itself, for which the framework need not keep them.
 */
export function addSecurityHeaders(app: FastifyInstance, headers: Headers): void {
  app.addHook("onSend", (_request, reply, _payload, done) => {
    secure(reply, headers);
    done();
  });
}
