import { type ServerUnaryCall, type sendUnaryData, status } from "@grpc/grpc-js";

/** Serves one kind of call; what the handler throws reaches the program as the call's error. */
export function unary<Request, Response>(handle: (request: Request) => Response | Promise<Response>) {
  return (call: ServerUnaryCall<Request, Response>, done: sendUnaryData<Response>): void => {
    void (async () => handle(call.request))().then(
      (response) => done(null, response),
      (error: unknown) =>
        done({ code: status.UNKNOWN, details: error instanceof Error ? error.message : String(error) }),
    );
  };
}
