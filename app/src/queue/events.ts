import { type Static, Type } from "typebox";
import { Value } from "typebox/value";

const Id = Type.String({ format: "uuid" });

/**
 * What has happened, by type: told to the worker by the queue. A message may come late, twice or after its successor,
 * so it says what to look at, and handlers look at the database for how things stand now.
 */
export const eventSchemas = {
  /** A post is there: followers' feeds want it. */
  "post.created": Type.Object({ postId: Id, authorId: Id }),
  /** A post is gone: from feeds too. */
  "post.deleted": Type.Object({ postId: Id, authorId: Id }),
  /** Somebody follows somebody: their copy of it, the count, and the feed want it. */
  "follow.created": Type.Object({ followerId: Id, followeeId: Id }),
  "follow.deleted": Type.Object({ followerId: Id, followeeId: Id }),
  /** A webhook's endpoint is to be told of something, now. */
  "webhook.due": Type.Object({ deliveryId: Id, userId: Id }),
  /** A third party is to look at a post. */
  "moderation.due": Type.Object({ postId: Id, authorId: Id }),
} as const;

/** A name of {@link eventSchemas}. */
export type EventType = keyof typeof eventSchemas;

/** An event of one type. */
export type EventOf<T extends EventType> = { readonly type: T } & Readonly<Static<(typeof eventSchemas)[T]>>;

/** An event of any type. */
export type Event = { [T in EventType]: EventOf<T> }[EventType];

/** An event on its way. */
export interface Envelope {
  /** The same in every copy that is delivered. */
  readonly id: string;
  readonly event: Event;
  /** The request that it comes from, for the log. */
  readonly requestId?: string;
  /** The trace that it is a part of: W3C Trace Context. */
  readonly traceparent?: string;
}

const envelopeSchema = Type.Object({
  id: Type.String({ minLength: 1 }),
  event: Type.Object({ type: Type.Enum(Object.keys(eventSchemas)) }),
  requestId: Type.Optional(Type.String()),
  traceparent: Type.Optional(Type.String()),
});

/**
 * Reads the body of a message.
 * @throws Error that says what is wrong: the message is no event that this version knows
 */
export function parseEnvelope(body: string): Envelope {
  const read: unknown = JSON.parse(body);
  if (!Value.Check(envelopeSchema, read)) throw new Error("The message is no event that this version knows.");
  const { type } = read.event;
  if (!Value.Check(eventSchemas[type as EventType], read.event)) {
    throw new Error(`The event ${type} does not have the properties that it should.`);
  }
  return read as Envelope;
}
