import type { PropertyMap } from "../../../model/value";
import { failureOf, record, resourceOf } from "./program";

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

  it("says what a function captures that cannot be serialised", async () => {
    const { message } = await failureOf(`
      const native = new Intl.NumberFormat("en");
      const written = (a: number) => native.format(a);
      new aws.lambda.CallbackFunction("handler", { callback: async (a: number) => written(a) });
    `);
    expect(message).toMatch(/Error serializing .*variable 'native' .*could not be serialized because [^;]*$/);
    expect(message).not.toContain("\n");
  });

  it("requires the modules that they capture, as TypeScript imports them", async () => {
    const recording = await record({
      "tsconfig.json": '{ "compilerOptions": { "module": "commonjs", "esModuleInterop": false, "target": "es2022" } }',
      "index.ts": `
        import * as crypto from "crypto";
        import * as aws from "@pulumi/aws";
        const hash = (text: string) => crypto.createHash("sha256").update(text);
        const { ["Callback" + "Function"]: Handler } = aws.lambda as unknown as Record<string, typeof aws.lambda.CallbackFunction>;
        new Handler("handler", { callback: async (text: string) => hash(text).digest("hex") });
      `,
    });
    const { assets } = resourceOf(recording, "handler", "Function").inputs.code as {
      assets: { [path: string]: PropertyMap };
    };
    expect(assets["__index.js"]?.text).toContain('require("crypto")');
  });

  it("keeps them so where another file hands them to the SDK", async () => {
    const recording = await record({
      "index.ts": `
        import { createHash } from "crypto";
        import { handler } from "./parts/handler";
        handler("handler", async (text: string) => createHash("sha256").update(text).digest("hex"));
      `,
      "parts/handler.ts": `
        import * as aws from "@pulumi/aws";
        export const handler = (name: string, callback: aws.lambda.Callback<string, string>) =>
          new aws.lambda.CallbackFunction(name, { callback });
      `,
    });
    const { assets } = resourceOf(recording, "handler", "Function").inputs.code as {
      assets: { [path: string]: PropertyMap };
    };
    expect(assets["__index.js"]?.text).toContain("(0, crypto_1.createHash)");
  });
});
