import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A request that came in, whole. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What it is answered. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
}

/** Somebody else's server, on loopback. */
export interface Receiver {
  readonly url: string;
  /** What has come in at a path, oldest first. */
  at(path: string): readonly Received[];
  stop(): Promise<void>;
}

/** Starts a server that keeps what it is sent and answers as it is told. */
export async function startReceiver(answer: (received: Received) => Reply, host = "127.0.0.1"): Promise<Receiver> {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request.setEncoding("utf8")) body += chunk;
    const { method = "", url: path = "", headers } = request;
    const one = { method, path, headers, body };
    received.push(one);
    const { status, body: said } = answer(one);
    response
      // To where nobody should follow.
      .writeHead(status, { "content-type": "application/json", ...(status === 307 && { location: "/inside" }) })
      .end(said === undefined ? "" : JSON.stringify(said));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    at: (path) => received.filter((each) => each.path === path),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
