import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import type { OutboundAnswer } from "./outboundRequest.js";

/**
 * Makes one request and reads the whole answer, within a time. The dispatcher's own `request` makes a stream and a signal
 * of each, which takes about as long as all else that a gateway does.
 * @throws DOMException named TimeoutError, or what the connection failed with
 */
export function oneAttempt(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  timeoutMs: number,
): Promise<OutboundAnswer> {
  return new Promise((resolve, reject) => {
    const attempt = new Attempt(resolve, reject);
    const timer = setTimeout(() => attempt.giveUp(), timeoutMs);
    attempt.timer = timer;
    dispatcher.dispatch(options, attempt);
  });
}

class Attempt implements Dispatcher.DispatchHandler {
  timer: NodeJS.Timeout | undefined;
  readonly #resolve: (answer: OutboundAnswer) => void;
  readonly #reject: (error: unknown) => void;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #late: Error | undefined;
  #statusCode = 0;
  #headers: IncomingHttpHeaders = {};

  constructor(resolve: (answer: OutboundAnswer) => void, reject: (error: unknown) => void) {
    this.#resolve = resolve;
    this.#reject = reject;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#late) controller.abort(this.#late);
  }

  /** Asked for informational answers too, which the last one follows. */
  onResponseStart(_controller: Dispatcher.DispatchController, statusCode: number, headers: IncomingHttpHeaders): void {
    this.#statusCode = statusCode;
    this.#headers = headers;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    clearTimeout(this.timer);
    const [first = Buffer.alloc(0), ...more] = this.#chunks;
    const body = more.length === 0 ? first : Buffer.concat(this.#chunks);
    this.#resolve({ statusCode: this.#statusCode, headers: this.#headers, body });
  }

  onResponseError(_controller: unknown, error: Error): void {
    clearTimeout(this.timer);
    this.#reject(error);
  }

  giveUp(): void {
    this.#late = new DOMException("There was no answer in time.", "TimeoutError");
    this.#controller?.abort(this.#late);
    // One that waits for a connection ends without having begun.
    this.#reject(this.#late);
  }
}
