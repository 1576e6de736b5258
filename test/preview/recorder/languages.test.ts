import { failureOf, record, resourceOf } from "./program";

const names = async (program: { readonly [path: string]: string }) =>
  (await record(program)).plan.resources.map(({ name }) => name).filter((name) => name !== "sample-dev");
const typescript = (name: string) =>
  `import * as aws from "@pulumi/aws";\nconst named: string = "${name}";\nnew aws.sqs.Queue(named);\n`;

describe("programs of every form", () => {
  it("runs JavaScript in CommonJS", async () => {
    const program =
      'const aws = require("@pulumi/aws");\nnew aws.sqs.Queue("js");\nmodule.exports = { here: __dirname !== "" };\n';
    expect(await names({ "index.js": program, "package.json": "{}" })).toEqual(["js"]);
  });

  it("runs TypeScript in ES modules, with await at the top and imports by the compiled name", async () => {
    const recording = await record({
      "package.json": '{ "type": "module", "main": "index.ts" }',
      "name.ts": 'export enum Name { Queue = "module" }\nexport interface Unused { a: string }\n',
      "index.ts": `
        import * as aws from "@pulumi/aws";
        import { Name, type Unused } from "./name.js";
        const later: Unused = await Promise.resolve({ a: "b" });
        const queue = new aws.sqs.Queue(Name.Queue, { tags: { a: later.a } });
        export const url = queue.url;
        export const known = import.meta.url.startsWith("file:");
      `,
    });
    expect(resourceOf(recording, "module").inputs.tags).toEqual({ a: "b" });
    expect(recording.plan.outputs.known).toBe(true);
  });

  it("runs JavaScript in ES modules, with what a default export returns as outputs", async () => {
    const { plan } = await record({
      "package.json": '{ "type": "module", "main": "main.js" }',
      "main.js":
        'import * as aws from "@pulumi/aws";\nexport default async () => ({ n: new aws.sqs.Queue("esm").visibilityTimeoutSeconds, k: 1 });\n',
    });
    expect(plan.outputs.k).toBe(1);
  });

  it("takes the program from main of Pulumi.yaml: a file, or a folder with its own package.json", async () => {
    expect(
      await names({
        "Pulumi.yaml": "name: sample\nruntime: nodejs\nmain: src/app.ts\n",
        "src/app.ts": typescript("file"),
      }),
    ).toEqual(["file"]);
    expect(
      await names({
        "Pulumi.yaml": "name: sample\nruntime: nodejs\nmain: infra/\n",
        "infra/package.json": '{ "main": "start.ts" }',
        "infra/start.ts": typescript("folder"),
      }),
    ).toEqual(["folder"]);
  });

  it("takes the program from main or exports of package.json, and from the index where main names nothing", async () => {
    const at = (manifest: string, file: string) => names({ "package.json": manifest, [file]: typescript(file) });
    expect(await at('{ "main": "src/deep/app.ts" }', "src/deep/app.ts")).toEqual(["src/deep/app.ts"]);
    expect(await at('{ "exports": "./out.ts", "main": "gone.ts" }', "out.ts")).toEqual(["out.ts"]);
    expect(await at('{ "exports": { ".": { "default": "./out.ts" } } }', "out.ts")).toEqual(["out.ts"]);
    const { plan, messages } = await record({
      "package.json": '{ "main": "gone.ts" }',
      "index.ts": typescript("index"),
    });
    expect(plan.resources.map(({ name }) => name)).toContain("index");
    expect(messages).toContainEqual({
      severity: "warning",
      urn: null,
      text: expect.stringMatching(/^Could not find entry point 'gone\.ts' specified in package\.json; using '/),
    });
  });

  it("resolves the import paths of tsconfig.json, also of one that it extends", async () => {
    const program = {
      "tsconfig.json": '{ // comment\n "extends": "./base.json", }',
      "base.json":
        '{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["./lib/*"] }, "experimentalDecorators": true, } }',
      "lib/named.ts": 'export const named = (name: string) => name + "-aliased";\n',
      "index.ts": `
        import aws = require("@pulumi/aws");
        import { named } from "@lib/named";
        function mark(_: unknown) {}
        @mark class Marked { constructor(readonly name: string) {} }
        new aws.sqs.Queue(named(new Marked("queue").name));
      `,
    };
    expect(await names(program)).toEqual(["queue-aliased"]);
    const module = { ...program, "package.json": '{ "type": "module", "main": "index.ts" }' };
    expect(
      await names({
        ...module,
        "index.ts":
          'import * as aws from "@pulumi/aws";\nimport { named } from "@lib/named";\nnew aws.sqs.Queue(named("m"));\n',
      }),
    ).toEqual(["m-aliased"]);
  });

  it("waits for an exported async function and exports what it returns", async () => {
    const { plan } = await record(`
      export = async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        const queue = new aws.sqs.Queue("late");
        return { count: 2, url: queue.url, name: pulumi.output(Promise.resolve("n")) };
      };
    `);
    expect(plan.outputs).toMatchObject({ count: 2, name: "n" });
    expect(plan.resources.map(({ name }) => name)).toContain("late");
  });

  it("keeps what the program prints apart from what it registers", async () => {
    const { messages } = await record(`
      console.log("out"); console.error("err"); pulumi.log.warn("careful"); pulumi.log.debug("mine");
      process.stdout.write("no newline");
    `);
    const shown = messages.map(({ severity, text }) => `${severity}: ${text}`);
    expect(shown).toEqual(
      expect.arrayContaining(["stdout: out", "stderr: err", "warning: careful", "debug: mine", "stdout: no newline"]),
    );
    expect(shown).toHaveLength(5);
  });

  it("keeps what the program logs with its severity and the resource that it is about", async () => {
    const { messages, plan } = await record(`
      const queue = new aws.sqs.Queue("queue");
      pulumi.log.info("made", queue); pulumi.log.warn("careful", queue); pulumi.log.error("bad");
    `);
    const urn = plan.resources.find(({ name }) => name === "queue")?.urn;
    expect(messages).toEqual([
      { severity: "info", urn, text: "made" },
      { severity: "warning", urn, text: "careful" },
      { severity: "error", urn: null, text: "bad" },
    ]);
  });

  it("says what is wrong with a package.json that node cannot read", async () => {
    const { message } = await failureOf({ "package.json": '{ "main": "index.ts", }', "index.ts": 'import "yaml";\n' });
    expect(message).toMatch(/package\.json/);
    expect(message).not.toMatch(/Node\.js v/);
  });
});
