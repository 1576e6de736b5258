import { type AddressInfo, createServer, type Socket } from "node:net";

/** A free port of the loopback. Whoever connects before there is somebody to answer waits. */
export interface Listener {
  readonly port: number;
  accept(answer: (socket: Socket) => void): void;
  close(): void;
}

export function listen(): Promise<Listener> {
  const waiting: Socket[] = [];
  let answer = (socket: Socket): void => {
    waiting.push(socket);
  };
  const server = createServer((socket) => answer(socket));
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () =>
      resolve({
        port: (server.address() as AddressInfo).port,
        accept(given) {
          answer = given;
          for (const socket of waiting.splice(0)) answer(socket);
        },
        close() {
          server.close();
          for (const socket of waiting.splice(0)) socket.destroy();
        },
      }),
    );
  });
}
