import type { FastifyBaseLogger } from "fastify";
import { bringFollowAfter } from "../feed/bringFollowAfter.js";
import { fanOut, takeBack } from "../feed/fanOut.js";
import { moderate, planModeration } from "../moderation/moderate.js";
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
  "post.created": async (post, { services, message }) => {
    await fanOut(services.databases, services.pubSub, post);
    await planModeration(services, post, message);
    await services.webhooks.plan(post, message);
  },
  "post.deleted": async (post, { services, message }) => {
    await takeBack(services.databases, services.pubSub, post);
    await services.webhooks.plan(post, message);
  },
  "follow.created": followed,
  "follow.deleted": followed,
  "webhook.due": (due, { services }) => services.webhooks.attempt(due),
  "moderation.due": (due, { services }) => moderate(services, due),
};

async function followed(
  follow: EventOf<"follow.created"> | EventOf<"follow.deleted">,
  { services, message }: HandlerContext,
): Promise<void> {
  await bringFollowAfter(services.databases, message, follow);
  await services.webhooks.plan(follow, message);
}

/** Works on a message by the handler of its event's type. */
export function handle({ id, event }: Envelope, services: Services, log: FastifyBaseLogger): Promise<void> {
  const handler = handlers[event.type] as Handler<EventType>;
  return handler(event, { services, message: id, log });
}
