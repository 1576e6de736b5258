import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** The last version, and written for Python 2 whatever it says of itself. */
const suite = "autobahntestsuite==0.8.2";
/** Limits and performance, and compression, which the app does not offer: they take minutes. */
const excluded = ["9.*", "12.*", "13.*"];

/** Results by case. */
export type AutobahnResults = Readonly<Record<string, { readonly behavior: string; readonly behaviorClose: string }>>;

/** Python 2.7, by which alone the suite runs; undefined where it is not there. */
export function pythonTwo(): string | undefined {
  const versions = join(homedir(), ".pyenv", "versions");
  const own = existsSync(versions) ? readdirSync(versions).filter((name) => name.startsWith("2.7.")) : [];
  const candidates = ["python2.7", ...own.map((name) => join(versions, name, "bin", "python2.7"))];
  return candidates.find((python) => spawnSync(python, ["-m", "pip", "--version"]).status === 0);
}

/** Runs Autobahn's cases for servers against one that echoes. Installs the suite into a folder of its own, once. */
export async function runAutobahn(python: string, url: string): Promise<AutobahnResults> {
  const folder = join(tmpdir(), `zero-to-millions-${suite.replace("==", "-")}`);
  const script = `test -e "$2" || { rm -rf "$1" && "$0" -m pip install --quiet --no-compile --disable-pip-version-check --target "$1" "$3" && touch "$2"; }`;
  const install = [`${folder}.lock`, "bash", "-c", script, python, folder, join(folder, "complete"), suite];
  execFileSync("flock", install, { stdio: "pipe" });
  const out = mkdtempSync(join(tmpdir(), "autobahn-"));
  try {
    const spec = { outdir: out, servers: [{ agent: "app", url }], cases: ["*"], "exclude-cases": excluded };
    writeFileSync(join(out, "spec.json"), JSON.stringify({ ...spec, "exclude-agent-cases": {} }));
    // As a folder of packages, so that what names itself part of another package (zope.interface) is found.
    const program = `import site; site.addsitedir(${JSON.stringify(folder)}); from autobahntestsuite.wstest import run; run()`;
    const args = ["-W", "ignore", "-c", program, "-m", "fuzzingclient", "-s", join(out, "spec.json")];
    const child = spawn(python, args, { cwd: out, stdio: "ignore" });
    await once(child, "close");
    return (JSON.parse(readFileSync(join(out, "index.json"), "utf8")) as { app: AutobahnResults }).app;
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}
