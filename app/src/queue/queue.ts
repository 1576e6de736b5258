/** A message as a producer hands it over. */
export interface Outgoing {
  /** Distinguishes the message: who sees it twice does its work once. */
  readonly id: string;
  readonly body: string;
}

/** A message as a consumer gets it: hidden from the others until its time is over, then theirs again. */
export interface Message {
  readonly body: string;
  /** How often it has been handed out, this time included. */
  readonly attempt: number;
  /** What the queue knows this delivery by. */
  readonly receipt: string;
}

/** Where messages are put in. */
export interface QueueProducer {
  /** Sends up to ten messages; the ids of those that the queue has taken. Rejects when it cannot be reached. */
  send(messages: readonly Outgoing[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Where messages are taken out. Each comes at least once, in no order. */
export interface QueueConsumer {
  /** Seconds that a message stays hidden unless it is extended. */
  readonly visibilitySeconds: number;
  /** Up to `max` messages, at most ten; waits for the first one, at most 20 s. */
  receive(options: {
    readonly max: number;
    readonly waitSeconds: number;
    readonly signal: AbortSignal;
  }): Promise<readonly Message[]>;
  /** Keeps a message hidden for `visibilitySeconds` from now. */
  extend(message: Message): Promise<void>;
  /** Done: it never comes again. */
  delete(message: Message): Promise<void>;
  /** Failed: it comes again after `seconds`, or is set aside as a dead letter when it has failed too often. */
  retry(message: Message, seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Messages that failed too often, for a person to look at and to send again. */
export interface DeadLetters {
  /** Moves up to `limit` back to the queue, as new; how many. */
  redrive(limit: number): Promise<number>;
}
