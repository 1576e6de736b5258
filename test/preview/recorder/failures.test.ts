import { failureOf, type Program, record } from "./program";

const place = (line: number) => expect.stringMatching(new RegExp(`index\\.ts:${line}:\\d+`));

describe("programs that fail", () => {
  it("says what was thrown, with the program's own frames only", async () => {
    const { message, frames } = await failureOf(`
      function build(size: number): void {
        interface Unused { a: string }
        if (size > 1) throw new Error("too large: " + size);
      }
      new aws.sqs.Queue("queue");
      build(2);
    `);
    expect(message).toBe("too large: 2");
    expect(frames).toEqual([place(6), place(9)]);
    expect(frames[0]).toMatch(/^build \(/);
  });

  it("points into the source that TypeScript itself compiles for a folder of its own", async () => {
    const { frames } = await failureOf({
      "tsconfig.json": '{ "compilerOptions": { "outDir": "bin/deep", "rootDir": ".", "target": "es2022" } }',
      "index.ts":
        'import { dynamic } from "@pulumi/pulumi";\nenum Size { S }\n\nthrow new Error("no " + Size.S + dynamic);\n',
    });
    expect(frames).toEqual([expect.stringMatching(/recorded-program-\w+\/index\.ts:4:/)]);
  });

  it("points into the source of an ES module", async () => {
    const { frames } = await failureOf({
      "package.json": '{ "type": "module", "main": "index.ts" }',
      "index.ts":
        'interface Gone { a: string }\n\nenum Size { S }\nconst size = Size.S;\nif (size === 0) throw new TypeError("no");\n',
    });
    expect(frames).toEqual([place(5)]);
  });

  it("says what was rejected, in a callback of an output or anywhere", async () => {
    const applied = await failureOf(`
      const queue = new aws.sqs.Queue("queue", { visibilityTimeoutSeconds: 5 });
      new aws.sns.Topic("topic", { displayName: queue.visibilityTimeoutSeconds.apply((s) => { throw new Error("bad " + s); }) });
    `);
    expect(applied.message).toContain("bad 5");
    expect(applied.frames[0]).toEqual(place(5));
    expect((await failureOf('Promise.reject(new Error("lost"));')).message).toBe("lost");
    expect((await failureOf('Promise.reject("only text");')).message).toContain("only text");
    expect((await failureOf("throw { code: 7 };")).message).toContain("{ code: 7 }");
  });

  it("says that the program ended itself", async () => {
    const { message, frames } = await failureOf('new aws.sqs.Queue("queue");\nprocess.exit(0);\n');
    expect(message).toBe("The program ended itself with process.exit(0) before it was done.");
    expect(frames).toEqual([place(4)]);
    expect((await failureOf("process.exit(3);")).message).toContain("process.exit(3)");
    expect((await failureOf('process.kill(process.pid, "SIGKILL");')).message).toContain("SIGKILL");
  });

  it("stops one that never ends, and says what keeps it", async () => {
    const stopped = (program: string) => failureOf(program, { timeoutSeconds: 4 });
    // Together, as all they do is wait.
    const [timer, server] = await Promise.all([
      stopped("setInterval(() => {}, 1000);"),
      stopped('require("node:http").createServer().listen(0);'),
    ]);
    expect(timer.message).toBe(
      "The program ran to its end, but its process did not stop within 4 seconds: a timer keeps it running.",
    );
    expect(server.message).toContain("a server keeps it running");
    expect((await stopped("for (;;) {}")).message).toBe(
      "The program did not end within 4 seconds: it is busy in a loop.",
    );
  });

  it("says that a value never came", async () => {
    const { message } = await failureOf('new aws.sqs.Queue("queue", { name: new Promise<string>(() => {}) });');
    expect(message).toMatch(/waited for a value that never came/);
  });

  it("refuses the same resource twice", async () => {
    const { message, frames } = await failureOf('new aws.sqs.Queue("twin");\nnew aws.sqs.Queue("twin");\n');
    expect(message).toBe(
      "Duplicate resource URN 'urn:pulumi:dev::sample::aws:sqs/queue:Queue::twin'; try giving it a unique name: a resource \"twin\" of type aws:sqs/queue:Queue stands under the same parent already.",
    );
    expect(frames).toEqual([place(4)]);
  });

  it("refuses a timeout that is no duration, and a type that is none", async () => {
    expect((await failureOf('new aws.sqs.Queue("q", {}, { customTimeouts: { create: "soon" } });')).message).toContain(
      '"soon"',
    );
    expect((await failureOf('new pulumi.CustomResource("queue", "q", {});')).message).toContain('The type "queue"');
  });

  it("names a module that is missing, and a file that does not parse", async () => {
    expect((await failureOf('import "./nowhere";')).message).toBe(
      "The program asks for the file ./nowhere, which does not exist.",
    );
    const { message, frames } = await failureOf('import "@nobody/package";');
    expect(message).toBe("The package @nobody/package is not installed: run npm install in the program's folder.");
    expect(frames).toEqual([place(3)]);
    expect((await failureOf({ "index.ts": "const = 1;\n" })).message).toMatch(/index\.ts:1:7/);
    expect((await failureOf({ "index.js": "let a = ;\n", "package.json": "{}" })).message).toMatch(/index\.js:1/);
    expect((await failureOf({})).message).toMatch(
      /^The program asks for the file \S+index\.ts, which does not exist\.$/,
    );
    expect((await failureOf({ "package.json": "{}" })).message).toMatch(/^There is no program in \S+\/: its entry/);
  });

  it("shows no secret of the configuration", async () => {
    const { message } = await failureOf({
      "Pulumi.dev.yaml": "config:\n  sample:key:\n    secure: v1:abc:def\n",
      "index.ts":
        'import * as pulumi from "@pulumi/pulumi";\nthrow new Error("key is " + new pulumi.Config().require("key"));\n',
    });
    expect(message).toBe("key is [secret]");
  });

  it.each([
    ["thrown where it is known", "key.apply((value) => { throw new Error(value); });"],
    ["thrown before anything has it", 'throw new Error(pulumi.Output.isInstance(key) ? "made-up-secret" : "");'],
    [
      "logged as an error",
      'new aws.sns.Topic("t", { tags: { key } }); pulumi.log.error("made-up-secret"); process.exitCode = 1;',
    ],
    [
      "told by a hook",
      `const hook = new pulumi.ResourceHook("h", () => { throw new Error("made-up-secret"); }, { onDryRun: true });
      new aws.sns.Topic("t", { tags: { key } }, { hooks: { beforeCreate: [hook] } });`,
    ],
  ])("does not tell a secret that is %s", async (_, code) => {
    const { message } = await failureOf(`const key = pulumi.secret("made-up-secret");\n${code}`);
    expect(message).toContain("[secret]");
    expect(message).not.toContain("made-up-secret");
  });

  it("goes on after an error that the program only logs, as an engine does", async () => {
    const { plan, messages } = await record('pulumi.log.error("not good");\nnew aws.sns.Topic("t");');
    expect(plan.resources.map(({ name }) => name)).toContain("t");
    expect(messages).toContainEqual(expect.objectContaining({ severity: "error", text: "not good" }));
  });

  describe("that cannot be parsed", () => {
    const MODULE = { "package.json": '{ "type": "module", "main": "index.js" }' };
    const CALLBACK = 'new aws.lambda.CallbackFunction("f", { callback: async () => {} });\n';
    const LAMBDA = `import * as aws from "@pulumi/aws";\n${CALLBACK}`;
    it.each<[string, Program, string]>([
      ["TypeScript", { "index.ts": "const a = {\n  b 2,\n};\n" }, "index.ts:2:5 | b 2,"],
      ["a file of it", { "index.ts": 'import "./o";', "o.ts": "let a;\nlet a;\nlet b = (;" }, "o.ts:2:5 | let a;"],
      [
        "TypeScript whose functions are serialised",
        { "index.ts": `${LAMBDA}const a = {\n  b 2 };` },
        "index.ts:4:5 | b 2 };",
      ],
      ["JavaScript", { "index.ts": 'require("./o.js");', "o.js": "const a = {\n  b 2 };" }, "o.js:2:5 | b 2 };"],
      [
        "an ES module",
        { ...MODULE, "index.js": 'import "./o.js";', "o.js": "\nconst a = { b 2 };" },
        "o.js:2:15 | const a = { b 2 };",
      ],
    ])("names file, line, column and the line itself: %s", async (_, program, expected) => {
      const [place = "", line = ""] = expected.split(" | ");
      const { message, frames } = await failureOf(program);
      expect(message).toMatch(/^\/[^\n]+ is not valid: [^\n]+\.$/);
      expect(message).toContain(`/${place} is not valid: `);
      expect(message).toContain(`, in the line \`${line}\``);
      expect(frames).toEqual([]);
    });

    it("says how many mistakes follow", async () => {
      const { message } = await failureOf({ "index.ts": "let a;\nlet a;\nlet a;\nlet a;\n" });
      expect(message).toMatch(/; 2 more mistakes follow\.$/);
    });

    it("names no line of what a compiler made of the program", async () => {
      const { message } = await failureOf({
        "package.json": '{ "type": "module", "main": "index.ts" }',
        "index.ts": '\ninterface Gone {\n}\nimport { nothing } from "./o.js";\nconsole.log(nothing);\n',
        "o.ts": "export const something = 1;\n",
      });
      expect(message).toMatch(/index\.ts is not valid: .*does not provide an export named 'nothing'\.$/);
    });

    it("says what an ES module has instead of require", async () => {
      const { message, frames } = await failureOf({
        "package.json": '{ "type": "module", "main": "index.ts" }',
        "index.ts": 'require("node:fs");\n',
      });
      expect(message).toBe("The program is an ES module, in which require is not defined: it can use import instead.");
      expect(frames).toEqual([place(1)]);
    });
  });

  it("tells text that a program could not parse from a program that is not valid", async () => {
    const { message, frames } = await failureOf(`JSON.parse("{");`);
    expect(message).toMatch(/JSON/);
    expect(message).not.toContain("is not valid");
    expect(frames).toEqual([place(3)]);
  });
});
