import { credentials } from "@grpc/grpc-js";
import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import { type Callback, CallbackInvokeRequest } from "@pulumi/pulumi/proto/callback_pb";
import { MESSAGE_LIMIT } from "./limits";

/** Calls functions that the program serves: transforms and hooks. */
export class Callbacks {
  readonly #clients = new Map<string, CallbacksClient>();

  /** Calls one function with a request in its own message form and gives its answer, in that form too. */
  call(callback: Callback, request: Uint8Array): Promise<Uint8Array> {
    const message = new CallbackInvokeRequest().setToken(callback.getToken()).setRequest(request);
    const client = this.#client(callback.getTarget());
    return new Promise((resolve, reject) => {
      client.invoke(message, (error, response) => {
        if (error) reject(new Error(error.details));
        else resolve(response.getResponse_asU8());
      });
    });
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
    this.#clients.clear();
  }

  #client(target: string): CallbacksClient {
    const known = this.#clients.get(target);
    if (known !== undefined) return known;
    const client = new CallbacksClient(target, credentials.createInsecure(), MESSAGE_LIMIT);
    this.#clients.set(target, client);
    return client;
  }
}
