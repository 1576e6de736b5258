import type { FastifyBaseLogger } from "fastify";
import { bringFollowAfter } from "../feed/bringFollowAfter.js";
import { fanOut, takeBack } from "../feed/fanOut.js";
import type { Envelope, EventOf, EventType } from "../queue/events.js";
import type { Services } from "../services.js";

/** What a handler works with. */
export interface HandlerContext {
  readonly services: Services;
  /** The message's id, the same each time that it comes: for `once` in `queue/processed.ts`. */
  readonly message: string;
  readonly log: FastifyBaseLogger;
}

/** Works on one event. Comes at least once: doing it again must change nothing. */
export type Handler<T extends EventType> = (event: EventOf<T>, context: HandlerContext) => Promise<void>;

/** One handler for each type of event. */
export type Handlers = { readonly [T in EventType]: Handler<T> };

/** What the worker does when something has happened. */
export const handlers: Handlers = {
  "post.created": (post, { services }) => fanOut(services.databases, services.pubSub, post),
  "post.deleted": (post, { services }) => takeBack(services.databases, services.pubSub, post),
  "follow.created": (follow, { services, message }) => bringFollowAfter(services.databases, message, follow),
  "follow.deleted": (follow, { services, message }) => bringFollowAfter(services.databases, message, follow),
};

/** Works on a message by the handler of its event's type. */
export function handle({ id, event }: Envelope, services: Services, log: FastifyBaseLogger): Promise<void> {
  const handler = handlers[event.type] as Handler<EventType>;
  return handler(event, { services, message: id, log });
}
