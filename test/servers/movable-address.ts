import { connect, createServer, type Socket } from "node:net";

/** An address that a server keeps when another takes its place, as an RDS endpoint does by DNS. */
export interface MovableAddress {
  readonly port: number;
  /** Leads new connections to another port; those that there are end. */
  leadTo(port: number): void;
  close(): void;
}

/** Opens a port of 127.0.0.1 that passes everything on to another one. */
export async function movableAddress(port: number): Promise<MovableAddress> {
  let target = port;
  const open = new Set<Socket>();
  const endAll = () => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer((socket) => {
    const onward = connect(target, "127.0.0.1");
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(one);
      one.on("error", () => {});
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    leadTo(next) {
      target = next;
      endAll();
    },
    close() {
      server.close();
      endAll();
    },
  };
}
