/** Hears a message of a channel. */
export type Listener = (message: string) => void;

/**
 * Messages to whoever listens right now, in any process. Nothing is kept: who is not connected misses it and asks the
 * database later, so this carries hints, never the only copy of something.
 */
export interface PubSub {
  publish(channel: string, message: string): Promise<void>;
  /** Resolves once messages arrive; to what ends the subscription. */
  subscribe(channel: string, listener: Listener): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** The channel of one user's feed. */
export function feedChannel(userId: string): string {
  return `feed:${userId}`;
}
