import { execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const LOADING = path.resolve(__dirname, "../../../preview/loading");

interface Store {
  get(key: string, fingerprint: string): Buffer | undefined;
  set(key: string, fingerprint: string, bytes: Buffer): void;
  save(): void;
}
const { openStore } = require(path.join(LOADING, "store.cjs")) as {
  openStore(kind: string, name: string, most: number, packages: string): Store;
};

/** A process that compiles a file of a package, saves, and prints what the file exports and how often code was at hand. */
const RUN = `
const vm = require("node:vm");
const [, packages, file, before] = process.argv;
const store = require(${JSON.stringify(path.join(LOADING, "store.cjs"))});
const { openStore } = store;
store.openStore = (kind, name, most) => openStore(kind, name, most, packages);
let used = 0;
const { Script } = vm;
vm.Script = class extends Script {
  constructor(source, options) {
    super(source, options);
    if (options.cachedData !== undefined && this.cachedDataRejected === false) used++;
  }
};
const save = require(${JSON.stringify(path.join(LOADING, "code.cjs"))}).keepCode("test", () => true);
eval(before);
const answer = require(file);
save();
process.stdout.write(JSON.stringify({ answer, used }));
`;

describe("what is kept from one preview to the next", () => {
  let packages: string;
  beforeEach(() => {
    packages = mkdtempSync(path.join(tmpdir(), "kept-"));
  });
  afterEach(() => rmSync(packages, { recursive: true, force: true }));

  const store = (most = 10, name = "one"): Store => openStore("kind", name, most, packages);
  const folder = (kind = "kind"): string => path.join(packages, ".cache", "zero-to-millions", kind);
  const files = (kind?: string): string[] => readdirSync(folder(kind)).map((name) => path.join(folder(kind), name));
  const keep = (key: string, text: string, to = store()): void => {
    to.set(key, "v1", Buffer.from(text));
    to.save();
  };
  const kept = (key: string, fingerprint = "v1"): string | undefined => store().get(key, fingerprint)?.toString();

  it("is there for the next process, beside what others kept", () => {
    keep("a.js", "code of a");
    keep("b.js", "code of b");
    expect([kept("a.js"), kept("b.js")]).toEqual(["code of a", "code of b"]);
  });

  it("is not taken for a source that has changed", () => {
    keep("a.js", "code of a");
    expect(kept("a.js", "v2")).toBeUndefined();
  });

  it("is not taken when a single byte of the file is another one", () => {
    keep("a.js", "code of a");
    const [file = ""] = files();
    const content = readFileSync(file);
    content.writeUInt8(content.readUInt8(content.length - 1) ^ 1, content.length - 1);
    writeFileSync(file, content);
    expect(kept("a.js")).toBeUndefined();
    keep("a.js", "code of a");
    expect(kept("a.js")).toBe("code of a");
  });

  it("is not taken when the file was cut off or is something else", () => {
    keep("a.js", "code of a");
    const [file = ""] = files();
    for (const content of [readFileSync(file).subarray(0, -3), Buffer.alloc(0), Buffer.from("no store at all")]) {
      writeFileSync(file, content);
      expect(kept("a.js")).toBeUndefined();
    }
  });

  it("leaves nothing but itself behind, and goes when newer ones fill the folder", () => {
    for (const name of ["one", "two", "three"]) keep("a.js", name, store(2, name));
    expect(files()).toHaveLength(2);
    const old = new Date(0);
    for (const file of files()) utimesSync(file, old, old);
    keep("a.js", "four", store(2, "four"));
    expect(files()).toHaveLength(2);
    expect(openStore("kind", "four", 2, packages).get("a.js", "v1")?.toString()).toBe("four");
  });

  it("is not written where packages are not, and a folder that cannot be written is no failure", () => {
    const absent = path.join(packages, "absent");
    keep("a.js", "code", openStore("kind", "one", 10, absent));
    expect(readdirSync(packages)).toEqual([]);
    // Also for a user who may write everywhere: a file stands where the folder would be.
    writeFileSync(path.join(packages, ".cache"), "");
    chmodSync(packages, 0o555);
    expect(() => keep("a.js", "code")).not.toThrow();
    expect(kept("a.js")).toBeUndefined();
    chmodSync(packages, 0o755);
  });

  it("stays whole when several previews write at once", async () => {
    const script = `
      const store = require(${JSON.stringify(path.join(LOADING, "store.cjs"))}).openStore("kind", "one", 10, process.argv[1]);
      for (let round = 0; round < 20; round++) {
        for (let key = 0; key < 50; key++) store.set("file" + key, "v1", Buffer.alloc(20_000, process.argv[2]));
        store.save();
      }`;
    for (const key of ["file0", "file49"]) keep(key, "a".repeat(20_000));
    const writers = ["a", "b", "c"].map((letter) => {
      const child = spawn(process.execPath, ["-e", script, packages, letter], { stdio: "inherit" });
      return new Promise((resolve) => child.once("close", resolve));
    });
    let isWriting = true;
    const done = Promise.all(writers).finally(() => {
      isWriting = false;
    });
    while (isWriting) {
      for (const key of ["file0", "file49"]) expect(kept(key)).toMatch(/^(a{20000}|b{20000}|c{20000})$/);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(await done).toEqual([0, 0, 0]);
    expect(kept("file49")).toMatch(/^(a{20000}|b{20000}|c{20000})$/);
    expect(files()).toHaveLength(1);
  });

  describe("of compiled code", () => {
    /** `before` runs in the process once code is kept. */
    const run = (source: string, before = ""): unknown => {
      const file = path.join(packages, "package", "index.js");
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, source);
      return JSON.parse(execFileSync(process.execPath, ["-e", RUN, packages, file, before], { encoding: "utf8" }));
    };

    it("spares the next process the compiling, and a changed source is seen", () => {
      expect(run("module.exports = 1 + 1;")).toEqual({ answer: 2, used: 0 });
      expect(run("module.exports = 1 + 1;")).toEqual({ answer: 2, used: 1 });
      // As long as the first, which is all that V8 itself would look at.
      expect(run("module.exports = 1 + 2;")).toEqual({ answer: 3, used: 0 });
      expect(run("module.exports = 1 + 2;")).toEqual({ answer: 3, used: 1 });
    });

    it("gives a module all that node gives it", () => {
      const source = `#!/usr/bin/env node
module.exports = [__filename === module.filename, __dirname === require("node:path").dirname(__filename), this === exports,
  typeof require.resolve("node:fs"), require.cache[__filename] === module];`;
      for (const used of [0, 1]) expect(run(source)).toEqual({ answer: [true, true, true, "string", true], used });
    });

    it("names the place of an error as node does, on the first line too", () => {
      const source = 'module.exports = new Error().stack.split("\\n")[1].replace(/.*index/, "index");';
      for (const used of [0, 1]) expect(run(source)).toEqual({ answer: "index.js:1:18)", used });
    });

    it("leaves a module to whoever has another idea of what a module is", () => {
      const source = "module.exports = typeof injected;";
      const WRAPPED = `const M = require("node:module"); const { wrap } = M; M.wrap = (code) => wrap("var injected = 1;" + code);`;
      for (const used of [0, 0]) expect(run(source, WRAPPED)).toEqual({ answer: "number", used });
    });

    it("leaves a module to node where node maps its frames", () => {
      for (const used of [0, 0])
        expect(run("module.exports = 1;", "process.setSourceMapsEnabled(true);")).toEqual({ answer: 1, used });
    });

    it("does not touch a file that imports at run time, which needs node's own loader", () => {
      for (const call of ['import("node:fs")', 'import /* late */ ("node:fs")', `(0, eval)('import("node:fs")')`]) {
        const source = `module.exports = 5; ${call}.then(() => {}, () => process.exit(1));`;
        for (const used of [0, 0]) expect(run(source)).toEqual({ answer: 5, used });
      }
    });
  });
});
