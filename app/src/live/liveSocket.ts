import type { WebSocket } from "ws";

/** Bytes that may wait for a slow reader before it is let go: it resumes when it comes back. */
const mostWaitingBytes = 256 * 1024;
/** Messages that a client may send in its life: it has one thing to say, and answers pings. */
const mostMessages = 100;

/** Why a connection was closed, beside the codes of RFC 6455. 4000 to 4999 are for applications. */
export const closeCodes = {
  tokenRefused: 4401,
  silent: 4408,
  tooMany: 4429,
  goingAway: 1001,
  tooSlow: 1013,
  policy: 1008,
} as const;

/** What the server says. */
export type LiveMessage =
  | { readonly type: "ready"; readonly heartbeatSeconds: number }
  | { readonly type: "heartbeat" }
  | { readonly type: "post.created" | "post.deleted"; readonly postId: string; readonly authorId: string }
  | { readonly type: "resync" };

/** One connection, watched: it is let go when it does not read, does not answer, or talks too much. */
export class LiveSocket {
  readonly #socket: WebSocket;
  #answers = true;
  #heard = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on("pong", () => {
      this.#answers = true;
    });
    socket.on("error", () => socket.terminate());
  }

  /** The next message. Undefined when there is none within the time, or the connection ends. */
  async hear(milliseconds: number): Promise<string | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), milliseconds);
      this.#socket.once("close", () => resolve(undefined));
      this.#socket.once("message", (data) => {
        clearTimeout(timer);
        resolve(String(data));
      });
    });
  }

  /** Counts what comes in from now on, and closes when it is too much. */
  limitMessages(): void {
    this.#socket.on("message", () => {
      this.#heard += 1;
      if (this.#heard > mostMessages) this.close(closeCodes.policy);
    });
  }

  /** Sends, unless so much waits already that this reader is not keeping up. */
  send(message: LiveMessage | string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > mostWaitingBytes) {
      this.close(closeCodes.tooSlow);
      // A close frame waits behind everything else.
      this.#socket.terminate();
      return;
    }
    this.#socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** Asks whether the other side is still there; lets it go when it did not answer last time. */
  beat(): void {
    if (!this.#answers) {
      this.#socket.terminate();
      return;
    }
    this.#answers = false;
    this.#socket.ping();
    this.send({ type: "heartbeat" });
  }

  close(code: number): void {
    this.#socket.close(code);
  }

  /** Told when the connection is closed, at once where it is already. */
  onClose(listener: () => void): void {
    if (this.#socket.readyState === this.#socket.CLOSED) listener();
    else this.#socket.once("close", listener);
  }
}
