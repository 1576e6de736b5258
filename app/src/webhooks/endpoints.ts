import { randomBytes } from "node:crypto";
import { Problem } from "../problem.js";
import type { Databases } from "../storage/databases.js";
import { secretFrom } from "./signature.js";
import type { WebhookSecrets } from "./webhookSecrets.js";

/** Where a user wants to be told of events. */
export interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly createdAt: Date;
  /** False when it has said that it is gone, or its owner has switched it off. */
  readonly enabled: boolean;
}

/** An attempt, or the wait for one, to tell an endpoint of an event. */
export interface DeliveryRecord {
  readonly id: string;
  readonly type: string;
  readonly state: "waiting" | "delivered" | "failed";
  readonly attempts: number;
  readonly createdAt: Date;
  readonly lastError: string | null;
}

/** More than anybody needs; each one is asked for every event. */
export const endpointsPerUser = 10;
const shownDeliveries = 50;
/** Of 24 to 64 bytes, as Standard Webhooks asks for. */
const secretBytes = 32;

type EndpointRow = { id: string; url: string; created_at: Date; disabled_at: Date | null };
type DeliveryRow = {
  id: string;
  event_type: string;
  attempts: number;
  created_at: Date;
  delivered_at: Date | null;
  failed_at: Date | null;
  last_error: string | null;
};

const columns = "id, url, created_at, disabled_at";

/** Endpoints of webhooks, each on the shard of its user. Read from the primary: rarely, and by whoever just wrote. */
export class Endpoints {
  readonly #databases: Databases;
  readonly #secrets: WebhookSecrets;

  constructor(databases: Databases, secrets: WebhookSecrets) {
    this.#databases = databases;
    this.#secrets = secrets;
  }

  /**
   * Stores an endpoint and gives its secret, which is never shown again. Asked again with the same id, replaces the
   * secret that its caller did not get to see.
   * @throws Problem 409 when the user has as many as one may have
   */
  async create(userId: string, id: string, url: string): Promise<{ endpoint: Endpoint; secret: string }> {
    const secret = secretFrom(randomBytes(secretBytes));
    const kept = this.#secrets.keep(id, secret);
    const row = await this.#databases.for(userId).transaction(async (transaction) => {
      // One at a time for each user, so that the count is right.
      await transaction.query("select pg_advisory_xact_lock(hashtext('webhooks ' || $1))", [userId]);
      const others = await transaction.query("select 1 from webhook_endpoints where user_id = $1 and id <> $2", [
        userId,
        id,
      ]);
      if (others.length >= endpointsPerUser) {
        throw new Problem(409, `There are ${endpointsPerUser} webhooks already. Delete one first.`);
      }
      const [stored] = await transaction.query<EndpointRow>(
        `insert into webhook_endpoints (id, user_id, url, secret, sealed_secret) values ($1, $2, $3, $4, $5)
         on conflict (id) do update set secret = excluded.secret, sealed_secret = excluded.sealed_secret
         returning ${columns}`,
        [id, userId, url, kept.secret, kept.sealed_secret],
      );
      return stored;
    });
    if (!row) throw new Error("the endpoint was not stored");
    return { endpoint: fromRow(row), secret };
  }

  /** All of a user's, oldest first. */
  async of(userId: string): Promise<readonly Endpoint[]> {
    const rows = await this.#databases
      .for(userId)
      .query<EndpointRow>(`select ${columns} from webhook_endpoints where user_id = $1 order by id`, [userId]);
    return rows.map(fromRow);
  }

  async find(userId: string, id: string): Promise<Endpoint | undefined> {
    return this.#one(userId, `select ${columns} from webhook_endpoints where user_id = $1 and id = $2`, [userId, id]);
  }

  /** Another address, or switched off or on again; undefined when the user has no such endpoint. */
  async replace(userId: string, id: string, url: string, enabled: boolean): Promise<Endpoint | undefined> {
    return this.#one(
      userId,
      `update webhook_endpoints set url = $3,
         disabled_at = case when $4 then null else coalesce(disabled_at, now()) end
       where user_id = $1 and id = $2 returning ${columns}`,
      [userId, id, url, enabled],
    );
  }

  /** A new secret in place of the old one, which is worth nothing from now on; undefined as above. */
  async replaceSecret(userId: string, id: string): Promise<string | undefined> {
    const secret = secretFrom(randomBytes(secretBytes));
    const kept = this.#secrets.keep(id, secret);
    const rows = await this.#databases
      .for(userId)
      .query(
        "update webhook_endpoints set secret = $3, sealed_secret = $4 where user_id = $1 and id = $2 returning 1",
        [userId, id, kept.secret, kept.sealed_secret],
      );
    return rows.length > 0 ? secret : undefined;
  }

  /** Deletes an endpoint and what it was to be told; whether there was one. */
  async delete(userId: string, id: string): Promise<boolean> {
    const rows = await this.#databases
      .for(userId)
      .query("delete from webhook_endpoints where user_id = $1 and id = $2 returning 1", [userId, id]);
    return rows.length > 0;
  }

  /** What the endpoint was told of last, newest first. */
  async deliveries(userId: string, id: string): Promise<readonly DeliveryRecord[]> {
    const rows = await this.#databases.for(userId).query<DeliveryRow>(
      `select id, event_type, attempts, created_at, delivered_at, failed_at, last_error from webhook_deliveries
         where endpoint_id = $2 and user_id = $1 order by id desc limit ${shownDeliveries}`,
      [userId, id],
    );
    return rows.map((row) => ({
      id: row.id,
      type: row.event_type,
      state: row.delivered_at ? "delivered" : row.failed_at ? "failed" : "waiting",
      attempts: row.attempts,
      createdAt: row.created_at,
      lastError: row.last_error,
    }));
  }

  async #one(userId: string, statement: string, parameters: readonly unknown[]): Promise<Endpoint | undefined> {
    const [row] = await this.#databases.for(userId).query<EndpointRow>(statement, parameters);
    return row && fromRow(row);
  }
}

function fromRow({ id, url, created_at: createdAt, disabled_at }: EndpointRow): Endpoint {
  return { id, url, createdAt, enabled: disabled_at === null };
}
