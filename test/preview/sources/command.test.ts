import { execFileSync, spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { type Finished, PROJECT, preview, START } from "../command/preview-process";
import { stackExport } from "./engine-files";

const schema = JSON.parse(readFileSync(path.join(PROJECT, "preview/report/report.schema.json"), "utf8")) as object;
const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);

interface ChangeReport {
  readonly plan: { readonly resources: readonly { readonly op: string; readonly name: string }[] };
  readonly change: {
    readonly counts: Record<string, number>;
    readonly resources: readonly { readonly name: string; readonly kind: string }[];
    readonly losses: readonly { readonly name: string; readonly lost: boolean; readonly allowed: boolean }[];
  };
}

const reportOf = ({ stdout }: Finished): ChangeReport => {
  const report = JSON.parse(stdout) as ChangeReport;
  validate(report);
  expect(validate.errors).toBeNull();
  return report;
};

/** A stream, whose name is its identity, and a role that comes and goes. */
const program = (streamName: string, more = ""): string => `
const pulumi = require("@pulumi/pulumi");
class Stream extends pulumi.CustomResource {
  constructor(name, args) { super("aws:kinesis/stream:Stream", name, args); }
}
new Stream("clicks", { name: "${streamName}", shardCount: 1 });
${more}
`;

const withScript = (prepare: string): string =>
  JSON.stringify({ name: "shop", main: "index.js", scripts: { prepare } });

let folder: string;
const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text);
const written = (file: string): string => readFileSync(path.join(folder, file), "utf8");
const git = (...args: string[]): string => execFileSync("git", ["-C", folder, ...args], { encoding: "utf8" });
const previewed = (...args: string[]): Promise<Finished> =>
  preview(["--program", folder, "--stack", "dev", ...args], folder);

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "sources-"));
  symlinkSync(path.join(PROJECT, "node_modules"), path.join(folder, "node_modules"));
  write("package.json", '{ "name": "shop", "main": "index.js" }');
  write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
  write("Pulumi.dev.yaml", "config:\n  aws:region: eu-west-1\n");
  write(".gitignore", "node_modules\nbuilt.js\nmoved\n*.json\n!package.json\n");
  git("init", "--quiet");
  git("config", "user.email", "test@example.com");
  git("config", "user.name", "Test");
  const commit = (message: string, text: string): void => {
    write("index.js", text);
    git("add", ".");
    git("commit", "--quiet", "--message", message);
    git("tag", message);
  };
  commit("hanging", program("clicks", "setInterval(() => undefined, 1000);"));
  commit("failing", program("clicks", 'throw new Error("not yet");'));
  commit("older-packages", program("clicks", 'require("gone-since");'));
  write("package.json", withScript("echo 'module.exports = \"clicks\"' > built.js"));
  commit("built", program('" + require("./built.js") + "'));
  write("package.json", withScript("echo no compiler here >&2; exit 7"));
  commit("not-built", program("clicks"));
  write("package.json", '{ "name": "shop", "main": "index.js" }');
  commit("good", program("clicks"));
  // What is not committed, and stays so.
  write("index.js", program("taps"));
  write("state.json", stackExport());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a plan from a file", () => {
  test("is assessed like a program's, and marks what exists", async () => {
    const finished = await preview(["--from", "state.json", "--json"], folder);
    const { plan } = reportOf(finished);
    expect(plan.resources.find(({ name }) => name === "main")?.op).toBe("same");
    expect(finished.stdout).not.toContain("AAABAP");
  });

  test("of another stack than the one that is named is refused", async () => {
    const { code, stderr } = await preview(["qa", "--from", "state.json"], folder);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "error: state.json holds the stack dev, not qa: leave the stack out\n",
    });
  });
});

describe("the change against another plan", () => {
  test("is none from a plan that was just saved", async () => {
    const files = ["--save", "plan.json", "--sarif", "findings.sarif.json", "--junit", "findings.xml.json"];
    expect((await previewed(...files)).code).toBe(0);
    expect(written("findings.sarif.json")).toContain('"id": "shop/dev/"');
    expect(written("findings.xml.json")).toContain('<testsuites name="shop/dev"');
    const finished = await previewed("--against", "plan.json", "--json");
    expect(finished.code).toBe(0);
    expect(reportOf(finished).change).toMatchObject({ counts: { same: 2 }, resources: [], losses: [] });
  });

  test("is loud about data that would be lost, and fails", async () => {
    const { code, stdout } = await previewed("--against", "good");
    expect(code).toBe(1);
    expect(stdout).toMatch(/Change {2}against good: 1 to replace, 1 the same/);
    expect(stdout).toMatch(/DATA WOULD BE LOST.*\n.*REPLACE aws\.kinesis\.Stream clicks\n.*At stake: a stream/);
    expect(stdout).toContain('name: "clicks" → "taps" replaces');
    expect(stdout).toContain("--allow-replace clicks");
    expect(stdout).toMatch(/1 resource with data would be lost: this preview fails\.\s*$/);
  });

  test("builds what that commit's package builds after it is installed", async () => {
    const { change } = reportOf(await previewed("--against", "built", "--json"));
    expect(change.losses).toMatchObject([{ name: "clicks", lost: true }]);
    expect(existsSync(path.join(folder, "built.js"))).toBe(false);
  });

  test("passes where the loss is allowed by name", async () => {
    const finished = await previewed("--against", "good", "--allow-replace", "clicks", "--json");
    expect(finished.code).toBe(0);
    expect(reportOf(finished).change.losses).toMatchObject([{ name: "clicks", lost: true, allowed: true }]);
  });

  test("leaves no trace of the other commit, nor touches what is not committed", () => {
    expect(git("worktree", "list").trim().split("\n")).toHaveLength(1);
    expect(git("status", "--short")).toBe(" M index.js\n");
    expect(readFileSync(path.join(folder, "index.js"), "utf8")).toContain('"taps"');
    expect(existsSync(path.join(folder, "node_modules", "@pulumi", "pulumi"))).toBe(true);
  });

  test.each<[string[], number, RegExp]>([
    [["--against", "nowhere"], 2, /^error: --against nowhere is neither a file nor a git ref of this repository/],
    [["--against", "package.json"], 2, /^error: package\.json: it is an object with the keys name, main, but must be/],
    [["--against", "good", "--allow-replace", "clacks"], 2, /^error: --allow-replace clacks: neither plan has/],
    [
      ["--against", "not-built"],
      3,
      /^error: at not-built: package\.json: its script prepare .* failed: no compiler here/,
    ],
    [["--against", "failing"], 3, /^error: at failing: .*not yet/],
    [
      ["--against", "older-packages"],
      3,
      /gone-since is not installed now, and another commit runs with the packages of/,
    ],
    [["--save", "none/plan.json"], 2, /^error: --save none\/plan\.json: there is no folder/],
  ])("%j is refused with one sentence", async (args, exitCode, sentence) => {
    const { code, stdout, stderr } = await previewed(...args);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: "" });
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain(path.join(tmpdir(), "preview-"));
  });

  test("says where programs were before this one was moved, and how to compare with one", async () => {
    const moved = path.join(folder, "moved");
    mkdirSync(moved);
    for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml", "package.json", "index.js"])
      copyFileSync(path.join(folder, file), path.join(moved, file));
    const { code, stderr } = await preview(["--program", moved, "--stack", "dev", "--against", "good"], folder);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^error: at good: there is no folder moved; programs were in \.\. .*--save FILE.*--against FILE/,
    );
  });

  test("outside a repository there is no git ref", async () => {
    const outside = mkdtempSync(path.join(tmpdir(), "outside-"));
    try {
      const { code, stderr } = await preview(["--program", outside, "--stack", "dev", "--against", "main"], outside);
      expect(code).toBe(2);
      expect(stderr).toMatch(/neither a file nor a git ref: not a git repository/);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  test("is taken away whole when it is interrupted", async () => {
    const command = [...START, "dev", "--against", "hanging"];
    const child = spawn(process.execPath, command, { cwd: folder, stdio: "ignore" });
    const ended = new Promise<unknown>((resolve) => child.once("close", (code, signal) => resolve(signal ?? code)));
    const trees = (): string[] => git("worktree", "list", "--porcelain").match(/(?<=^worktree ).*/gm) ?? [];
    while (trees().length < 2 && child.exitCode === null) await new Promise((resolve) => setTimeout(resolve, 50));
    const [, tree = ""] = trees();
    expect(existsSync(tree)).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill("SIGINT");
    expect(await ended).toBe("SIGINT");
    expect(trees()).toHaveLength(1);
    expect(existsSync(path.dirname(tree))).toBe(false);
  });
});
