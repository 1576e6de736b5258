import type { Caller } from "../auth/caller.js";
import type { Tokens } from "../auth/tokens.js";
import { inProcess } from "../rateLimit/limitRequests.js";
import type { OutboundAnswer } from "../resilience/outboundRequest.js";
import type { App } from "../typedApp.js";
import type { BackendRequest, Backends, ServiceName } from "./backends.js";

/** Services that run in this process: their routes are called without a network in between. */
export class LocalBackends implements Backends {
  readonly #app: App;
  readonly #tokens: Tokens;

  constructor(app: App, tokens: Tokens) {
    this.#app = app;
    this.#tokens = tokens;
  }

  async ask(_service: ServiceName, request: BackendRequest, caller: Caller | null): Promise<OutboundAnswer> {
    const { method, path, headers, body } = request;
    const authorization = caller && { authorization: `Bearer ${await this.#tokens.signAccess(caller)}` };
    const answer = await this.#app.inject({
      method,
      url: path,
      remoteAddress: inProcess,
      headers: { ...headers, ...authorization },
      ...(body !== undefined && { payload: body }),
    });
    return {
      statusCode: answer.statusCode,
      headers: answer.headers as OutboundAnswer["headers"],
      body: answer.rawPayload,
    };
  }

  async close(): Promise<void> {}
}
