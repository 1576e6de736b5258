import { writeFileSync } from "node:fs";
import path from "node:path";
import { recordProgram } from "../../../preview/recorder";
import { withProgram } from "./program";

const COMPILERS = `Object.keys(require.cache).flatMap((file) => /node_modules.(esbuild|typescript).lib.\\w+[.]js$/.exec(file)?.[1] ?? [])`;
const SOURCE = `export const value: number = 1;\nexport const compilers = [...new Set(${COMPILERS})];\n`;
const TSCONFIG = '{ "compilerOptions": { "target": "es2022", "useDefineForClassFields": true } }';

async function outputsOf(directory: string): Promise<{ [name: string]: unknown }> {
  const { plan } = await recordProgram({ directory, stack: "dev", timeoutSeconds: 60 });
  return { ...plan.outputs };
}

describe("a program's compiled files, from one preview to the next", () => {
  it("are taken as they were while nothing has changed, also by two previews at once", () =>
    withProgram({ "index.ts": SOURCE }, async (directory) => {
      expect(await outputsOf(directory)).toEqual({ value: 1, compilers: ["esbuild"] });
      const both = await Promise.all([outputsOf(directory), outputsOf(directory)]);
      for (const outputs of both) expect(outputs).toEqual({ value: 1, compilers: [] });
    }));

  it("are compiled again when the file says something else, though it is as long and as old", () =>
    withProgram({ "index.ts": SOURCE }, async (directory) => {
      await outputsOf(directory);
      writeFileSync(path.join(directory, "index.ts"), SOURCE.replace("= 1", "= 2"));
      expect(await outputsOf(directory)).toEqual({ value: 2, compilers: ["esbuild"] });
      expect(await outputsOf(directory)).toEqual({ value: 2, compilers: [] });
    }));

  it("are compiled again when tsconfig.json says something else", () => {
    const source = 'class Base { field = "kept"; }\nclass Next extends Base { declare other: 1; field: any; }\n';
    const program = {
      "index.ts": `${source}export const field = String(new Next().field);\n`,
      "tsconfig.json": TSCONFIG,
    };
    return withProgram(program, async (directory) => {
      expect(await outputsOf(directory)).toEqual({ field: "undefined" });
      writeFileSync(path.join(directory, "tsconfig.json"), TSCONFIG.replace("true", "false"));
      expect(await outputsOf(directory)).toEqual({ field: "kept" });
    });
  });

  it("name the place of an error in the source when they were kept, too", () =>
    withProgram({ "index.ts": 'interface Gone {\n  a: 1;\n}\nthrow new Error("no");\n' }, async (directory) => {
      for (const _ of [1, 2]) {
        const failure = await outputsOf(directory).catch((error: { frames?: unknown }) => error.frames);
        expect(failure).toEqual([expect.stringMatching(/index\.ts:4:\d+/)]);
      }
    }));
});
