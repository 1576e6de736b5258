import { memoryMiB } from "./process-figures";
import type { Running, Servers } from "./servers";
import { startRole } from "./servers";

/** Memory of each role after its start; of those that carried the load, the most that they held. */
export async function printMemory(
  { environment }: Servers,
  loaded: Readonly<Record<string, number>>,
  print: (line: string) => void,
): Promise<void> {
  const services = { AUTH_URL: "http://127.0.0.1:9", USERS_URL: "http://127.0.0.1:9", POSTS_URL: "http://127.0.0.1:9" };
  const starts: Readonly<Record<string, () => Promise<Running>>> = {
    "all, embedded": () => startRole("all", { DATA_DIR: "memory://" }),
    ...Object.fromEntries(
      ["all", "gateway", "auth", "users", "posts", "worker"].map((role) => [
        role,
        () => startRole(role, { ...environment, ...services }),
      ]),
    ),
  };
  print("\nresident memory in MiB");
  for (const [role, start] of Object.entries(starts)) {
    const running = await start();
    const { now } = memoryMiB(running.pid);
    await running.stop();
    const most = loaded[role];
    print(
      `${role.padEnd(20)}${now.toFixed(0)} after its start${most ? `, at most ${most.toFixed(0)} under load` : ""}`,
    );
  }
}
