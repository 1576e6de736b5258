import { setTimeout as sleep } from "node:timers/promises";
import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  CircuitState,
  circuitBreaker,
  handleAll,
  SamplingBreaker,
} from "cockatiel";
import { Agent, type Dispatcher } from "undici";
import { currentTraceparent } from "../operations/trace.js";
import { oneAttempt } from "./oneAttempt.js";
import {
  isRepeatable,
  isUnavailable,
  type OutboundAnswer,
  OutboundFailed,
  type OutboundFailure,
  type OutboundHeaders,
  type OutboundRequest,
} from "./outboundRequest.js";
import { RetryBudget } from "./retryBudget.js";

export interface OutboundOptions {
  /** Whom it asks, for errors and logs. */
  readonly name: string;
  /**
   * Longest that one attempt takes, connection included.
   * @default 2000
   */
  readonly timeoutMs?: number;
  /**
   * Attempts after the first one, for requests that may be made twice.
   * @default 2
   */
  readonly maxRetries?: number;
  /**
   * How long nothing is asked once half of the last ten seconds' requests failed, five at least.
   * @default 5000
   */
  readonly openMs?: number;
  /**
   * Longest answer that is read.
   * @default 1 MiB
   */
  readonly maxAnswerBytes?: number;
  /**
   * What connects.
   * @default an agent of its own, which refuses longer answers
   */
  readonly dispatcher?: Dispatcher;
  /** Told when the breaker opens, lets one request through to see, and closes. */
  readonly onStateChange?: (name: string, state: "closed" | "open" | "half-open") => void;
}

const defaultMaxAnswerBytes = 1024 * 1024;
const firstBackoffMs = 50;
const longestBackoffMs = 1_000;

/**
 * The one way to ask another service: each attempt has a deadline, what may be repeated is repeated with jitter and
 * within a budget, and a service that keeps failing is left alone for a while.
 */
export class Outbound {
  readonly name: string;
  readonly #timeoutMs: number;
  readonly #maxRetries: number;
  readonly #dispatcher: Dispatcher;
  readonly #budget = new RetryBudget();
  readonly #breaker: CircuitBreakerPolicy;

  constructor(options: OutboundOptions) {
    const { name, timeoutMs = 2_000, maxRetries = 2, openMs = 5_000, dispatcher, onStateChange } = options;
    const { maxAnswerBytes = defaultMaxAnswerBytes } = options;
    this.name = name;
    this.#timeoutMs = timeoutMs;
    this.#maxRetries = maxRetries;
    this.#dispatcher = dispatcher ?? new Agent({ maxResponseSize: maxAnswerBytes });
    this.#breaker = circuitBreaker(
      handleAll.orWhenResult((answer) => (answer as OutboundAnswer).statusCode >= 500),
      { halfOpenAfter: openMs, breaker: new SamplingBreaker({ threshold: 0.5, duration: 10_000, minimumRps: 0.5 }) },
    );
    this.#breaker.onStateChange((state) => onStateChange?.(name, stateNames[state]));
  }

  /** The answer, whatever its status, of the last attempt. @throws OutboundFailed when there is none. */
  async send(request: OutboundRequest): Promise<OutboundAnswer> {
    this.#budget.earn();
    for (let retries = 0; ; retries++) {
      const outcome = await this.#attempt(request);
      const again = retries < this.#maxRetries && mayRepeat(request, outcome) && this.#budget.spend();
      if (again) await sleep(backoffMs(retries));
      else if (outcome instanceof OutboundFailed) throw outcome;
      else return outcome;
    }
  }

  /** Ends every connection. */
  async close(): Promise<void> {
    await this.#dispatcher.destroy();
  }

  /** Its outcome, which is not thrown: each promise between the caller and the answer takes time. */
  #attempt(request: OutboundRequest): Promise<OutboundAnswer | OutboundFailed> {
    return this.#breaker
      .execute(() => this.#ask(request))
      .catch((error: unknown) => new OutboundFailed(this.name, failureFrom(error), error));
  }

  #ask({ method, url, headers, body }: OutboundRequest): Promise<OutboundAnswer> {
    const { origin, path } = placeOf(url);
    const options = { origin, path, method, headers: traced(headers), body: body ?? null };
    return oneAttempt(this.#dispatcher, options, this.#timeoutMs);
  }
}

function placeOf(url: OutboundRequest["url"]): Exclude<OutboundRequest["url"], string> {
  if (typeof url !== "string") return url;
  const { origin, pathname, search } = new URL(url);
  return { origin, path: `${pathname}${search}` };
}

/** Who is asked is told what the question is a part of, unless it has been. */
function traced(headers: OutboundHeaders = {}): OutboundHeaders {
  if ("traceparent" in headers) return headers;
  const traceparent = currentTraceparent();
  return traceparent === undefined ? headers : { ...headers, traceparent };
}

const stateNames = {
  [CircuitState.Closed]: "closed",
  [CircuitState.HalfOpen]: "half-open",
  [CircuitState.Open]: "open",
  [CircuitState.Isolated]: "open",
} as const;

function mayRepeat(request: OutboundRequest, outcome: OutboundAnswer | OutboundFailed): boolean {
  if (!(outcome instanceof OutboundFailed)) return isUnavailable(outcome) && isRepeatable(request);
  return outcome.failure !== "open" && (outcome.failure === "unreachable" || isRepeatable(request));
}

const neverConnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function failureFrom(error: unknown): OutboundFailure {
  if (error instanceof BrokenCircuitError) return "open";
  if (!(error instanceof Error)) return "broken";
  if (error.name === "TimeoutError") return "timeout";
  return "code" in error && typeof error.code === "string" && neverConnected.has(error.code) ? "unreachable" : "broken";
}

/** Full jitter, so that clients that failed together do not come back together. */
function backoffMs(retries: number): number {
  return Math.random() * Math.min(longestBackoffMs, firstBackoffMs * 2 ** retries);
}
