import type { BlockList } from "node:net";
import { LRUCache } from "lru-cache";
import { Agent } from "undici";
import { networks, publicLookup, type Resolve } from "../network/publicAddresses.js";
import { Outbound } from "../resilience/outbound.js";
import { OutboundFailed } from "../resilience/outboundRequest.js";
import { refusedUrl } from "./endpointUrl.js";
import { sign } from "./signature.js";

/** One message to one endpoint. */
export interface WebhookMessage {
  /** The same in every attempt: who gets it twice knows by it. */
  readonly id: string;
  readonly body: string;
  readonly endpoint: { readonly id: string; readonly url: string; readonly secret: string };
}

/** How an attempt ended. `open`: none was made, because the endpoint kept failing just now. */
export type Attempt =
  | { readonly outcome: "delivered" | "gone" | "open" }
  | { readonly outcome: "failed"; readonly why: string };

export interface WebhookSenderOptions {
  /** Networks that may be asked although they are not public. */
  readonly allowedNetworks: readonly string[];
  /** Told of endpoints that are left alone for a while. */
  readonly onStateChange?: (endpoint: string, state: "closed" | "open" | "half-open") => void;
  /** @default Node's own */
  readonly resolve?: Resolve;
}

/** As long as an endpoint may take: Standard Webhooks recommends 15 to 30 s. */
const timeoutMs = 15_000;
const connectTimeoutMs = 5_000;
/** Nobody reads what endpoints answer. */
const maxAnswerBytes = 16 * 1024;
/** Connections to one endpoint: a slow one must not take them all. */
const connectionsPerOrigin = 4;
/** Endpoints whose circuit breaker is remembered. */
const rememberedEndpoints = 5_000;
const headers = { "content-type": "application/json", "user-agent": "zero-to-millions-webhooks/1" };

/**
 * Sends webhooks: signed, to addresses of the public alone, never where an answer redirects to, and with a circuit
 * breaker for each endpoint. Whether to try again is for the queue to see to.
 */
export class WebhookSender {
  readonly #allowed: BlockList;
  readonly #agent: Agent;
  readonly #endpoints = new LRUCache<string, Outbound>({ max: rememberedEndpoints });
  readonly #onStateChange: WebhookSenderOptions["onStateChange"];

  constructor({ allowedNetworks, onStateChange, resolve }: WebhookSenderOptions) {
    this.#allowed = networks(allowedNetworks);
    this.#onStateChange = onStateChange;
    this.#agent = new Agent({
      connect: { lookup: publicLookup(this.#allowed, resolve), timeout: connectTimeoutMs },
      connections: connectionsPerOrigin,
      maxResponseSize: maxAnswerBytes,
    });
  }

  /** Why a URL cannot be an endpoint's; undefined when it can. */
  refuses(url: string): string | undefined {
    return refusedUrl(url, this.#allowed);
  }

  /** Makes one attempt. */
  async send({ id, body, endpoint }: WebhookMessage): Promise<Attempt> {
    const refused = this.refuses(endpoint.url);
    if (refused !== undefined) return { outcome: "failed", why: `The URL ${refused}.` };
    try {
      const { statusCode } = await this.#outboundTo(endpoint.id).send({
        method: "POST",
        url: endpoint.url,
        headers: { ...headers, ...sign(endpoint.secret, id, body, new Date()) },
        body,
      });
      if (statusCode >= 200 && statusCode < 300) return { outcome: "delivered" };
      return statusCode === 410 ? { outcome: "gone" } : { outcome: "failed", why: `The answer was ${statusCode}.` };
    } catch (error) {
      if (!(error instanceof OutboundFailed)) throw error;
      return error.failure === "open" ? { outcome: "open" } : { outcome: "failed", why: reasonOf(error) };
    }
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  #outboundTo(endpointId: string): Outbound {
    const known = this.#endpoints.get(endpointId);
    if (known) return known;
    const made = new Outbound({
      name: `webhook ${endpointId}`,
      timeoutMs,
      maxRetries: 0,
      openMs: 30_000,
      dispatcher: this.#agent,
      ...(this.#onStateChange && { onStateChange: (_name, state) => this.#onStateChange?.(endpointId, state) }),
    });
    this.#endpoints.set(endpointId, made);
    return made;
  }
}

/** For the endpoint's owner, who may know that the address is not public, but not what is at it. */
function reasonOf({ failure, cause }: OutboundFailed): string {
  if (cause instanceof Error && "code" in cause && cause.code === "EPRIVATE") return "The address is not public.";
  if (failure === "timeout") return "There was no answer in time.";
  return failure === "unreachable" ? "It could not be reached." : "The connection broke.";
}
