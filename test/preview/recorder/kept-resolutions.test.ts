import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const LOADING = path.resolve(__dirname, "../../../preview/loading");

/** A process that loads a package, saves, and prints what it exports and how many files node looked up for it. */
const RUN = `
const Module = require("node:module");
const [, packages] = process.argv;
const store = require(${JSON.stringify(path.join(LOADING, "store.cjs"))});
const { openStore } = store;
store.openStore = (kind, name, most) => openStore(kind, name, most, packages);
const resolve = Module._resolveFilename;
let lookedUp = 0;
Module._resolveFilename = function (request, parent, ...rest) {
  if (parent?.filename?.startsWith(packages)) lookedUp++;
  return resolve.call(this, request, parent, ...rest);
};
const save = require(${JSON.stringify(path.join(LOADING, "resolutions.cjs"))}).keepResolutions("test", packages + "/web");
const answer = require(packages + "/web");
save();
process.stdout.write(JSON.stringify({ answer, lookedUp }));
`;

describe("where files of packages are", () => {
  let root: string;
  let packages: string;
  const write = (file: string, content: string): void => {
    mkdirSync(path.dirname(path.join(packages, file)), { recursive: true });
    writeFileSync(path.join(packages, file), content);
  };
  const run = (): unknown => JSON.parse(execFileSync(process.execPath, ["-e", RUN, packages], { encoding: "utf8" }));

  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), "resolutions-")));
    packages = path.join(root, "node_modules");
    write("web/index.js", `module.exports = [require("pool"), require("./own")];`);
    write("web/own.js", `module.exports = "own";`);
    write("pool/index.js", `module.exports = "pool 1";`);
    write(".package-lock.json", "{}");
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("is looked up once for all previews", () => {
    expect(run()).toEqual({ answer: ["pool 1", "own"], lookedUp: 2 });
    expect(run()).toEqual({ answer: ["pool 1", "own"], lookedUp: 0 });
  });

  it("is looked up again when something was installed", () => {
    run();
    write("web/node_modules/pool/index.js", `module.exports = "pool 2";`);
    write(".package-lock.json", `{ "packages": {} }`);
    expect(run()).toEqual({ answer: ["pool 2", "own"], lookedUp: 2 });
  });

  it("is looked up again when the file is gone", () => {
    run();
    rmSync(path.join(packages, "web", "own.js"));
    write("web/own/index.js", `module.exports = "a folder now";`);
    expect(run()).toEqual({ answer: ["pool 1", "a folder now"], lookedUp: 1 });
  });

  it("is looked up each time where nobody records what is installed", () => {
    rmSync(path.join(packages, ".package-lock.json"));
    run();
    expect(run()).toEqual({ answer: ["pool 1", "own"], lookedUp: 2 });
  });
});
