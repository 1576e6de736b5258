import { systemCommand } from "../lint/system-command";
import { freePort, startServer } from "./server-process";

/** A Redis server on loopback that keeps nothing on disk. */
export interface RedisServer {
  readonly url: string;
  /** Its process: `SIGSTOP` makes it silent, `SIGCONT` lets it go on. */
  signal(name: NodeJS.Signals): void;
  /** Ends it at once; what it held is gone. */
  kill(): Promise<void>;
  /** Starts it again on its port, empty. */
  restart(): Promise<void>;
}

/** Starts a Redis server and waits until it answers. */
export async function startRedis(): Promise<RedisServer> {
  const command = systemCommand("redis-server");
  const port = await freePort();
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no"];
  const start = () => startServer(command, args, port);
  let server = await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    signal: (name) => server.child.kill(name),
    kill: () => server.kill(),
    restart: async () => {
      server = await start();
    },
  };
}
