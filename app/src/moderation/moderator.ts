import { Type } from "typebox";
import { Value } from "typebox/value";
import { Outbound, type OutboundOptions } from "../resilience/outbound.js";

/** What a third party says of a post: `later` when it will say so by a webhook. */
export type Verdict = "allow" | "remove" | "later";

const Answer = Type.Object({ verdict: Type.Enum(["allow", "remove", "later"]) });

/** A post as the third party sees it: nothing about who wrote it but an id. */
export interface JudgedPost {
  readonly id: string;
  readonly authorId: string;
  readonly body: string;
}

/** Asks a third party's API about posts, behind timeout, retries and a circuit breaker. */
export class Moderator {
  readonly #url: string;
  readonly #outbound: Outbound;

  constructor(url: string, onStateChange: NonNullable<OutboundOptions["onStateChange"]>) {
    this.#url = url;
    this.#outbound = new Outbound({ name: "moderation", timeoutMs: 5_000, onStateChange });
  }

  /** @throws Error when there is no answer, or none that says anything */
  async judge({ id, authorId, body }: JudgedPost): Promise<Verdict> {
    const { statusCode, body: answer } = await this.#outbound.send({
      method: "POST",
      url: this.#url,
      // The same post is the same question, however often it is asked.
      headers: { "content-type": "application/json", accept: "application/json", "idempotency-key": id },
      body: JSON.stringify({ id, authorId, body }),
    });
    const read: unknown = statusCode === 200 ? JSON.parse(answer.toString("utf8")) : undefined;
    if (Value.Check(Answer, read)) return read.verdict as Verdict;
    throw new Error(`Moderation answered ${statusCode} and no verdict of allow, remove or later.`);
  }

  async close(): Promise<void> {
    await this.#outbound.close();
  }
}
