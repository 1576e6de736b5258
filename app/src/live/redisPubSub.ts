import { Redis } from "ioredis";
import { ChannelListeners } from "./channelListeners.js";
import type { Listener, PubSub } from "./pubSub.js";

/** Longer than Redis in the same region ever takes; a hint that comes later is of no use. */
const commandTimeoutMs = 2_000;

/**
 * Messages between processes by Redis or Valkey. A connection that subscribes can do nothing else (Redis, "Pub/Sub"), so
 * there are two; the subscribing one is used by every listener of this process, and subscribes again after it was lost.
 */
export class RedisPubSub implements PubSub {
  readonly #publisher: Redis;
  readonly #subscriber: Redis;
  readonly #listeners = new ChannelListeners();

  constructor(url: string, onError: (error: Error) => void) {
    this.#publisher = new Redis(url, { commandTimeout: commandTimeoutMs, maxRetriesPerRequest: 1 });
    this.#subscriber = new Redis(url, { maxRetriesPerRequest: null, autoResubscribe: true });
    for (const connection of [this.#publisher, this.#subscriber]) connection.on("error", onError);
    this.#subscriber.on("message", (channel: string, message: string) => this.#listeners.tell(channel, message));
  }

  async publish(channel: string, message: string): Promise<void> {
    await this.#publisher.publish(channel, message);
  }

  async subscribe(channel: string, listener: Listener): Promise<() => Promise<void>> {
    const own: Listener = (message) => listener(message);
    this.#listeners.add(channel, own);
    // Also when others listen already: what is sent after this resolves arrives, even if theirs has not resolved yet.
    await this.#subscriber.subscribe(channel);
    return async () => {
      if (this.#listeners.remove(channel, own)) await this.#subscriber.unsubscribe(channel);
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
    this.#publisher.disconnect();
    this.#subscriber.disconnect();
  }
}
