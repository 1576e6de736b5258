import type { PropertyMap } from "../../../model/value";
import { record, resourceOf } from "./program";

describe("functions that the SDK serialises", () => {
  it("keeps their code as TypeScript writes it, with what they capture", async () => {
    const recording = await record(`
      interface Order { id: string }
      const table = "orders";
      const queue = new aws.sqs.Queue("queue");
      const handler = new aws.lambda.CallbackFunction("handler", {
        callback: async (order: Order): Promise<string> => table + order.id,
      });
      queue.onEvent("on-order", handler);
    `);
    const { code } = resourceOf(recording, "handler", "Function").inputs;
    const { assets, hash } = code as { assets: { [path: string]: PropertyMap }; hash: string };
    expect(assets["__index.js"]?.text).toContain("table + order.id");
    expect(assets["__index.js"]?.text).not.toContain("__name");
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(resourceOf(recording, "on-order", "EventSourceMapping").propertyDependencies).toMatchObject({
      eventSourceArn: [resourceOf(recording, "queue").urn],
    });
  });
});
