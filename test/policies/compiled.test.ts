import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const FIRST = 'exports.answer = () => "first";\nexports.path = require("node:path").basename(__filename);\n';

describe("the compiled form of the pack", () => {
  let folder: string;
  const kept = (): string => path.join(folder, "cache", "pack.v8");
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pack-compiled-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Whether the kept form served, and what the code exports, in a process of its own: V8 knows what it compiled in this. */
  function start(code: string): unknown {
    const program = `const module = new (require("node:module"))(process.argv[1]);
      module.filename = module.id;
      const served = require(process.argv[2]).runCompiled(process.argv[3], module, process.argv[4]);
      console.log(JSON.stringify({ served, answer: module.exports.answer(), path: module.exports.path }));`;
    const given = [path.join(folder, "pack.cjs"), require.resolve("../../policies/compiled.cjs"), code, kept()];
    return JSON.parse(spawnSync(process.execPath, ["-e", program, ...given], { encoding: "utf8" }).stdout);
  }

  it("serves the next start of the same code", () => {
    expect(start(FIRST)).toEqual({ served: false, answer: "first", path: "pack.cjs" });
    expect(start(FIRST)).toEqual({ served: true, answer: "first", path: "pack.cjs" });
  });

  it("never serves another code, be it of the same length", () => {
    start(FIRST);
    const other = FIRST.replace("first", "other");
    expect(start(other)).toMatchObject({ served: false, answer: "other" });
    expect(start(other)).toMatchObject({ served: true, answer: "other" });
  });

  it("is made again where it is damaged, and not missed where it cannot be kept", () => {
    start(FIRST);
    const whole = readFileSync(kept());
    const damaged = Buffer.from(whole);
    damaged[whole.length - 100] = 255 - (whole.at(-100) ?? 0);
    for (const content of [Buffer.alloc(0), damaged]) {
      writeFileSync(kept(), content);
      expect(start(FIRST)).toMatchObject({ served: false, answer: "first" });
    }
    expect(start(FIRST)).toMatchObject({ served: true, answer: "first" });
    rmSync(path.dirname(kept()), { recursive: true });
    writeFileSync(path.dirname(kept()), "a file where the folder should be");
    expect(start(FIRST)).toMatchObject({ served: false, answer: "first" });
    expect(existsSync(kept())).toBe(false);
  });
});
