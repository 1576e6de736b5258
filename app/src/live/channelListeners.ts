import type { Listener } from "./pubSub.js";

/** Who listens to which channel, within this process. */
export class ChannelListeners {
  readonly #byChannel = new Map<string, Set<Listener>>();

  /** Whether this is the first of its channel. */
  add(channel: string, listener: Listener): boolean {
    const listeners = this.#byChannel.get(channel);
    if (listeners) listeners.add(listener);
    else this.#byChannel.set(channel, new Set([listener]));
    return !listeners;
  }

  /** Whether it was the last of its channel. */
  remove(channel: string, listener: Listener): boolean {
    const listeners = this.#byChannel.get(channel);
    if (!listeners?.delete(listener) || listeners.size > 0) return false;
    return this.#byChannel.delete(channel);
  }

  tell(channel: string, message: string): void {
    for (const listener of [...(this.#byChannel.get(channel) ?? [])]) listener(message);
  }

  clear(): void {
    this.#byChannel.clear();
  }
}
