import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bundled } from "../../policies/bundle.cjs";

describe("the pack's bundle", () => {
  let folder: string;
  const file = (name: string): string => path.join(folder, name);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "pack-bundle-"));
    writeFileSync(file("rule.ts"), 'export const rule: string = "first";\n');
    writeFileSync(file("index.ts"), 'import { rule } from "./rule";\nexport const answer = rule;\n');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const answer = (): string | undefined => {
    const module: { exports: { answer?: string } } = { exports: {} };
    new Function("module", "exports", "require", bundled(file("index.ts"), file("kept/pack.json")))(
      module,
      module.exports,
      require,
    );
    return module.exports.answer;
  };

  it("is what the files say, also where one of them changes between two starts", () => {
    expect(answer()).toBe("first");
    writeFileSync(file("rule.ts"), 'export const rule: string = "second";\n');
    expect(answer()).toBe("second");
    rmSync(file("rule.ts"));
    expect(() => answer()).toThrow(/rule/);
  });

  it("is made once while they stay as they are", () => {
    answer();
    const kept = JSON.parse(readFileSync(file("kept/pack.json"), "utf8")) as { code: string };
    writeFileSync(file("kept/pack.json"), JSON.stringify({ ...kept, code: kept.code.replace("first", "kept") }));
    expect(answer()).toBe("kept");
  });

  it("is made again where what was kept is damaged or cannot be written", () => {
    answer();
    for (const damaged of [
      "",
      "{",
      '{ "files": {}, "code": "exports.answer = 1" }',
      '{ "files": { "nowhere": "1 1 1" }, "code": "" }',
    ]) {
      writeFileSync(file("kept/pack.json"), damaged);
      expect(answer()).toBe("first");
    }
    rmSync(file("kept"), { recursive: true });
    writeFileSync(file("kept"), "a file where the folder should be");
    expect(answer()).toBe("first");
  });
});
