import type { Metrics } from "../operations/metrics.js";
import type { Event, EventOf } from "../queue/events.js";
import { publish } from "../queue/outbox.js";
import { once } from "../queue/processed.js";
import type { Queryable } from "../storage/database.js";
import type { Databases } from "../storage/databases.js";
import { idAt, newId } from "../storage/id.js";
import { backoffSeconds } from "../worker/backoff.js";
import type { Attempt, WebhookSender } from "./sender.js";
import type { KeptSecret, WebhookSecrets } from "./webhookSecrets.js";

/** Events that endpoints are told of: those about their owner. */
export type Notice = Exclude<Event, { readonly type: `webhook.${string}` | `moderation.${string}` }>;

/** Attempts in all: with the default pause of 5 s before the second one, over most of a day. */
const mostAttempts = 9;
const longestPauseSeconds = 12 * 60 * 60;
/** Until an endpoint that is left alone is looked at again. */
const openPauseSeconds = 30;
const keptMs = 30 * 24 * 60 * 60 * 1_000;
const sweepRows = 1_000;

type Due = EventOf<"webhook.due">;
type DueRow = { endpoint_id: string; url: string; body: string; attempts: number; is_off: boolean } & KeptSecret;

/** What telling endpoints takes. */
export interface WebhooksOptions {
  readonly databases: Databases;
  readonly sender: WebhookSender;
  readonly metrics: Metrics;
  /** Pause before the second attempt. */
  readonly retrySeconds: number;
  readonly secrets: WebhookSecrets;
}

/**
 * What endpoints are told. Each message to each endpoint is a row, made once for each event, and an event of its own in
 * the queue, so that a slow or broken endpoint holds up nobody else; retries are events that come later.
 */
export class Webhooks {
  readonly #databases: Databases;
  readonly #sender: WebhookSender;
  readonly #metrics: Metrics;
  readonly #retrySeconds: number;
  readonly #secrets: WebhookSecrets;

  constructor({ databases, sender, metrics, retrySeconds, secrets }: WebhooksOptions) {
    this.#databases = databases;
    this.#sender = sender;
    this.#metrics = metrics;
    this.#retrySeconds = retrySeconds;
    this.#secrets = secrets;
  }

  /** Why a URL cannot be an endpoint's; undefined when it can. */
  refuses(url: string): string | undefined {
    return this.#sender.refuses(url);
  }

  /** Tells the endpoints of whom an event is about. @param message the event's id, the same each time that it comes */
  async plan(event: Notice, message: string): Promise<void> {
    const userId = subjectOf(event);
    const database = this.#databases.for(userId);
    const endpoints = await database.query<{ id: string }>(
      "select id from webhook_endpoints where user_id = $1 and disabled_at is null",
      [userId],
    );
    if (endpoints.length === 0) return;
    const { type, ...data } = event;
    const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data });
    await once(database, `${message}:webhooks`, async (transaction) => {
      for (const { id: endpointId } of endpoints) {
        const deliveryId = newId();
        // An endpoint that was deleted meanwhile is told of nothing.
        await transaction.query(
          `insert into webhook_deliveries (id, endpoint_id, user_id, event_type, body)
           select $1, id, user_id, $3, $4 from webhook_endpoints where id = $2`,
          [deliveryId, endpointId, type, body],
        );
        await publish(transaction, { type: "webhook.due", deliveryId, userId });
      }
    });
  }

  /** Makes one attempt, and sees to the next one where that is wanted. */
  async attempt(due: Due): Promise<void> {
    const database = this.#databases.for(due.userId);
    const [row] = await database.query<DueRow>(
      `select endpoint_id, url, secret, sealed_secret, body, attempts, disabled_at is not null as is_off
       from webhook_deliveries as delivery join webhook_endpoints as endpoint on endpoint.id = endpoint_id
       where delivery.id = $1 and delivered_at is null and failed_at is null`,
      [due.deliveryId],
    );
    if (!row) return;
    const { endpoint_id: id, url, body, attempts } = row;
    if (row.is_off) return giveUp(database, due);
    const secret = this.#secrets.read(id, row);
    const attempt = await this.#sender.send({ id: due.deliveryId, body, endpoint: { id, url, secret } });
    if (attempt.outcome !== "open") this.#metrics.webhook(attempt.outcome === "delivered" ? "delivered" : "failed");
    await database.transaction((transaction) => this.#settle(transaction, due, { attempt, attempts, endpointId: id }));
  }

  /** Deletes some of what is long over; how much. */
  async sweep(): Promise<number> {
    const swept = await Promise.all(
      this.#databases.all.map((database) =>
        database.query(
          `delete from webhook_deliveries where id in
             (select id from webhook_deliveries where id < $1 limit ${sweepRows} for update skip locked) returning 1`,
          [idAt(Date.now() - keptMs)],
        ),
      ),
    );
    return swept.flat().length;
  }

  close(): Promise<void> {
    return this.#sender.close();
  }

  /** Nothing when another worker had the same message and was quicker. */
  async #settle(
    transaction: Queryable,
    due: Due,
    { attempt, attempts, endpointId }: { attempt: Attempt; attempts: number; endpointId: string },
  ): Promise<void> {
    const made = attempt.outcome === "open" ? attempts : attempts + 1;
    const again = attempt.outcome === "open" || (attempt.outcome === "failed" && made < mostAttempts);
    const pause =
      attempt.outcome === "open" ? openPauseSeconds : backoffSeconds(attempts, this.#retrySeconds, longestPauseSeconds);
    const [fresh] = await transaction.query(
      `update webhook_deliveries set attempts = $3, last_error = $4,
         delivered_at = case when $5 = 'delivered' then now() end,
         failed_at = case when $5 in ('failed', 'gone') and not $6 then now() end,
         next_attempt_at = case when $6 then now() + make_interval(secs => $7) end
       where id = $1 and attempts = $2 and delivered_at is null and failed_at is null returning 1`,
      [due.deliveryId, attempts, made, errorOf(attempt), attempt.outcome, again, pause],
    );
    if (!fresh) return;
    if (again) await publish(transaction, due, { delaySeconds: pause });
    if (attempt.outcome === "gone") {
      await transaction.query("update webhook_endpoints set disabled_at = now() where id = $1", [endpointId]);
    }
  }
}

/** Ends what its endpoint was to be told before it was switched off. */
async function giveUp(database: Queryable, { deliveryId }: Due): Promise<void> {
  await database.query(
    `update webhook_deliveries set failed_at = now(), next_attempt_at = null, last_error = 'The endpoint is switched off.'
     where id = $1 and delivered_at is null and failed_at is null`,
    [deliveryId],
  );
}

/** The user whom an event is about: who wrote, or is followed. */
function subjectOf(event: Notice): string {
  return "authorId" in event ? event.authorId : event.followeeId;
}

function errorOf(attempt: Attempt): string | null {
  switch (attempt.outcome) {
    case "delivered":
      return null;
    case "gone":
      return "The answer was 410: the endpoint is gone, and is switched off.";
    case "open":
      return "It kept failing and is left alone for a while.";
    case "failed":
      return attempt.why;
  }
}
