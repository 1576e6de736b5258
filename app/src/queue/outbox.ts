import { currentTraceparent } from "../operations/trace.js";
import type { Queryable } from "../storage/database.js";
import { newId } from "../storage/id.js";
import type { Envelope, Event } from "./events.js";

/** How an event is published. */
export interface PublishOptions {
  /** Seconds to wait before it is sent, as long as you like. */
  readonly delaySeconds?: number;
  /** The request that it comes from, for the log. */
  readonly requestId?: string;
}

/**
 * Transactional outbox: the event is a row of the transaction that it tells about, so that it is sent if and only if
 * that transaction commits. The relay takes it from there.
 */
export async function publish(
  transaction: Queryable,
  event: Event,
  { delaySeconds = 0, requestId }: PublishOptions = {},
): Promise<void> {
  const id = newId();
  const traceparent = currentTraceparent();
  const envelope: Envelope = {
    ...{ id, event },
    ...(requestId !== undefined && { requestId }),
    ...(traceparent !== undefined && { traceparent }),
  };
  await transaction.query(
    "insert into outbox (id, body, available_at) values ($1, $2, now() + make_interval(secs => $3))",
    [id, JSON.stringify(envelope), delaySeconds],
  );
}
