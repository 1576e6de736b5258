import type { FastifyBaseLogger } from "fastify";
import type { Caller } from "../auth/caller.js";
import type { Tokens } from "../auth/tokens.js";
import { Outbound } from "../resilience/outbound.js";
import type { OutboundAnswer } from "../resilience/outboundRequest.js";
import type { Services } from "../services.js";
import { maxPictureBytes } from "../uploads/uploads.js";
import type { BackendRequest, Backends, ServiceName } from "./backends.js";

/** Half as long as the gateway's word is good for, so that it is never shown when it is about to end. */
const wordKeptMs = 30_000;
const wordsKept = 10_000;
/** A picture and its headers: nothing that services answer is larger. */
const mostBytes = maxPictureBytes + 64 * 1024;

/** The gateway's word for one caller, while it is good. */
interface Word {
  /** At once when it is signed: nobody waits for a promise then. */
  authorization: string | Promise<string>;
  readonly until: number;
}

/** Services that run elsewhere: asked over HTTP, with the gateway's word for who asks. */
export class RemoteBackends implements Backends {
  readonly #tokens: Tokens;
  readonly #origins: Readonly<Record<ServiceName, string>>;
  readonly #services: Readonly<Record<ServiceName, Outbound>>;
  readonly #words: Readonly<Record<ServiceName, Map<string, Word>>> = {
    auth: new Map(),
    users: new Map(),
    posts: new Map(),
  };

  constructor(
    urls: Readonly<Record<ServiceName, string>>,
    { tokens, metrics }: Pick<Services, "tokens" | "metrics">,
    log: Pick<FastifyBaseLogger, "warn">,
  ) {
    const outbound = (name: ServiceName) =>
      new Outbound({
        name,
        timeoutMs: 5_000,
        maxAnswerBytes: mostBytes,
        onStateChange: (service, state) => {
          metrics.breaker(service, state);
          log.warn({ service, state }, "circuit breaker");
        },
      });
    this.#tokens = tokens;
    this.#origins = { auth: originOf(urls.auth), users: originOf(urls.users), posts: originOf(urls.posts) };
    this.#services = { auth: outbound("auth"), users: outbound("users"), posts: outbound("posts") };
  }

  ask(service: ServiceName, request: BackendRequest, caller: Caller | null): Promise<OutboundAnswer> {
    const { authorization } = this.#wordFor(service, caller);
    if (typeof authorization === "string") return this.#send(service, request, authorization);
    return authorization.then((word) => this.#send(service, request, word));
  }

  #send(service: ServiceName, request: BackendRequest, authorization: string): Promise<OutboundAnswer> {
    const { method, path, headers, body } = request;
    const url = { origin: this.#origins[service], path };
    return this.#services[service].send({ method, url, headers: { ...headers, authorization }, body });
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.#services).map((service) => service.close()));
  }

  /** Signing takes longer than everything else that the gateway does, so a word is used for a while. */
  #wordFor(service: ServiceName, caller: Caller | null): Word {
    const words = this.#words[service];
    const key = caller?.userId ?? "";
    const kept = words.get(key);
    if (kept && kept.until > Date.now()) return kept;
    if (words.size >= wordsKept) words.clear();
    const signed = this.#tokens.signService(caller, service).then((token) => `Bearer ${token}`);
    const word: Word = { authorization: signed, until: Date.now() + wordKeptMs };
    signed.then(
      (text) => {
        word.authorization = text;
      },
      () => words.delete(key),
    );
    words.set(key, word);
    return word;
  }
}

function originOf(url: string): string {
  return url === "" ? "" : new URL(url).origin;
}
