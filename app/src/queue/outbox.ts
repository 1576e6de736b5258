import { currentTraceparent, type Origin } from "../operations/trace.js";
import type { Queryable } from "../storage/database.js";
import { newId } from "../storage/id.js";
import type { Envelope, Event } from "./events.js";

/** How an event is published. */
export interface PublishOptions extends Partial<Origin> {
  /** Seconds to wait before it is sent, as long as you like. */
  readonly delaySeconds?: number;
}

/**
 * Transactional outbox: the event is a row of the transaction that it tells about, so that it is sent if and only if
 * that transaction commits. The relay takes it from there.
 */
export async function publish(
  transaction: Queryable,
  event: Event,
  { delaySeconds = 0, ...origin }: PublishOptions = {},
): Promise<void> {
  const { id, body } = outboxRowOf(event, origin);
  await transaction.query(
    "insert into outbox (id, body, available_at) values ($1, $2, now() + make_interval(secs => $3))",
    [id, body, delaySeconds],
  );
}

/** The row that tells of an event, for a statement that stores it with the rest of its work. */
export function outboxRowOf(event: Event, origin: Partial<Origin>): { readonly id: string; readonly body: string } {
  const { requestId, traceparent = currentTraceparent() } = origin;
  const id = newId();
  const envelope: Envelope = {
    ...{ id, event },
    ...(requestId !== undefined && { requestId }),
    ...(traceparent !== undefined && { traceparent }),
  };
  return { id, body: JSON.stringify(envelope) };
}
