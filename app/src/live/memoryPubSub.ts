import { ChannelListeners } from "./channelListeners.js";
import type { Listener, PubSub } from "./pubSub.js";

/** Messages within one process: enough where everything runs in it. */
export class MemoryPubSub implements PubSub {
  readonly #listeners = new ChannelListeners();

  async publish(channel: string, message: string): Promise<void> {
    this.#listeners.tell(channel, message);
  }

  async subscribe(channel: string, listener: Listener): Promise<() => Promise<void>> {
    // A function of its own per subscription, so that one listener may subscribe twice.
    const own: Listener = (message) => listener(message);
    this.#listeners.add(channel, own);
    return async () => {
      this.#listeners.remove(channel, own);
    };
  }

  async close(): Promise<void> {
    this.#listeners.clear();
  }
}
