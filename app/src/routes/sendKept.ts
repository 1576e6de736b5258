import type { FastifyReply } from "fastify";
import type { Kept } from "../cache/cacheEntry.js";

/** Answers with what is in the cache, as it is: nothing is parsed, written anew or hashed. */
export function sendKept(reply: FastifyReply, { json, tag }: Kept): FastifyReply {
  return reply.header("etag", tag).header("content-type", "application/json; charset=utf-8").send(json);
}
