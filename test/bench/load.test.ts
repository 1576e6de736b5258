import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { saturate } from "./app/load";

it("sends each request under an id of its own, in a later run too: another answer would be one that was kept", async () => {
  const ids: string[] = [];
  const server = createServer(({ headers }, answer) => {
    ids.push(String(headers["idempotency-key"]));
    answer.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/posts`;
  const call = { url, method: "POST", body: "{}", idempotent: true } as const;
  await saturate([call], 1);
  await saturate([call], 1);
  server.closeAllConnections();
  server.close();

  expect(ids.length).toBeGreaterThan(2);
  expect(new Set(ids).size).toBe(ids.length);
});
