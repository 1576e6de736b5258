import { tagOf } from "./entityTag.js";
import type { App } from "./typedApp.js";

/**
 * ETag and If-None-Match (RFC 9110, section 13.1.2) for what is read: the tag is a hash of the answer, so that it needs
 * no version in any table and is right for lists as well. Spares the transfer, not the query. What comes from the cache
 * has its tag from there.
 */
export function answerConditionally(app: App): void {
  app.addHook("onSend", (request, reply, payload, done) => {
    const reads = request.method === "GET" || request.method === "HEAD";
    if (!reads || reply.statusCode !== 200 || typeof payload !== "string") return done();
    if (reply.getHeader("cache-control") === "no-store") return done();
    const kept = reply.getHeader("etag");
    const tag = typeof kept === "string" ? kept : tagOf(payload);
    if (kept === undefined) reply.header("etag", tag);
    if (!isKnown(request.headers["if-none-match"], tag)) return done();
    reply.code(304).removeHeader("content-type").removeHeader("content-length");
    done(null, null);
  });
}

/** Compares weakly: a proxy that compresses turns a tag into a weak one. */
function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const given = ifNoneMatch.split(",").map((each) => each.trim().replace(/^W\//, ""));
  return given.includes(tag) || given.includes("*");
}
