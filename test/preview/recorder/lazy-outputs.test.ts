import type { PropertyMap } from "../../../model/value";
import type { RecordOptions } from "../../../preview/recorder";
import { record, resourceOf } from "./program";

const AS_UNDER_THE_CLI: Partial<RecordOptions> = { asUnderTheCli: true };
/** Without TypeScript, whose types take the CLI many seconds to check. */
const JAVASCRIPT = {
  "package.json": '{ "name": "sample", "main": "index.js" }',
  "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n  sample:word: hidden\n",
};
const IMPORTS = 'const pulumi = require("@pulumi/pulumi");\nconst aws = require("@pulumi/aws");\n';

describe("outputs that are made when they are looked at", () => {
  it("are what they are under the CLI, whenever and however a program looks at them", async () => {
    const program = {
      ...JAVASCRIPT,
      "index.js": `${IMPORTS}
        const settled = (resource) =>
          new Promise((resolve) => resource.urn.apply(() => setTimeout(resolve, 20)));
        module.exports = async () => {
          const word = new pulumi.Config().getSecret("word");
          const queue = new aws.sqs.Queue("queue", { name: "orders", tags: { word }, delaySeconds: 5 });
          const early = { keys: Object.keys(queue), name: queue.name, copied: { ...queue }.delaySeconds };
          const untouched = new aws.sqs.Queue("untouched", { name: "parcels", delaySeconds: 7 });
          await settled(queue);
          await settled(untouched);
          const replaced = new aws.sqs.Queue("replaced", { name: "old" });
          Object.assign(replaced, { name: "new" });
          new aws.sqs.QueuePolicy("policy", { queueUrl: queue.url, policy: pulumi.interpolate\`\${queue.tags.apply(String)}\` });
          return {
            early,
            keys: Object.keys(queue),
            first: [untouched.name, untouched.delaySeconds],
            late: [queue.name, queue.delaySeconds, queue.tags, queue.arn, queue.fifoQueue],
            sameTwice: queue.arn === queue.arn && queue.name === early.name,
            own: [Object.hasOwn(queue, "arn"), "nothing" in queue, replaced.name],
          };
        };
      `,
    };
    const [quick, plain] = [await record(program), await record(program, AS_UNDER_THE_CLI)];
    expect(quick.plan).toEqual(plain.plan);
    const { early, keys, first, late, sameTwice, own } = quick.plan.outputs as PropertyMap & { early: PropertyMap };
    expect(keys).toEqual(early.keys);
    expect(early).toMatchObject({ name: "orders", copied: 5 });
    expect(first).toEqual(["parcels", 7]);
    expect(late).toEqual(["orders", 5, expect.anything(), expect.anything(), expect.anything()]);
    expect(JSON.stringify(late)).not.toContain("hidden");
    expect([sameTwice, own]).toEqual([true, [true, false, "new"]]);
    expect(resourceOf(quick, "policy").propertyDependencies.queueUrl).toEqual([resourceOf(quick, "queue").urn]);
  });

  it("are part of a resource that a serialised function captures", async () => {
    const program = {
      ...JAVASCRIPT,
      "index.js": `${IMPORTS}
      const table = new aws.dynamodb.Table("table", { name: "orders", attributes: [{ name: "id", type: "S" }], hashKey: "id", billingMode: "PAY_PER_REQUEST" });
      new aws.lambda.CallbackFunction("handler", { callback: async () => [table].map((each) => each.name.get()) });
    `,
    };
    const code = async (options: Partial<RecordOptions>): Promise<unknown> =>
      resourceOf(await record(program, options), "handler", "Function").inputs.code;
    const quick = await code({});
    expect(quick).toEqual(await code(AS_UNDER_THE_CLI));
    expect(JSON.stringify(quick)).toContain("orders");
  });
});
