import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "./problem.js";
import type { Databases, ReaderPosition } from "./storage/databases.js";
import { readPosition, writePosition } from "./storage/readerPosition.js";
import type { ShardKey } from "./storage/shardHash.js";
import type { App } from "./typedApp.js";

declare module "fastify" {
  interface FastifyRequest {
    /** What this request must see: the writes that its sender knows of. */
    reader: ReaderPosition | undefined;
  }
}

const header = "x-read-after";

/**
 * Read-your-writes without sticky sessions: the answer to a write says in `x-read-after` how far the database's log was,
 * the client sends that along, and a copy that has not come so far is not asked.
 */
export function followReaders(app: App): void {
  app.decorateRequest("reader", undefined);
  app.addHook("onRequest", (request, _reply, done) => {
    const text = request.headers[header];
    if (text === undefined) return done();
    request.reader = typeof text === "string" ? readPosition(text) : undefined;
    if (!request.reader) throw new Problem(400, `The header ${header} must be what an earlier answer had there.`);
    done();
  });
}

/** The header by which another service is told what it must have seen; nothing where all will do. */
export function readAfterHeaders(reader: ReaderPosition | undefined): Readonly<Record<string, string>> {
  return reader === undefined ? {} : { [header]: writePosition(reader) };
}

/** Tells the client what to send along to see the write to `key` that was just committed. */
export async function tellPosition(
  request: FastifyRequest,
  reply: FastifyReply,
  databases: Databases,
  key: ShardKey,
): Promise<void> {
  const position = await databases.positionAfter(key, request.reader);
  if (position) reply.header(header, writePosition(position));
}
