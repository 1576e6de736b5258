import type { FastifyReply } from "fastify";
import type { Kept } from "../cache/cacheEntry.js";

/**
 * Answers with what is in the cache, as it is: nothing is parsed, written anew or hashed. Gives nothing back, as who
 * returns a reply from a handler makes the framework wait for an answer that has gone out already.
 */
export function sendKept(reply: FastifyReply, { json, tag }: Kept): void {
  reply.header("etag", tag).header("content-type", "application/json; charset=utf-8").send(json);
}
